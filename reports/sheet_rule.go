package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"weaksignal/audit/result"
)

// ruleSheets are the views that the run's configuration names, one sheet each. A
// view that it does not name has no sheet and is not spoken of.
func ruleSheets(views []result.RuleView) []sheet {
	var out []sheet
	for k, v := range views {
		out = append(out, sheet{sheetName(v.Sheet), always, func(d *draft) *page { return d.rulePage(k) }})
	}
	return out
}

// rulePage prints the tables of one rule in its columns, with what its file states.
func (d *draft) rulePage(k int) *page {
	v := d.res.Rules[k]
	p := newPage(sheetName(v.Sheet), ruleWidths(v)...)
	p.title(v.Title)
	p.note(fmt.Sprintf(ruleOrigin, v.Jurisdiction, ruleDay(v.Published), ruleDay(v.Applies), ruleDay(v.Checked)))
	for _, s := range v.Sources {
		p.note(s)
	}
	p.add(backLink())
	for _, s := range v.Statements {
		p.paragraph("• "+s, body())
	}
	for _, w := range v.Warnings {
		p.paragraph("• "+w, body().strong())
	}
	p.gap()
	d.ruleFacts(p, v)
	switch {
	case len(v.Tables) == 0:
		p.note(absentRule)
	case v.PerJob:
		d.ruleList(p, k, v)
	default:
		d.ruleBlocks(p, k, v)
	}
	return p
}

// ruleLead are the columns before the rule's own where its tables are by job.
func ruleLead() []column { return []column{{head: "Job"}, {head: "Stage"}, {head: "Attribute"}} }

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
func (d *draft) ruleFacts(p *page, v result.RuleView) {
	p.heading(headRuleFacts)
	in := d.res.Intake
	facts := [][2]string{{factSource, fmt.Sprintf(factSourceIs, grouped(in.Applications.Audited), grouped(in.Applications.Rows), inputKinds(d.res.Run.Inputs))}}
	if day := d.res.Run.FinishedAt; !day.IsZero() {
		facts = slices.Insert(facts, 0, [2]string{factDay, day.UTC().Format("2 January 2006")})
	}
	if in.PeriodFrom != "" && in.PeriodUntil != "" {
		facts = append(facts, [2]string{factPeriod, fmt.Sprintf(factPeriodIs, ruleDay(in.PeriodFrom), ruleDay(in.PeriodUntil))})
	}
	for _, s := range v.ToState {
		facts = append(facts, [2]string{s, factByEmployer})
	}
	for _, f := range facts {
		p.paragraph("• "+f[0]+": "+f[1], body())
	}
	p.gap()
}

// inputKinds names the inputs of the run, once each.
func inputKinds(inputs []result.InputRecord) string {
	var kinds []string
	for _, in := range inputs {
		if kind := underscored(in.Kind); in.Kind != "list" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return strings.Join(kinds, ", ")
}

// ruleBlocks are the tables under headings of their own, as the rule prints them.
func (d *draft) ruleBlocks(p *page, k int, v result.RuleView) {
	columns := ruleColumns(v)
	for i, t := range v.Tables {
		p.keepTogether(float64(90 + 18*len(t.Categories)))
		p.heading(fmt.Sprintf(headRuleTable, stageName(t.Stage), t.Heading))
		if t.N == 0 {
			p.note(fmt.Sprintf(ruleNobody, grouped(t.Unknown.N)))
			p.gap()
			continue
		}
		rows := d.ruleRows(k, i, p.next()+1)
		p.headOver(columns, rows[0])
		for _, r := range rows {
			p.add(r...)
		}
		p.note(fmt.Sprintf(ruleUnknown, grouped(t.Unknown.N)))
		for _, w := range t.Warnings {
			p.note("• " + w)
		}
		p.gap()
	}
}

// ruleList is one table with filters, for rules with a table for each job.
func (d *draft) ruleList(p *page, k int, v result.RuleView) {
	var rows [][]cell
	start := p.next() + 1
	for i, t := range v.Tables {
		for _, r := range d.ruleRows(k, i, start+len(rows)) {
			rows = append(rows, append([]cell{text(jobName(v, t.Job)), text(stageName(t.Stage)), text(t.Heading)}, r...))
		}
	}
	p.grid(fmt.Sprintf("rule_%d", k+1), append(ruleLead(), ruleColumns(v)...), rows)
}

// jobName is the role; those that the configuration declares nothing for are one job.
func jobName(v result.RuleView, job string) string {
	switch {
	case job != "":
		return job
	case slices.ContainsFunc(v.Tables, func(t result.RuleTable) bool { return t.Job != "" }):
		return otherRoles
	}
	return allRoles
}

func ruleColumns(v result.RuleView) []column {
	var out []column
	for _, c := range v.Columns {
		out = append(out, column{head: c.Head})
	}
	return out
}

// ruleRows are the rows of one table, the first of them in the given row of the sheet.
func (d *draft) ruleRows(k, i, start int) [][]cell {
	v, shown := d.res.Rules[k], d.shown.rules[k][i]
	t := v.Tables[i]
	at := func(category string) int {
		return slices.IndexFunc(t.Categories, func(c result.RuleCategory) bool { return category != "" && c.Category == category })
	}
	w := ruleWriter{view: v, table: t, shown: shown, start: start, all: at(t.Highest), large: at(t.HighestWithoutSmall)}
	var rows [][]cell
	for r := range t.Categories {
		rows = append(rows, w.row(r))
	}
	if v.Totals {
		rows = append(rows, w.plainRow(groupNotStated, shown.unknown, start+len(rows)))
		rows = append(rows, w.plainRow(rowTotal, shown.total, start+len(rows)))
	}
	return rows
}
