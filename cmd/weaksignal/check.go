package main

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/table"
)

func (a *app) checkCommand() *cobra.Command {
	var power bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Validate configuration and inputs, and say what an audit could detect",
		Long: `check reads the configuration, the export (or the candidates table) and the groups,
and prints how columns, stages and outcomes were understood, how many applications
find their résumé by file name, the size of each stratum, the groups, and the
smallest difference that an audit of this size would detect. It opens no résumé
and writes nothing. Run it first on your own export.

Exit status: 0 an audit can be run; 2 it would fail or mislead, and why.`,
		Example: `  weaksignal check
  weaksignal check --decisions export.csv --json
  weaksignal check --power`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			return a.check(cmd.Context(), power)
		},
	}
	inputFlags(cmd)
	f := cmd.Flags()
	f.String("since", "", "first `day` of decisions, 2026-01-31")
	f.String("until", "", "last `day` of decisions")
	f.Bool("json", false, "print the findings as JSON")
	f.BoolVar(&power, "power", false, "also say how many applications a given difference needs")
	return cmd
}

// checked is what `check` found. Its JSON names are part of the contract.
type checked struct {
	Columns      []decision.Column      `json:"columns"`
	Unmapped     []string               `json:"unmapped"`
	Stages       []decision.TextCount   `json:"stages"`
	Outcomes     decision.OutcomeCounts `json:"outcomes"`
	Sources      []decision.TextCount   `json:"sources"`
	Join         checkedJoin            `json:"join"`
	Strata       []decision.Stratum     `json:"strata"`
	Groups       []checkedGroup         `json:"groups"`
	Sheets       []table.Sheet          `json:"sheets"`
	GroupsJoined int                    `json:"groups_joined"`
	Detectable   []detectable           `json:"detectable"`
	Power        []planned              `json:"power,omitempty"`
	Problems     []checkedProblem       `json:"problems"`

	rows, footers int
	// problems counts the rows behind Problems, which lists the first ones.
	problems int
	table    bool
	flow     flow
}

// checkedJoin goes by file names only: no document is opened.
type checkedJoin struct {
	Documents    int            `json:"documents"`
	Applications int            `json:"applications"`
	Matched      int            `json:"matched"`
	ByRoute      map[string]int `json:"by_route"`
	Note         string         `json:"note"`
}

type checkedGroup struct {
	Attribute string         `json:"attribute"`
	Labels    []checkedLabel `json:"labels"`
	Unknown   int            `json:"unknown"`
	Inferred  bool           `json:"inferred,omitempty"`
}

type checkedLabel struct {
	Label string `json:"label"`
	N     int    `json:"n"`
}

// checkedProblem is a problem of a row, or of the input as a whole.
type checkedProblem struct {
	decision.Problem
	// Fatal: an audit would fail or mislead.
	Fatal bool `json:"fatal,omitempty"`
}

// maxProblemsShown bounds the single rows that check lists.
const maxProblemsShown = 200

// check looks at everything that does not need a résumé's content. What was
// understood is printed even where the input cannot be used.
func (a *app) check(ctx context.Context, power bool) error {
	if err := a.config.RequireAudit(); err != nil {
		return err
	}
	c := &checked{Join: checkedJoin{ByRoute: map[string]int{}}}
	var err error
	if a.config.Candidates != "" {
		err = a.checkTable(ctx, c)
	} else {
		err = a.checkExport(ctx, c)
	}
	var input *decision.InputError
	if err != nil && !errors.As(err, &input) {
		return err
	}
	if input != nil {
		c.fatal(input)
	}
	if err == nil && power {
		c.plan()
	}
	c.neverNull()
	switch {
	case a.config.JSON:
		encoder := json.NewEncoder(a.stdout)
		encoder.SetIndent("", "  ")
		if failed := encoder.Encode(c); failed != nil {
			return failed
		}
	case !a.config.Quiet:
		if failed := c.print(a.stdout, power); failed != nil {
			return failed
		}
	}
	return err
}

// checkExport reads export and groups, and lists the documents.
func (a *app) checkExport(ctx context.Context, c *checked) error {
	if err := a.documentsExist(); err != nil {
		return err
	}
	options, err := exportOptions(a.config)
	if err != nil {
		return err
	}
	export, err := decision.ReadExports(ctx, a.config.Decisions, options)
	c.export(export)
	if err != nil {
		return err
	}
	var groups *decision.Groups
	var groupsErr error
	if a.config.Demographics != "" {
		if groups, groupsErr = decision.ReadGroups(a.config.Demographics, options); groupsErr == nil {
			c.groups(groups)
		}
	}
	docs, err := a.listDocuments(ctx, false)
	if err != nil {
		return err
	}
	p := join.PreviewExport(docs, export, groups)
	c.Join = checkedJoin{p.Documents, p.Applications, p.Matched, p.ByRoute,
		"by file names only: e-mail addresses and names inside documents are not read here and match more"}
	if err := p.Nothing(export, groups); err != nil {
		return errors.Join(export.Err(), groupsErr, err)
	}
	for _, note := range p.Few(export, groups) {
		c.Problems = append(c.Problems, checkedProblem{Problem: decision.Problem{File: a.config.Demographics, Reason: note}})
	}
	c.GroupsJoined, c.Sheets = p.GroupRows, export.Sheets
	period, err := a.config.Period(a.now())
	if err != nil {
		return err
	}
	keep := func(i int) bool { return join.Within(export.At(i).Placed, period.Since, period.Until) }
	c.Strata = export.Strata(keep)
	c.flow = exportFlow(export, keep)
	c.detect(a.joinSignals(), c.flow)
	var undated error
	if !period.Since.IsZero() || !period.Until.IsZero() {
		undated = export.Placings().Err(decision.RemedyUndated)
	}
	return errors.Join(export.Err(), groupsErr, undated)
}

// export takes over how an export was understood.
func (c *checked) export(e *decision.Export) {
	m := e.Mapping
	c.Columns, c.Unmapped, c.Stages, c.Outcomes, c.Sources = m.Columns, m.Unmapped, m.Stages, m.Outcomes, m.Sources
	c.rows, c.footers = e.Rows, e.Footers
	fatal := e.Err()
	for i := range e.Guards {
		g := &e.Guards[i]
		if error(&g.Error) == fatal {
			continue // reported as the error that ends the check
		}
		c.Problems = append(c.Problems, checkedProblem{problemOf(&g.Error), g.Fatal})
	}
	c.list(e.Problems)
}

func (c *checked) list(p decision.Problems) {
	c.problems += p.Count
	for i, q := range p.List {
		if i == maxProblemsShown {
			break
		}
		c.Problems = append(c.Problems, checkedProblem{Problem: q})
	}
}

func (c *checked) groups(g *decision.Groups) {
	for k, attribute := range g.Attributes {
		counts := map[string]int{}
		for _, row := range g.Rows {
			if l := row.Labels[k]; l != "" {
				counts[l]++
			}
		}
		c.Groups = append(c.Groups, checkedGroup{Attribute: attribute, Unknown: g.Unknown[k], Labels: sortedLabels(counts),
			Inferred: slices.Contains(g.Inferred, attribute)})
	}
	c.list(g.Problems)
}

// fatal puts what ends the check first.
func (c *checked) fatal(err *decision.InputError) {
	c.Problems = append([]checkedProblem{{problemOf(err), true}}, c.Problems...)
}

func problemOf(err *decision.InputError) decision.Problem {
	return decision.Problem{File: err.File, Row: err.Row, Column: err.Column, Reason: err.Reason, Remedy: err.Remedy}
}

// neverNull gives scripts empty lists instead of null.
func (c *checked) neverNull() {
	empty(&c.Columns)
	empty(&c.Unmapped)
	empty(&c.Stages)
	empty(&c.Sources)
	empty(&c.Strata)
	empty(&c.Groups)
	empty(&c.Sheets)
	empty(&c.Detectable)
	empty(&c.Problems)
}

func empty[T any](s *[]T) {
	if *s == nil {
		*s = []T{}
	}
}
