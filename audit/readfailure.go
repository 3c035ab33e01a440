package audit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"weaksignal/audit/stats"
)

// ReadCounts are the documents that could not be read, doubtful ones included, as the join counts them.
type ReadCounts struct {
	// Formats by name; every document that was found, once.
	Formats []FormatCount
	// Attributes of self-reported groups, over applicants with a decision.
	Attributes []AttributeCount
}

// FormatCount of one file format; 0 ≤ Unreadable ≤ Documents.
type FormatCount struct {
	Format                string
	Documents, Unreadable int
}

// AttributeCount is one attribute; Unknown are those who stated no group.
type AttributeCount struct {
	Attribute string
	Groups    []ApplicantCount
	Unknown   ApplicantCount
}

// ApplicantCount of one group: Unreadable have a résumé of which none could be read,
// Unmatched have none that was found. Unreadable + Unmatched ≤ Applicants.
type ApplicantCount struct {
	Group                             string
	Applicants, Unreadable, Unmatched int
}

// ReadFailures tells whose résumés the audit could not read. What is said of a group
// whose résumés fail more often rests on a selection of it, and an employer's own
// system may fail to read the same ones: a hurdle that is itself measured here.
type ReadFailures struct {
	Formats []FormatFailure `json:"formats"`
	// FormatP tests whether failures go with the format.
	FormatP    *float64           `json:"format_p"`
	Attributes []AttributeFailure `json:"attributes"`
	Warnings   []string           `json:"warnings,omitempty"`
}

// FormatFailure is one file format against all others.
type FormatFailure struct {
	Format     string   `json:"format"`
	Documents  int      `json:"documents"`
	Unreadable int      `json:"unreadable"`
	Rate       Estimate `json:"rate"` // Wilson
	FisherP    *float64 `json:"fisher_p"`
}

// AttributeFailure compares the groups of one attribute.
type AttributeFailure struct {
	Attribute string `json:"attribute"`
	// OmnibusP tests whether applicants without a readable résumé are spread evenly.
	OmnibusP *float64       `json:"omnibus_p"`
	Groups   []GroupFailure `json:"groups"`
	Unknown  GroupFailure   `json:"unknown"`
}

// GroupFailure is one group against all others of known group.
type GroupFailure struct {
	Group      string `json:"group"`
	Applicants int    `json:"applicants"`
	// Unreadable and Unmatched add up to those without signals.
	Unreadable int      `json:"unreadable"`
	Unmatched  int      `json:"unmatched"`
	Rate       Estimate `json:"rate"` // of being without signals; Wilson
	Ratio      Estimate `json:"ratio"`
	FisherP    *float64 `json:"fisher_p"`
}

const methodFailRatio = "rate of being without a readable résumé over that of all others, Koopman score interval"

// failuresOf tests failures by format and by group; nil where nothing was counted.
func failuresOf(c *ReadCounts, p Plan) *ReadFailures {
	if c == nil || len(c.Formats) == 0 && len(c.Attributes) == 0 {
		return nil
	}
	out := &ReadFailures{Formats: []FormatFailure{}, Attributes: []AttributeFailure{}}
	cells := make([]cell, len(c.Formats))
	for i, f := range c.Formats {
		cells[i] = cell{f.Documents, f.Unreadable}
	}
	for i, f := range c.Formats {
		count := rate(cells[i], p.Level)
		fisher, _, _ := exactTests(table(cells[i], others(cells, i)))
		out.Formats = append(out.Formats, FormatFailure{Format: f.Format, Documents: f.Documents, Unreadable: f.Unreadable, Rate: count.Rate, FisherP: fisher})
	}
	out.FormatP = evenness(cells, p)
	for _, a := range c.Attributes {
		f := attributeFailure(a, p)
		out.Attributes = append(out.Attributes, f)
		if f.uneven() {
			out.Warnings = append(out.Warnings, fmt.Sprintf(
				"The share of applicants without a readable résumé differs between the groups of %s (%s): what is said of these groups rests on those who could be read.",
				a.Attribute, pValue(*f.OmnibusP)))
		}
	}
	return out
}

// AddReadFailures puts the failures to read into a result, and says in its headline which
// attributes' groups could not be read equally often.
func AddReadFailures(r *Result, c *ReadCounts, p Plan) {
	r.ReadFailures = failuresOf(c, p)
	if r.ReadFailures == nil {
		return
	}
	for _, a := range r.ReadFailures.Attributes {
		if !a.uneven() {
			continue
		}
		s := Sentence{ID: "read_failures:" + a.Attribute, Estimate: NotEstimable("none", 0, "a statement, not a number"),
			Text: "Résumés could not be read equally often in all groups of " + strings.ReplaceAll(a.Attribute, "_", " ") + ". What is said of these groups rests on those who could be read."}
		r.Headline = slices.Insert(r.Headline, max(0, len(r.Headline)-1), s)
	}
}

// uneven tells whether chance is an unlikely reason for the groups' different failures.
func (a *AttributeFailure) uneven() bool { return a.OmnibusP != nil && *a.OmnibusP < omnibusAlpha }

func attributeFailure(a AttributeCount, p Plan) AttributeFailure {
	out := AttributeFailure{Attribute: a.Attribute, Groups: []GroupFailure{}}
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
	out.Unknown.Ratio = NotEstimable(methodFailRatio, a.Unknown.Applicants, "they stated no group")
	out.OmnibusP = evenness(cells, p)
	return out
}

func groupFailure(g ApplicantCount, level float64) GroupFailure {
	return GroupFailure{Group: g.Group, Applicants: g.Applicants, Unreadable: g.Unreadable, Unmatched: g.Unmatched,
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
func evenness(cells []cell, p Plan) *float64 {
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
	return probability(float64(count(exceed)+1) / (permutations + 1))
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
