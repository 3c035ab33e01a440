package audit

import (
	"fmt"
	"math/rand/v2"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

const methodFailRatio = "rate of being without a readable résumé over that of all others, Koopman score interval"

// failuresOf tests failures by format and by group; nil where nothing was counted.
func failuresOf(c *result.ReadCounts, p ModelPlan) *result.ReadFailures {
	if c == nil || len(c.Formats) == 0 && len(c.Attributes) == 0 {
		return nil
	}
	out := &result.ReadFailures{Formats: []result.FormatFailure{}, Attributes: []result.AttributeFailure{}}
	cells := make([]cell, len(c.Formats))
	for i, f := range c.Formats {
		cells[i] = cell{f.Documents, f.Unreadable}
	}
	for i, f := range c.Formats {
		count := rate(cells[i], p.Level)
		fisher, _, _ := exactTests(table(cells[i], others(cells, i)))
		out.Formats = append(out.Formats, result.FormatFailure{Format: f.Format, Documents: f.Documents, Unreadable: f.Unreadable, Rate: count.Rate, FisherP: fisher})
	}
	out.FormatP = evenness(cells, p)
	for _, a := range c.Attributes {
		f := attributeFailure(a, p)
		out.Attributes = append(out.Attributes, f)
		if f.Uneven() {
			out.Warnings = append(out.Warnings, fmt.Sprintf(
				"The share of applicants without a readable résumé differs between the groups of %s (%s): what is said of these groups rests on those who could be read.",
				a.Attribute, result.PValue(*f.OmnibusP)))
		}
	}
	return out
}

func attributeFailure(a result.AttributeCount, p ModelPlan) result.AttributeFailure {
	out := result.AttributeFailure{Attribute: a.Attribute, Groups: []result.GroupFailure{}}
	cells := make([]cell, len(a.Groups))
	for i, g := range a.Groups {
		cells[i] = cell{g.Applicants, g.Unreadable + g.Unmatched}
	}
	for i, g := range a.Groups {
		f := groupFailure(g, p.Level)
		t := table(cells[i], others(cells, i))
		iv, err := stats.Koopman(t, p.Level)
		f.Ratio = interval(iv, err, p.Level, methodFailRatio, t.N1+t.N2)
		f.FisherP, _, _ = exactTests(t)
		out.Groups = append(out.Groups, f)
	}
	out.Unknown = groupFailure(a.Unknown, p.Level)
	out.Unknown.Ratio = result.NotEstimable(methodFailRatio, a.Unknown.Applicants, "they stated no group")
	out.OmnibusP = evenness(cells, p)
	return out
}

func groupFailure(g result.ApplicantCount, level float64) result.GroupFailure {
	return result.GroupFailure{Group: g.Group, Applicants: g.Applicants, Unreadable: g.Unreadable, Unmatched: g.Unmatched,
		Rate: rate(cell{g.Applicants, g.Unreadable + g.Unmatched}, level).Rate}
}

// others adds up all cells but one.
func others(cells []cell, but int) (rest cell) {
	for i, c := range cells {
		if i != but {
			rest.n, rest.advanced = rest.n+c.n, rest.advanced+c.advanced
		}
	}
	return rest
}

// evenness tests whether failures are spread over the cells as chance would:
// Pearson's X² with its distribution given both margins, by dealing the failures
// anew. p = (b+1)/(m+1), m = 999. nil with nothing to compare.
func evenness(cells []cell, p ModelPlan) *float64 {
	all := others(cells, -1)
	groups := 0
	for _, c := range cells {
		if c.n > 0 {
			groups++
		}
	}
	if groups < 2 || all.advanced == 0 || all.advanced == all.n {
		return nil
	}
	observed := pearson(cells, all)
	exceed := make([]bool, permutations)
	parallel(permutations, p.Workers, func(i int) {
		rng := rand.New(rand.NewPCG(p.Seed+uint64(i), 911))
		dealt := make([]cell, len(cells))
		n, m := all.n, all.advanced
		for k, c := range cells {
			dealt[k] = cell{c.n, hypergeometric(c.n, n-c.n, m, rng)}
			n, m = n-c.n, m-dealt[k].advanced
		}
		exceed[i] = pearson(dealt, all) >= observed*(1-1e-12)
	})
	return result.Probability(float64(count(exceed)+1) / (permutations + 1))
}

func pearson(cells []cell, all cell) (x2 float64) {
	share := float64(all.advanced) / float64(all.n)
	for _, c := range cells {
		if c.n > 0 {
			d := float64(c.advanced) - float64(c.n)*share
			x2 += d * d / (float64(c.n) * share * (1 - share))
		}
	}
	return x2
}
