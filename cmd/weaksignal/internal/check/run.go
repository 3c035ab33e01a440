package check

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
	"weaksignal/extract/decision/doubt"
)

// Input is what a check looks at.
type Input struct {
	Config  *config.Config
	Options decision.Options
	Table   decision.TableSpec
	Roles   []join.Role
	Signals []join.Signal
	// Since and Until bound the decisions, [Since, Until); zero = open.
	Since, Until time.Time
	// Documents lists what an audit would read, without reading a résumé.
	Documents func(context.Context) (*extract.Documents, error)
}

// Run looks at everything that does not need a résumé's content. What was
// understood is in Found even where the input cannot be used: the error says why.
func Run(ctx context.Context, in Input, power bool) (*Found, error) {
	c := &Found{Join: Join{ByRoute: map[string]int{}}, texts: map[*decision.InputError]bool{}}
	err := c.look(ctx, in)
	var input *decision.InputError
	if err != nil && !errors.As(err, &input) {
		return nil, err
	}
	if input != nil {
		c.fatal(input)
	}
	if err == nil && power {
		c.plan(in.Config.Audit.Margin)
	}
	c.neverNull()
	return c, err
}

func (c *Found) look(ctx context.Context, in Input) error {
	if in.Config.Candidates != "" {
		return c.checkTable(ctx, in)
	}
	return c.checkExport(ctx, in)
}

// checkExport reads export and groups, and lists the documents.
func (c *Found) checkExport(ctx context.Context, in Input) error {
	export, err := decision.ReadExports(ctx, in.Config.Decisions, in.Options)
	c.file = in.Config.Decisions[0]
	c.export(export)
	c.roles(in, export.Mapping.Titles)
	if err != nil {
		return err
	}
	var groups *demographics.Groups
	var groupsErr error
	if in.Config.Demographics != "" {
		if groups, groupsErr = demographics.Read(in.Config.Demographics, in.Options.Demographics()); groupsErr == nil {
			c.groups(groups)
		}
	}
	docs, err := in.Documents(ctx)
	if err != nil {
		return err
	}
	p := join.PreviewExport(docs, export, groups)
	c.Join = Join{p.Documents, p.Applications, p.Matched, p.ByRoute,
		"by file names only: e-mail addresses and names inside documents are not read here and match more"}
	c.GroupsJoined = p.Groups
	for _, note := range p.Few(export, groups) {
		c.Problems = append(c.Problems, Problem{Problem: doubt.Problem{File: in.Config.Demographics, Reason: note}})
	}
	var undated error
	if placings := export.Placings(); !in.Since.IsZero() || !in.Until.IsZero() {
		undated = placings.Err(decision.RemedyUndated)
		if note := placings.Note(); note != "" {
			c.Problems = append(c.Problems, Problem{Problem: doubt.Problem{File: c.file, Reason: note}})
		}
	}
	keep := func(i int) bool { return join.Within(export.At(i).Placed, in.Since, in.Until) }
	c.Strata = export.Strata(keep)
	c.flow = exportFlow(export, keep)
	c.detect(in.Signals, c.flow)
	return errors.Join(export.Err(), groupsErr, p.Nothing(export, groups), undated)
}

// export takes over how an export was understood.
func (c *Found) export(e *decision.Export) {
	m := e.Mapping
	c.Columns, c.Unmapped, c.Stages, c.Outcomes, c.Sources = m.Columns, m.Unmapped, m.Stages, m.Outcomes, m.Sources
	c.OutcomeTexts, c.SourceTexts, c.Referrers = m.OutcomeTexts, m.SourceTexts, m.ReferrerTexts
	c.rows, c.footers, c.Sheets, c.Dates = e.Rows, e.Footers, e.Sheets, m.Dates
	fatal := e.Err()
	for i := range e.Guards {
		g := &e.Guards[i]
		c.texts[&g.Error] = g.ID == doubt.GuardTexts
		if error(&g.Error) == fatal {
			continue // reported as the error that ends the check
		}
		c.Problems = append(c.Problems, Problem{Problem: problemOf(&g.Error), Fatal: g.Fatal, Texts: g.ID == doubt.GuardTexts})
	}
	c.sameStage()
	c.list(e.Problems)
}

// sameStage says which stages of the export are audited as one.
func (c *Found) sameStage() {
	by := map[string][]string{}
	for _, s := range c.Stages {
		if s.To != "" {
			by[s.To] = append(by[s.To], fmt.Sprintf("%q", s.From))
		}
	}
	for _, to := range slices.Sorted(maps.Keys(by)) {
		if len(by[to]) > 1 {
			c.Problems = append(c.Problems, Problem{Problem: doubt.Problem{File: c.file, Reason: fmt.Sprintf("%d stage names of the export are audited as one stage, %s", len(by[to]), to),
				Remedy: fmt.Sprintf("if %s are steps of their own, list them in their order under export.stages", strings.Join(by[to], " and "))}})
		}
	}
}

// roles names the role of each title, and what of the declarations is not used.
func (c *Found) roles(in Input, titles []decision.TitleCount) {
	c.Roles = join.RolesOf(in.Roles, titles)
	var undeclared []string
	for _, r := range c.Roles {
		if len(r.JobRelated) == 0 {
			undeclared = append(undeclared, fmt.Sprintf("%q", r.Title))
		}
	}
	if len(undeclared) > 0 {
		more := ""
		if len(undeclared) > titlesNamed {
			more = fmt.Sprintf(" and %d more", len(undeclared)-titlesNamed)
			undeclared = undeclared[:titlesNamed]
		}
		c.Problems = append(c.Problems, Problem{Problem: doubt.Problem{File: in.Config.File, Reason: "nothing is declared job-related for " + strings.Join(undeclared, ", ") + more + ": the result is unadjusted there",
			Remedy: "declare under roles what counts for the work"}})
	}
	for _, name := range join.Unused(in.Roles, c.Roles) {
		c.Problems = append(c.Problems, Problem{Problem: doubt.Problem{File: in.Config.File, Reason: fmt.Sprintf("the role %q matches no title of the export", name),
			Remedy: "correct its patterns under roles[].match, or leave it out"}})
	}
}

// titlesNamed bounds the titles that one message names.
const titlesNamed = 5

func (c *Found) list(p doubt.Problems) {
	c.problems += p.Count
	for i, q := range p.List {
		if i == maxProblemsShown {
			break
		}
		c.Problems = append(c.Problems, Problem{Problem: q})
	}
}

func (c *Found) groups(g *demographics.Groups) {
	for k, attribute := range g.Attributes {
		counts := map[string]int{}
		for _, row := range g.Rows {
			if l := row.Labels[k]; l != "" {
				counts[l]++
			}
		}
		c.Groups = append(c.Groups, Group{Attribute: attribute, Unknown: g.Unknown[k], Labels: sortedLabels(counts),
			Inferred: slices.Contains(g.Inferred, attribute)})
	}
	for _, note := range g.Notes {
		c.Problems = append(c.Problems, Problem{Problem: doubt.Problem{File: g.File, Reason: note}})
	}
	c.list(g.Problems)
}

// fatal puts what ends the check first.
func (c *Found) fatal(err *decision.InputError) {
	c.Problems = append([]Problem{{Problem: problemOf(err), Fatal: true, Texts: c.texts[err]}}, c.Problems...)
}

func problemOf(err *decision.InputError) doubt.Problem {
	return doubt.Problem{File: err.File, Sheet: err.Sheet, Row: err.Row, Column: err.Column, Reason: err.Reason, Remedy: err.Remedy}
}

// neverNull gives scripts empty lists instead of null.
func (c *Found) neverNull() {
	empty(&c.Columns)
	empty(&c.Unmapped)
	empty(&c.Stages)
	empty(&c.Sources)
	empty(&c.Strata)
	empty(&c.Groups)
	empty(&c.Detectable)
	empty(&c.Problems)
	empty(&c.OutcomeTexts)
	empty(&c.SourceTexts)
	empty(&c.Referrers)
	empty(&c.Roles)
	empty(&c.Sheets)
	empty(&c.Dates)
}

func empty[T any](s *[]T) {
	if *s == nil {
		*s = []T{}
	}
}
