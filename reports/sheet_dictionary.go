package reports

import (
	"strings"

	"weaksignal/audit"
	"weaksignal/reports/words"
)

// dictionaryPage explains every column of every sheet, the signals, and the words
// of the field.
func (d *draft) dictionaryPage() *page {
	p := newPage(words.SheetDictionary, 22, 34, 86, 22)
	p.title(words.SheetDictionary)
	p.note(words.DictionaryNote)
	p.add(backLink())
	var rows [][]cell
	for _, e := range append(words.ColumnWords(), ruleWords(d.res.Rules)...) {
		if _, ok := d.anchors[e.Sheet]; !ok {
			continue
		}
		rows = append(rows, []cell{text(e.Sheet), plain(e.Column, body().strong().wrapped().boxed()), text(e.Meaning), text(e.Unit)})
	}
	rows = append(rows, d.signalWords()...)
	for _, g := range words.Glossary() {
		rows = append(rows, []cell{text(words.HeadGlossary), plain(g.Word, body().strong().wrapped().boxed()), text(g.Meaning), emptyCell()})
	}
	p.grid("dictionary", []column{{head: "Sheet"}, {head: "Column or word"}, {head: "Meaning"}, {head: "Unit"}}, rows)
	return p
}

// ruleWords explain the columns of the rules' sheets, in the words of their files.
func ruleWords(views []audit.RuleView) []words.ColumnWord {
	var all []words.ColumnWord
	for _, v := range views {
		if v.PerJob {
			all = append(all, words.ColumnWord{Sheet: sheetName(v.Sheet), Column: "Job", Meaning: words.WordJob, Unit: words.UnitWords})
		}
		for _, c := range v.Columns {
			all = append(all, words.ColumnWord{Sheet: sheetName(v.Sheet), Column: c.Head, Meaning: c.Meaning, Unit: ruleUnits()[c.Field]})
		}
	}
	return all
}

func ruleUnits() map[string]string {
	return map[string]string{"category": words.UnitWords, "n": words.UnitPeople, "share": words.UnitPercent, "advanced": words.UnitPeople, "rate": words.UnitPercent,
		"impact_ratio": words.UnitRatio, "impact_ratio_without_small": words.UnitRatio, "four_fifths": words.UnitWords, "flips": words.UnitWords, "fisher_p": words.UnitP,
		"z": "standard deviations", "shortfall": words.UnitPeople, "reading": words.UnitWords}
}

// signalWords describe each signal of the run: question, detection, evidence,
// where it may be job-related, and limits.
func (d *draft) signalWords() [][]cell {
	var rows [][]cell
	for _, s := range d.book.Signals {
		var parts []string
		for _, part := range []string{s.Question, s.Detection, evidence(s.Evidence), s.Limits} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		if s.JobRelated != "" {
			parts = append(parts, words.MayBeRelated+s.JobRelated)
		}
		rows = append(rows, []cell{text(words.HeadSignals), plain(d.label(s.ID), body().strong().wrapped().boxed()), text(strings.Join(parts, "\n")), text(words.UnitPresence)})
	}
	return rows
}

func evidence(citations []Citation) string {
	var parts []string
	for _, c := range citations {
		parts = append(parts, c.Claim+" ["+c.Source+"]")
	}
	return strings.Join(parts, " ")
}
