package reports

import (
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// dictionaryPage explains every column of every sheet, the signals, and the words
// of the field.
func dictionaryPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetDictionary, 22, 34, 86, 22)
	p.Title(words.SheetDictionary)
	p.Note(words.DictionaryNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	for _, e := range append(words.ColumnWords(), ruleWords(d.res.Rules)...) {
		if _, ok := d.anchors[e.Sheet]; !ok {
			continue
		}
		rows = append(rows, []sheet.Cell{sheet.Text(e.Sheet), sheet.Plain(e.Column, sheet.Body().Strong().Wrapped().Boxed()), sheet.Text(e.Meaning), sheet.Text(e.Unit)})
	}
	rows = append(rows, signalWords(d)...)
	for _, g := range words.Glossary() {
		rows = append(rows, []sheet.Cell{sheet.Text(words.HeadGlossary), sheet.Plain(g.Word, sheet.Body().Strong().Wrapped().Boxed()), sheet.Text(g.Meaning), sheet.EmptyCell()})
	}
	p.Grid("dictionary", []sheet.Column{{Head: "Sheet"}, {Head: "Column or word"}, {Head: "Meaning"}, {Head: "Unit"}}, rows)
	return p
}

// ruleWords explain the columns of the rules' sheets, in the words of their files.
func ruleWords(views []result.RuleView) []words.ColumnWord {
	var all []words.ColumnWord
	for _, v := range views {
		if v.PerJob {
			all = append(all, words.ColumnWord{Sheet: sheet.SheetName(v.Sheet), Column: "Job", Meaning: words.WordJob, Unit: words.UnitWords})
		}
		for _, c := range v.Columns {
			all = append(all, words.ColumnWord{Sheet: sheet.SheetName(v.Sheet), Column: c.Head, Meaning: c.Meaning, Unit: ruleUnits()[c.Field]})
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
func signalWords(d *draft) [][]sheet.Cell {
	var rows [][]sheet.Cell
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
		rows = append(rows, []sheet.Cell{sheet.Text(words.HeadSignals), sheet.Plain(d.label(s.ID), sheet.Body().Strong().Wrapped().Boxed()), sheet.Text(strings.Join(parts, "\n")), sheet.Text(words.UnitPresence)})
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

// methodsPage explains each number in words, without formulas, with its source.
func methodsPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetMethods, 25, 68, 48, 46)
	p.Title(words.SheetMethods)
	p.Note(words.MethodsNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	for _, m := range words.MethodTexts() {
		rows = append(rows, []sheet.Cell{sheet.Plain(m.Name, sheet.Body().Strong().Wrapped().Boxed()), sheet.Text(m.How), sheet.Text(m.Care), sheet.Text(m.Source)})
	}
	p.Grid("methods", []sheet.Column{{Head: "Number"}, {Head: "How it is computed"}, {Head: "Mind"}, {Head: "Source"}}, rows)
	return p
}
