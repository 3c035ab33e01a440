package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"weaksignal/audit/result"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// ruleTabs are the views that the run's configuration names, one sheet each. A
// view that it does not name has no sheet and is not spoken of.
func ruleTabs(views []result.RuleView) []tab {
	var out []tab
	for k, v := range views {
		out = append(out, tab{sheet.SheetName(v.Sheet), always, func(d *draft) *sheet.Page { return rulePage(d, k) }})
	}
	return out
}

// rulePage prints the tables of one rule in its columns, with what its file states.
func rulePage(d *draft, k int) *sheet.Page {
	v := d.res.Rules[k]
	p := sheet.New(sheet.SheetName(v.Sheet), ruleWidths(v)...)
	p.Title(v.Title)
	p.Note(fmt.Sprintf(words.RuleOrigin, v.Jurisdiction, ruleDay(v.Published), ruleDay(v.Applies), ruleDay(v.Checked)))
	for _, s := range v.Sources {
		p.Note(s)
	}
	p.Add(backLink())
	for _, s := range v.Statements {
		p.Paragraph("• "+s, sheet.Body())
	}
	for _, w := range v.Warnings {
		p.Paragraph("• "+w, sheet.Body().Strong())
	}
	p.Gap()
	ruleFacts(d, p, v)
	switch {
	case len(v.Tables) == 0:
		p.Note(words.AbsentRule)
	case v.PerJob:
		ruleList(d, p, k, v)
	default:
		ruleBlocks(d, p, k, v)
	}
	return p
}

// ruleLead are the columns before the rule's own where its tables are by job.
func ruleLead() []sheet.Column {
	return []sheet.Column{{Head: "Job"}, {Head: "Stage"}, {Head: "Attribute"}}
}

func ruleWidths(v result.RuleView) []float64 {
	var widths []float64
	if v.PerJob {
		widths = []float64{17, 19, 14}
	}
	for _, c := range v.Columns {
		switch c.Field {
		case "category":
			widths = append(widths, 42)
		case "reading":
			widths = append(widths, 50)
		case "four_fifths":
			widths = append(widths, 13)
		default:
			widths = append(widths, 12)
		}
	}
	return widths
}

// ruleDay prints "2023-04-06" as a reader writes it.
func ruleDay(s string) string {
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return day.Format("2 January 2006")
}

// ruleFacts are what a rule asks to state beside the numbers: what the run knows,
// then what only the employer does.
func ruleFacts(d *draft, p *sheet.Page, v result.RuleView) {
	p.Heading(words.HeadRuleFacts)
	in := d.res.Intake
	facts := [][2]string{{words.FactSource, fmt.Sprintf(words.FactSourceIs, words.Grouped(in.Applications.Audited), words.Grouped(in.Applications.Rows), inputKinds(d.res.Run.Inputs))}}
	if day := d.res.Run.FinishedAt; !day.IsZero() {
		facts = slices.Insert(facts, 0, [2]string{words.FactDay, day.UTC().Format("2 January 2006")})
	}
	if in.PeriodFrom != "" && in.PeriodUntil != "" {
		facts = append(facts, [2]string{words.FactPeriod, fmt.Sprintf(words.FactPeriodIs, ruleDay(in.PeriodFrom), ruleDay(in.PeriodUntil))})
	}
	for _, s := range v.ToState {
		facts = append(facts, [2]string{s, words.FactByEmployer})
	}
	for _, f := range facts {
		p.Paragraph("• "+f[0]+": "+f[1], sheet.Body())
	}
	p.Gap()
}

// inputKinds names the inputs of the run, once each.
func inputKinds(inputs []result.InputRecord) string {
	var kinds []string
	for _, in := range inputs {
		if kind := words.Underscored(in.Kind); in.Kind != "list" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return strings.Join(kinds, ", ")
}

// ruleBlocks are the tables under headings of their own, as the rule prints them.
func ruleBlocks(d *draft, p *sheet.Page, k int, v result.RuleView) {
	columns := ruleColumns(v)
	for i, t := range v.Tables {
		p.KeepTogether(float64(90 + 18*len(t.Categories)))
		p.Heading(fmt.Sprintf(words.HeadRuleTable, stageName(t.Stage), t.Heading))
		if t.N == 0 {
			p.Note(fmt.Sprintf(words.RuleNobody, words.Grouped(t.Unknown.N)))
			p.Gap()
			continue
		}
		rows := ruleRows(d, k, i, p.Next()+1)
		p.HeadOver(columns, rows[0])
		for _, r := range rows {
			p.Add(r...)
		}
		p.Note(fmt.Sprintf(words.RuleUnknown, words.Grouped(t.Unknown.N)))
		for _, w := range t.Warnings {
			p.Note("• " + w)
		}
		p.Gap()
	}
}

// ruleList is one table with filters, for rules with a table for each job.
func ruleList(d *draft, p *sheet.Page, k int, v result.RuleView) {
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for i, t := range v.Tables {
		for _, r := range ruleRows(d, k, i, start+len(rows)) {
			rows = append(rows, append([]sheet.Cell{sheet.Text(jobName(v, t.Job)), sheet.Text(stageName(t.Stage)), sheet.Text(t.Heading)}, r...))
		}
	}
	p.Grid(fmt.Sprintf("rule_%d", k+1), append(ruleLead(), ruleColumns(v)...), rows)
}

// jobName is the role; those that the configuration declares nothing for are one job.
func jobName(v result.RuleView, job string) string {
	switch {
	case job != "":
		return job
	case slices.ContainsFunc(v.Tables, func(t result.RuleTable) bool { return t.Job != "" }):
		return words.OtherRoles
	}
	return words.AllRoles
}

func ruleColumns(v result.RuleView) []sheet.Column {
	var out []sheet.Column
	for _, c := range v.Columns {
		out = append(out, sheet.Column{Head: c.Head})
	}
	return out
}

// ruleRows are the rows of one table, the first of them in the given row of the sheet.
func ruleRows(d *draft, k, i, start int) [][]sheet.Cell {
	v, shown := d.res.Rules[k], d.shown.Rules[k][i]
	t := v.Tables[i]
	at := func(category string) int {
		return slices.IndexFunc(t.Categories, func(c result.RuleCategory) bool { return category != "" && c.Category == category })
	}
	w := ruleWriter{view: v, table: t, shown: shown, start: start, all: at(t.Highest), large: at(t.HighestWithoutSmall)}
	var rows [][]sheet.Cell
	for r := range t.Categories {
		rows = append(rows, w.row(r))
	}
	if v.Totals {
		rows = append(rows, w.plainRow(words.GroupNotStated, shown.Unknown, start+len(rows)))
		rows = append(rows, w.plainRow(words.RowTotal, shown.Total, start+len(rows)))
	}
	return rows
}
