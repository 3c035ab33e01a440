package check

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/extract/decision"
)

// Rows of long lists that the text shows; the JSON has them all.
const (
	stagesShown   = 40
	strataShown   = 60
	problemsShown = 25
	sameShown     = 10
)

// Print writes the findings for people.
func (c *Found) Print(w io.Writer, power bool) error {
	p := account{Found: c}
	p.printMapping()
	p.printJoin()
	p.printStrata()
	p.printGroups()
	p.printDetectable()
	if power {
		p.printPower()
	}
	p.printProblems()
	_, err := io.WriteString(w, p.text.String())
	return err
}

// account is the findings as a text in the making, section by section.
type account struct {
	*Found
	text strings.Builder
}

// section prints a title and an aligned table.
func (c *account) section(title string, fill func(w io.Writer)) {
	fmt.Fprintf(&c.text, "%s\n", title)
	table := tabwriter.NewWriter(&c.text, 0, 0, 2, ' ', 0)
	fill(table)
	table.Flush()
	c.text.WriteByte('\n')
}

func (c *account) printMapping() {
	c.section("Columns", func(w io.Writer) {
		for _, m := range c.Columns {
			note := ""
			if m.Empty {
				note = " (empty in all rows)"
			}
			fmt.Fprintf(w, "  %s\t%s%s\n", m.Canonical, m.Header, note)
		}
		if len(c.Unmapped) > 0 {
			fmt.Fprintf(w, "  not used\t%s\n", strings.Join(c.Unmapped, ", "))
		}
	})
	c.printTexts("Stages", c.Stages, "(no stage)")
	c.printOutcomeTexts()
	if len(c.Sources) > 0 {
		c.printTexts("Sources", c.Sources, "asked: nobody knows whether it is a referral")
	}
	c.printReferrers()
	c.printRoles()
	c.printDates()
	c.printSheets()
	o := c.Outcomes
	fmt.Fprintf(&c.text, "Outcomes of %d rows", c.rows)
	if c.footers > 0 {
		fmt.Fprintf(&c.text, " (and %d rows of totals and footnotes)", c.footers)
	}
	fmt.Fprintf(&c.text, "\n  %d advanced or hired, %d rejected, %d withdrawn, %d pending, %d other%s\n\n", o.Advanced, o.Rejected, o.Withdrawn, o.Pending, o.Other, asked(o.Asked))
}

func (c *account) printTexts(title string, texts []decision.TextCount, none string) {
	if len(texts) == 0 {
		return
	}
	c.section(title, func(w io.Writer) {
		for i, s := range texts {
			if i == stagesShown {
				fmt.Fprintf(w, "  and %d more\n", len(texts)-i)
				break
			}
			fmt.Fprintf(w, "  %s\t%s\t%d rows\n", s.From, cmp.Or(s.To, none), s.Rows)
		}
	})
}

// asked is the part of the sum that is said only where there is any.
func asked(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d to be asked", n)
}

// printOutcomeTexts lists what each status and reason counts as, by column.
func (c *account) printOutcomeTexts() {
	for i := 0; i < len(c.OutcomeTexts); {
		column := c.OutcomeTexts[i].Column
		c.section(fmt.Sprintf("What %q counts as", column), func(w io.Writer) {
			for ; i < len(c.OutcomeTexts) && c.OutcomeTexts[i].Column == column; i++ {
				t := c.OutcomeTexts[i]
				fmt.Fprintf(w, "  %s\t%s\t%d rows\n", t.Text, t.Outcome, t.Rows)
			}
		})
	}
}

func (c *account) printReferrers() {
	if len(c.Referrers) == 0 {
		return
	}
	c.section("Referrers", func(w io.Writer) {
		for i, t := range c.Referrers {
			if i == stagesShown {
				fmt.Fprintf(w, "  and %d more\n", len(c.Referrers)-i)
				break
			}
			fmt.Fprintf(w, "  %s\t%s\t%d rows\n", t.Text, t.CountAs, t.Rows)
		}
	})
}

func (c *account) printRoles() {
	if len(c.Roles) == 0 {
		return
	}
	c.section("Roles: each title with what is declared job-related", func(w io.Writer) {
		for i, r := range c.Roles {
			if i == strataShown {
				fmt.Fprintf(w, "  and %d more\n", len(c.Roles)-i)
				break
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\t%d rows\n", r.Title, r.Role, cmp.Or(strings.Join(r.JobRelated, ", "), "nothing declared: unadjusted"), r.Rows)
		}
	})
}

func (c *account) printDates() {
	if len(c.Dates) == 0 {
		return
	}
	c.section("Dates, and how the first of each column was read", func(w io.Writer) {
		for _, d := range c.Dates {
			unread := ""
			if d.Unread > 0 {
				unread = fmt.Sprintf(", %d cells are no date", d.Unread)
			}
			if d.Rows == 0 {
				fmt.Fprintf(w, "  %s\t(no date)\t\t%s\n", d.Header, strings.TrimPrefix(unread, ", "))
				continue
			}
			fmt.Fprintf(w, "  %s\t%s = %s\t%d rows\t%s to %s%s\n", d.Header, d.Example, d.Read, d.Rows, d.First, d.Last, unread)
		}
	})
}

func (c *account) printSheets() {
	if len(c.Sheets) == 0 {
		return
	}
	c.section("Files and sheets", func(w io.Writer) {
		for _, s := range c.Sheets {
			what := "left out"
			if s.Read {
				what = fmt.Sprintf("%d rows", s.Rows)
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\n", filepath.Base(s.File), s.Sheet, what)
		}
	})
}

func (c *account) printJoin() {
	if c.table || c.Join.Applications == 0 {
		return
	}
	j := c.Join
	fmt.Fprintf(&c.text, "Join, by file names only (no résumé was opened)\n  %d of %d applications find one of %d documents\n", j.Matched, j.Applications, j.Documents)
	for _, r := range []string{join.RouteColumn, join.RouteFileName, join.RouteName} {
		if j.ByRoute[r] > 0 {
			fmt.Fprintf(&c.text, "  %d by %s\n", j.ByRoute[r], r)
		}
	}
	c.text.WriteString("  e-mail addresses and names inside documents will match more\n\n")
}

func (c *account) printStrata() {
	if len(c.Strata) == 0 {
		return
	}
	c.section("Strata: decisions by stage and requisition", func(w io.Writer) {
		fmt.Fprintln(w, "  stage\trequisition\tdecided\tadvanced")
		for i, s := range c.Strata {
			if i == strataShown {
				fmt.Fprintf(w, "  and %d more\n", len(c.Strata)-i)
				break
			}
			fmt.Fprintf(w, "  %s\t%s\t%d\t%d\n", s.Stage, s.Requisition, s.N, s.Advanced)
		}
	})
}

func (c *account) printGroups() {
	if len(c.Groups) == 0 {
		return
	}
	if !c.table {
		fmt.Fprintf(&c.text, "Groups are known of %d of %d applications\n\n", c.GroupsJoined, c.Join.Applications)
	}
	c.section("Groups", func(w io.Writer) {
		for _, g := range c.Groups {
			var labels []string
			for _, l := range g.Labels {
				labels = append(labels, fmt.Sprintf("%s %d", l.Label, l.N))
			}
			name := g.Attribute
			if g.Inferred {
				name += " (inferred)"
			}
			fmt.Fprintf(w, "  %s\t%s; unknown %d\n", name, strings.Join(labels, ", "), g.Unknown)
		}
	})
}

func (c *account) printDetectable() {
	if len(c.Detectable) == 0 {
		return
	}
	title := fmt.Sprintf("Smallest difference that would be detected at stage %s (%d decisions, %.1f %% advanced),\nunadjusted, 80 %% power, two-sided 5 %%, before correction for several signals", c.flow.stage, c.flow.n, 100*c.flow.rate())
	c.section(title, func(w io.Writer) {
		for _, d := range c.Detectable {
			what := "none: " + d.NotEstimable
			if d.Difference != nil {
				what = points(*d.Difference)
			}
			note := ""
			if d.Assumed {
				note = fmt.Sprintf("if %.0f %% have it", 100*assumedShare)
			} else {
				note = fmt.Sprintf("%d with, %d without", d.With, d.Without)
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\n", d.Signal, what, note)
		}
	})
}

func (c *account) printPower() {
	p := c.Plan
	clusters := "without clusters: a requisition has one decision or fewer"
	if p.PerRequisition > 0 {
		clusters = fmt.Sprintf("errors clustered by requisitions of %.0f decisions", p.PerRequisition)
	}
	title := fmt.Sprintf("Decisions needed at the first stage to find a difference (%.1f %% advance now; 80 %% power, two-sided 5 %%,\ncorrected for %d weak %s by Holm's first step; %s;\nno signal goes with another: where they do, more are needed)",
		100*c.flow.rate(), p.Tests, signalWord(p.Tests), clusters)
	c.section(title, func(w io.Writer) {
		fmt.Fprintln(w, "  difference\thave the signal\tdecisions\tmonths of this flow")
		for _, p := range c.Power {
			printNeeded(w, p.Difference, p.Share, p.Decisions, p.Months)
		}
	})
	title = fmt.Sprintf("Decisions needed to say that there is no material association (the 95 %% interval of a signal without\nany effect lies inside ± %s in four of five such pools; the same clusters)", points(p.Margin))
	c.section(title, func(w io.Writer) {
		fmt.Fprintln(w, "  margin\thave the signal\tdecisions\tmonths of this flow")
		for _, e := range c.Equivalence {
			printNeeded(w, e.Margin, e.Share, e.Decisions, e.Months)
		}
	})
}

func signalWord(n int) string {
	if n == 1 {
		return "signal"
	}
	return "signals"
}

func printNeeded(w io.Writer, difference, share float64, decisions int, months *float64) {
	n, long := "none suffice", ""
	if decisions > 0 {
		n = fmt.Sprint(decisions)
	}
	if months != nil {
		long = fmt.Sprintf("%.1f", *months)
	}
	fmt.Fprintf(w, "  %s\t%.0f %%\t%s\t%s\n", points(difference), 100*share, n, long)
}

func (c *account) printProblems() {
	if len(c.Problems) == 0 {
		c.text.WriteString("No problems found.\n")
		return
	}
	c.text.WriteString("Problems\n")
	shown, of := 0, map[kind]int{}
	for _, p := range c.Problems {
		k := kind{p.File, p.Column, p.Remedy}
		if of[k]++; of[k] > sameShown || shown == problemsShown {
			continue
		}
		shown++
		mark := "-"
		if p.Fatal {
			mark = "!"
		}
		e := decision.InputError{File: p.File, Row: p.Row, Column: p.Column, Reason: p.Reason, Remedy: p.Remedy}
		fmt.Fprintf(&c.text, "  %s %s\n", mark, lines.Wrap(e.Error(), 96, "    "))
	}
	if more := max(len(c.Problems), c.problems) - shown; more > 0 {
		fmt.Fprintf(&c.text, "  and %d more, some of the same kinds; --json lists the first %d\n", more, maxProblemsShown)
	}
}

// kind of a problem: rows that have it are one after another.
type kind struct{ file, column, remedy string }
