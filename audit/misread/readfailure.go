package misread

import (
	"fmt"
	"math/rand/v2"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/proportions"
	"weaksignal/audit/stats/resample"
)

const methodFailRatio = "rate of being without a readable résumé over that of all others, Koopman score interval"

// ReadFailures tests failures by format and by group; nil where nothing was counted.
func ReadFailures(c *result.ReadCounts, p model.Plan) *result.ReadFailures {
	if c == nil || len(c.Formats) == 0 && len(c.Attributes) == 0 {
		return nil
	}
	out := &result.ReadFailures{Formats: []result.FormatFailure{}, Attributes: []result.AttributeFailure{}}
	cells := make([]dataset.Cell, len(c.Formats))
	for i, f := range c.Formats {
		cells[i] = dataset.Cell{N: f.Documents, Advanced: f.Unreadable}
	}
	for i, f := range c.Formats {
		count := rates.Count(cells[i], p.Level)
		fisher, _, _ := rates.ExactTests(rates.Table(cells[i], others(cells, i)))
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

func attributeFailure(a result.AttributeCount, p model.Plan) result.AttributeFailure {
	out := result.AttributeFailure{Attribute: a.Attribute, Groups: []result.GroupFailure{}}
	cells := make([]dataset.Cell, len(a.Groups))
	for i, g := range a.Groups {
		cells[i] = dataset.Cell{N: g.Applicants, Advanced: g.Unreadable + g.Unmatched}
	}
	for i, g := range a.Groups {
		f := groupFailure(g, p.Level)
		t := rates.Table(cells[i], others(cells, i))
		iv, err := proportions.Koopman(t, p.Level)
		f.Ratio = rates.Interval(iv, err, p.Level, methodFailRatio, t.N1+t.N2)
		f.FisherP, _, _ = rates.ExactTests(t)
		out.Groups = append(out.Groups, f)
	}
	out.Unknown = groupFailure(a.Unknown, p.Level)
	out.Unknown.Ratio = result.NotEstimable(methodFailRatio, a.Unknown.Applicants, "they stated no group")
	out.OmnibusP = evenness(cells, p)
	return out
}

func groupFailure(g result.ApplicantCount, level float64) result.GroupFailure {
	return result.GroupFailure{Group: g.Group, Applicants: g.Applicants, Unreadable: g.Unreadable, Unmatched: g.Unmatched,
		Rate: rates.Count(dataset.Cell{N: g.Applicants, Advanced: g.Unreadable + g.Unmatched}, level).Rate}
}

// others adds up all cells but one.
func others(cells []dataset.Cell, but int) (rest dataset.Cell) {
	for i, c := range cells {
		if i != but {
			rest.N, rest.Advanced = rest.N+c.N, rest.Advanced+c.Advanced
		}
	}
	return rest
}

// evenness tests whether failures are spread over the cells as chance would:
// Pearson's X² with its distribution given both margins, by dealing the failures
// anew. p = (b+1)/(m+1), m = 999. nil with nothing to compare.
func evenness(cells []dataset.Cell, p model.Plan) *float64 {
	all := others(cells, -1)
	groups := 0
	for _, c := range cells {
		if c.N > 0 {
			groups++
		}
	}
	if groups < 2 || all.Advanced == 0 || all.Advanced == all.N {
		return nil
	}
	observed := pearson(cells, all)
	return result.Probability(resample.PermutationP(p.Workers, func(i int) bool {
		rng := rand.New(rand.NewPCG(p.Seed+uint64(i), 911))
		dealt := make([]dataset.Cell, len(cells))
		n, m := all.N, all.Advanced
		for k, c := range cells {
			dealt[k] = dataset.Cell{N: c.N, Advanced: resample.DrawHypergeometric(c.N, n-c.N, m, rng)}
			n, m = n-c.N, m-dealt[k].Advanced
		}
		return pearson(dealt, all) >= observed*(1-1e-12)
	}))
}

func pearson(cells []dataset.Cell, all dataset.Cell) (x2 float64) {
	share := float64(all.Advanced) / float64(all.N)
	for _, c := range cells {
		if c.N > 0 {
			d := float64(c.Advanced) - float64(c.N)*share
			x2 += d * d / (float64(c.N) * share * (1 - share))
		}
	}
	return x2
}
