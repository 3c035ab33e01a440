package rules

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// ErrStage is returned for a stage that the result does not hold.
var ErrStage = errors.New("the audit has no such stage")

// Write writes the view of a rule, by its id, at one stage; "" is the first. It takes the
// record as it is and decides by the rule's file what is withheld. The caller creates the
// file with mode 0600 and removes it on an error.
func Write(ctx context.Context, w io.Writer, b *reports.Book, rule, stage string) error {
	pages, err := pagesOf(b, rule, stage)
	if err != nil {
		return fmt.Errorf("write the view of %s: %w", rule, err)
	}
	run := b.Result.Run
	doc := sheet.Document{Pages: pages, Frame: sheet.Frame{RunID: run.ID, Confidentiality: b.Confidentiality}, Title: pages[0].Name, Description: words.AudienceRule, Version: run.Version, Finished: run.FinishedAt, Recalculate: true}
	if err := doc.Write(ctx, w); err != nil {
		return fmt.Errorf("write the view of %s: %w", rule, err)
	}
	return nil
}

func pagesOf(b *reports.Book, rule, stage string) ([]*sheet.Page, error) {
	if b == nil || b.Result == nil || len(b.Result.Stages) == 0 {
		return nil, errors.New("there is no result")
	}
	k := slices.IndexFunc(b.Result.Rules, func(v result.RuleView) bool { return v.Rule == rule })
	if k < 0 {
		return nil, errors.New("the audit has no view of it")
	}
	if stage == "" {
		stage = b.Result.Stages[0].Stage
	}
	if !slices.ContainsFunc(b.Result.Stages, func(st result.StageResult) bool { return st.Stage == stage }) {
		return nil, fmt.Errorf("%s: %w", stage, ErrStage)
	}
	d := &view{Draft: reports.NewDraft(b), k: k, stage: stage}
	return []*sheet.Page{d.tablesPage(), d.factsPage()}, nil
}

// view is the view of one rule at one stage in the making.
type view struct {
	*reports.Draft
	k     int
	stage string
}

func (d *view) rule() result.RuleView { return d.Result.Rules[d.k] }

// tables are the indexes of the rule's tables of the stage.
func (d *view) tables() (out []int) {
	for i, t := range d.rule().Tables {
		if t.Stage == d.stage {
			out = append(out, i)
		}
	}
	return out
}

func (d *view) begin(name string, widths ...float64) *sheet.Page {
	p := sheet.New(sheet.SheetName(name), widths...)
	p.OnePage = true
	p.Paragraph(words.AudienceRule, sheet.Body().Strong())
	return p
}

// tablesPage prints the rule's tables of the stage, in its columns.
func (d *view) tablesPage() *sheet.Page {
	v := d.rule()
	p := d.begin(v.Sheet, ruleWidths(v)...)
	p.Title(v.Title)
	p.Note(d.origin())
	for _, w := range v.Warnings {
		p.Paragraph("• "+w, sheet.Body().Strong())
	}
	p.Gap()
	switch tables := d.tables(); {
	case len(tables) == 0:
		p.Note(words.AbsentRule)
	case v.PerJob:
		d.list(p, tables)
	default:
		d.blocks(p, tables)
	}
	return p
}

// origin says whose data these are, of when, and at which stage.
func (d *view) origin() string {
	in, run := d.Result.Intake, d.Result.Run
	parts := []string{reports.StageName(d.stage)}
	if d.Book.Organisation != "" {
		parts = append([]string{d.Book.Organisation}, parts...)
	}
	if in.PeriodFrom != "" && in.PeriodUntil != "" {
		parts = append(parts, fmt.Sprintf(words.FactPeriodIs, ruleDay(in.PeriodFrom), ruleDay(in.PeriodUntil)))
	}
	if !run.FinishedAt.IsZero() {
		parts = append(parts, run.FinishedAt.UTC().Format("2 January 2006"))
	}
	return strings.Join(append(parts, words.WordRun+" "+run.ID), " · ")
}

// factsPage is what goes with the numbers: the rule's statements, what the run knows, what
// only the employer does, and what the columns mean.
func (d *view) factsPage() *sheet.Page {
	v := d.rule()
	p := d.begin(words.HeadRuleFacts, 34, 90)
	p.Title(words.HeadRuleFacts)
	p.Note(fmt.Sprintf(words.RuleOrigin, v.Jurisdiction, ruleDay(v.Published), ruleDay(v.Applies), ruleDay(v.Checked)))
	for _, s := range v.Sources {
		p.Note(s)
	}
	for _, s := range v.Statements {
		p.Paragraph("• "+s, sheet.Body())
	}
	p.Gap()
	d.facts(p)
	p.Heading(words.HeadRuleColumns)
	if v.PerJob {
		p.Add(sheet.Text("Job"), sheet.Text(words.WordJob))
	}
	for _, c := range v.Columns {
		p.Add(sheet.Text(c.Head), sheet.Text(c.Meaning))
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

// facts are what a rule asks to state beside the numbers: what the run knows, then what
// only the employer does.
func (d *view) facts(p *sheet.Page) {
	v := d.rule()
	in := d.Result.Intake
	facts := [][2]string{{words.FactSource, fmt.Sprintf(words.FactSourceIs, words.Grouped(in.Applications.Audited), words.Grouped(in.Applications.Rows), inputKinds(d.Result.Run.Inputs))}}
	if day := d.Result.Run.FinishedAt; !day.IsZero() {
		facts = slices.Insert(facts, 0, [2]string{words.FactDay, day.UTC().Format("2 January 2006")})
	}
	if in.PeriodFrom != "" && in.PeriodUntil != "" {
		facts = append(facts, [2]string{words.FactPeriod, fmt.Sprintf(words.FactPeriodIs, ruleDay(in.PeriodFrom), ruleDay(in.PeriodUntil))})
	}
	for _, s := range v.ToState {
		facts = append(facts, [2]string{s, words.FactByEmployer})
	}
	for _, f := range facts {
		p.Add(sheet.Text(f[0]), sheet.Text(f[1]))
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

// blocks are the tables under headings of their own, as the rule prints them.
func (d *view) blocks(p *sheet.Page, tables []int) {
	columns := ruleColumns(d.rule())
	for _, i := range tables {
		t := d.rule().Tables[i]
		p.KeepTogether(float64(90 + 18*len(t.Categories)))
		p.Heading(fmt.Sprintf(words.HeadRuleTable, reports.StageName(t.Stage), t.Heading))
		if t.N == 0 {
			p.Note(fmt.Sprintf(words.RuleNobody, words.Grouped(t.Unknown.N)))
			p.Gap()
			continue
		}
		rows := d.rows(i, p.Next()+1)
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

// list is one table with filters, for rules with a table for each job.
func (d *view) list(p *sheet.Page, tables []int) {
	v := d.rule()
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for _, i := range tables {
		t := v.Tables[i]
		for _, r := range d.rows(i, start+len(rows)) {
			rows = append(rows, append([]sheet.Cell{sheet.Text(jobName(v, t.Job)), sheet.Text(reports.StageName(t.Stage)), sheet.Text(t.Heading)}, r...))
		}
	}
	p.Grid("rule", append(ruleLead(), ruleColumns(v)...), rows)
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

// rows are those of one table, the first of them in the given row of the sheet.
func (d *view) rows(i, start int) [][]sheet.Cell {
	v, shown := d.rule(), d.Shown.Rules[d.k][i]
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
