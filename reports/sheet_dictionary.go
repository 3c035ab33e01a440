package reports

import (
	"strings"

	"weaksignal/audit/result"
)

// dictionaryPage explains every column of every sheet, the signals, and the words
// of the field.
func (d *draft) dictionaryPage() *page {
	p := newPage(sheetDictionary, 22, 34, 86, 22)
	p.title(sheetDictionary)
	p.note(dictionaryNote)
	p.add(backLink())
	var rows [][]cell
	for _, e := range append(columnWords(), ruleWords(d.res.Rules)...) {
		if _, ok := d.anchors[e.sheet]; !ok {
			continue
		}
		rows = append(rows, []cell{text(e.sheet), plain(e.column, body().strong().wrapped().boxed()), text(e.meaning), text(e.unit)})
	}
	rows = append(rows, d.signalWords()...)
	for _, g := range glossary() {
		rows = append(rows, []cell{text(headGlossary), plain(g.word, body().strong().wrapped().boxed()), text(g.meaning), emptyCell()})
	}
	p.grid("dictionary", []column{{head: "Sheet"}, {head: "Column or word"}, {head: "Meaning"}, {head: "Unit"}}, rows)
	return p
}

// ruleWords explain the columns of the rules' sheets, in the words of their files.
func ruleWords(views []result.RuleView) []columnWord {
	var all []columnWord
	for _, v := range views {
		if v.PerJob {
			all = append(all, columnWord{sheetName(v.Sheet), "Job", wordJob, unitWords})
		}
		for _, c := range v.Columns {
			all = append(all, columnWord{sheetName(v.Sheet), c.Head, c.Meaning, ruleUnits()[c.Field]})
		}
	}
	return all
}

func ruleUnits() map[string]string {
	return map[string]string{"category": unitWords, "n": unitPeople, "share": unitPercent, "advanced": unitPeople, "rate": unitPercent,
		"impact_ratio": unitRatio, "impact_ratio_without_small": unitRatio, "four_fifths": unitWords, "flips": unitWords, "fisher_p": unitP,
		"z": "standard deviations", "shortfall": unitPeople, "reading": unitWords}
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
			parts = append(parts, mayBeRelated+s.JobRelated)
		}
		rows = append(rows, []cell{text(headSignals), plain(d.label(s.ID), body().strong().wrapped().boxed()), text(strings.Join(parts, "\n")), text(unitPresence)})
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
