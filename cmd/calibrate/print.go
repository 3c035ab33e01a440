package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// fewCases below which a rate is printed with its number of cases.
const fewCases = 30

// settledBy is the number of pools from which two Monte Carlo errors of a rate of 5 %
// are less than that rate.
const settledBy = 100

// markdown has the scenarios, the bars that are missed, the decisive effect by scenario,
// the other estimands over all scenarios (full: by scenario), and the rates.
func (c *calibration) markdown(measured []scenario, full bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "    %s\n\nOf %d pools each. Errors are Monte Carlo standard errors; effects are in percentage points.\n", c.Command, c.Pools)
	if c.Pools < settledBy {
		b.WriteString("\nA quick pass: of so few pools the errors are uncertain themselves, and no bar is settled.\n")
	}
	b.WriteString("\n### Scenarios\n\n| scenario | pool |\n|---|---|\n")
	for _, s := range measured {
		words := s.words
		if s.unsupported != "" {
			words += ". **Not supported**: " + s.unsupported
		}
		fmt.Fprintf(&b, "| %s | %s |\n", s.id, words)
	}
	b.WriteString("\n### Bars that are missed\n\n")
	c.printMissed(&b)
	var head, rest []coverageRow
	for _, r := range c.Coverage {
		if r.Headline {
			head = append(head, r)
		} else {
			rest = append(rest, r)
		}
	}
	b.WriteString("\n### The decisive effect\n\n")
	printRows(&b, head)
	b.WriteString("\n### Other estimands\n\n")
	if full {
		printRows(&b, rest)
	} else {
		printOver(&b, rest)
	}
	for _, table := range []string{tableVerdicts, tableForm, tableShares} {
		fmt.Fprintf(&b, "\n### %s\n\n", table)
		printRates(&b, c.Rates, table)
	}
	return b.String()
}

// printMissed lists what lies beyond its bar by more than two Monte Carlo errors, and
// what is not supported.
func (c *calibration) printMissed(b *strings.Builder) {
	b.WriteString("| scenario | what | measured % (error) | bar |\n|---|---|---|---|\n")
	n := 0
	for _, r := range c.Coverage {
		if strings.HasPrefix(strings.ToLower(r.Bar), "below") {
			fmt.Fprintf(b, "| %s | coverage: %s, %s | %s | %s |\n", r.Scenario, r.Estimand, r.Class, covered(r), r.Bar)
			n++
		}
	}
	for _, r := range c.Rates {
		if r.Bar != "" && r.Bar != barMet && !strings.HasPrefix(r.Bar, "within") {
			fmt.Fprintf(b, "| %s | %s | %s | %s |\n", r.Scenario, rateLines()[r.Line].words, r.cell(), r.Bar)
			n++
		}
	}
	if n == 0 {
		b.WriteString("| – | none | – | – |\n")
	}
}

func printRows(b *strings.Builder, rows []coverageRow) {
	b.WriteString("| scenario | estimand | signals | estimates | truth | bias (error) | SE/SD | coverage % (error) | width | bar |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s (%s) | %s | %s | %s | %s |\n", r.Scenario, r.Estimand, r.Class, estimates(r),
			number(r.Truth, r.Points), number(r.Bias, r.Points), number(r.BiasError, r.Points), optional(r.SERatio), covered(r), number(r.Width, r.Points), r.Bar)
	}
}

// printOver has one line per estimand and class over all scenarios.
func printOver(b *strings.Builder, rows []coverageRow) {
	b.WriteString("| estimand | signals | scenarios | coverage %, lowest | mean | highest | below the bar in | wide in |\n|---|---|---|---|---|---|---|---|\n")
	type line struct{ estimand, class string }
	var order []line
	byLine := map[line][]coverageRow{}
	for _, r := range rows {
		k := line{r.Estimand, r.Class}
		if byLine[k] == nil {
			order = append(order, k)
		}
		byLine[k] = append(byLine[k], r)
	}
	for _, k := range order {
		all := byLine[k]
		all = slices.DeleteFunc(all, func(r coverageRow) bool { return r.Coverage == nil })
		if len(all) == 0 {
			continue
		}
		low, high, mean := all[0], all[0], 0.0
		below, wide := []string{}, []string{}
		for _, r := range all {
			mean += *r.Coverage / float64(len(all))
			if *r.Coverage < *low.Coverage {
				low = r
			}
			if *r.Coverage > *high.Coverage {
				high = r
			}
			switch {
			case strings.HasPrefix(strings.ToLower(r.Bar), "below"):
				below = append(below, r.Scenario)
			case r.Bar == "wide":
				wide = append(wide, r.Scenario)
			}
		}
		fmt.Fprintf(b, "| %s | %s | %d | %s %s | %.1f | %s %s | %s | %s |\n", k.estimand, k.class, len(all),
			covered(low), low.Scenario, 100*mean, covered(high), high.Scenario, list(below), list(wide))
	}
}

func list(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return strings.Join(names, ", ")
}

// printRates has one line per scenario and one column per rate of the table.
func printRates(b *strings.Builder, rates []verdictRate, table string) {
	var columns []int
	for i, line := range rateLines() {
		if line.table == table {
			columns = append(columns, i)
		}
	}
	b.WriteString("| scenario |")
	for _, i := range columns {
		b.WriteString(" " + rateLines()[i].words + " |")
	}
	b.WriteString("\n|" + strings.Repeat("---|", len(columns)+1) + "\n")
	var order []string
	cells := map[string]map[int]string{}
	for _, r := range rates {
		if !slices.Contains(columns, r.Line) {
			continue
		}
		if cells[r.Scenario] == nil {
			order = append(order, r.Scenario)
			cells[r.Scenario] = map[int]string{}
		}
		cells[r.Scenario][r.Line] = r.cell()
	}
	for _, s := range order {
		fmt.Fprintf(b, "| %s |", s)
		for _, i := range columns {
			fmt.Fprintf(b, " %s |", cmp.Or(cells[s][i], "–"))
		}
		b.WriteString("\n")
	}
}

func (r verdictRate) cell() string {
	cell := fmt.Sprintf("%.1f (%.1f)", 100*r.Rate, 100*r.Error)
	if r.N < fewCases {
		cell += fmt.Sprintf(" of %d", r.N)
	}
	return cell
}

func estimates(r coverageRow) string {
	if r.NotEstimable == 0 {
		return fmt.Sprint(r.N)
	}
	return fmt.Sprintf("%d, %d not estimable", r.N, r.NotEstimable)
}

func number(x float64, points bool) string {
	if points {
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.3f", x)
}

func optional(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f", *x)
}

func covered(r coverageRow) string {
	if r.Coverage == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f (%.1f)", 100**r.Coverage, 100*r.CoverageError)
}
