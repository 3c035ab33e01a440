package moderation

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/audit/stats/homogeneity"
	"weaksignal/audit/stats/interaction"
)

const (
	draws = 999
	// moreDraws are made where the first say that p is small: a p of 1/1000 can't hold
	// against a hundred tests.
	moreDraws  = 19999
	moreBelow  = 0.02
	drawsWork  = 4e7 // applications drawn, about a second
	exactDraws = 20000
)

// byRequisition tests each signal over requisitions: Zelen's test for a binary one, the sum
// of squared within-requisition scores for another. No effects by level: requisitions are
// too many to be told apart, and too small.
func (s *stage) byRequisition() []result.Moderation {
	out := make([]result.Moderation, len(s.asked))
	if s.a.RequisitionEffects != result.RequisitionFixed {
		return out
	}
	limit := s.limit()
	if s.a.Design.Person != nil {
		limit = s.people()
	}
	for t := range s.asked {
		if s.column[t] == nil {
			continue
		}
		r, method, err := s.overRequisitions(t, limit)
		if err != nil {
			continue
		}
		out[t] = result.Moderation{By: result.ByRequisition, P: result.Probability(r.P), Levels: []result.LevelEstimate{},
			Method: fmt.Sprintf("%s, %d draws, %d requisitions", method, r.Draws, r.Strata)}
	}
	return out
}

// limitTest is the test of a signal by the normal limit of its scores.
type limitTest func(t int) (homogeneity.Result, string, error)

func (s *stage) overRequisitions(t int, limit limitTest) (homogeneity.Result, string, error) {
	if limit != nil {
		return limit(t)
	}
	test, method := s.zelen(t), "Zelen's test of one odds ratio in its Monte Carlo form"
	if s.a.Design.Factors[s.asked[t].Factor].Kind != result.Binary {
		strata := s.strata(t)
		test = func(draws int) (homogeneity.Result, error) { return homogeneity.Scores(strata, draws, s.a.Seed) }
		method = "sum of squared within-requisition scores, conditional on each requisition's selections"
	}
	r, err := test(draws)
	if more := s.more(); err == nil && r.P < moreBelow && more > draws {
		r, err = test(more)
	}
	return r, method, err
}

// zelen collects the requisitions' tables of a binary signal.
func (s *stage) zelen(t int) func(draws int) (homogeneity.Result, error) {
	d, j := s.a.Design, s.asked[t].Factor
	index := map[int32]int{}
	var tables []homogeneity.Table
	covered := d.Covered(j)
	for i := range d.N {
		if d.Code(j, i) == 0 || covered != nil && !covered[i] {
			continue
		}
		k, ok := index[d.Stratum[i]]
		if !ok {
			k = len(tables)
			index[d.Stratum[i]] = k
			tables = append(tables, homogeneity.Table{})
		}
		tb, n, y := &tables[k], int(d.N[i]), int(d.Y[i])
		tb.All += n
		tb.Selected += y
		if d.Value(j, i) == 1 {
			tb.With += n
			tb.X += y
		}
	}
	return func(draws int) (homogeneity.Result, error) { return homogeneity.Zelen(tables, draws, s.a.Seed) }
}

// strata are the requisitions with the fitted log odds and the signal's values.
func (s *stage) strata(t int) []homogeneity.Stratum {
	d, j := s.a.Design, s.asked[t].Factor
	var out []homogeneity.Stratum
	last := int32(-1)
	for i := range d.N {
		if d.Code(j, i) == 0 {
			continue
		}
		if d.Stratum[i] != last || len(out) == 0 {
			out, last = append(out, homogeneity.Stratum{}), d.Stratum[i]
		}
		eta := 0.0
		for c, b := range s.slopes {
			eta += b * d.Cell(c, i)
		}
		at := &out[len(out)-1]
		for k := range int(d.N[i]) {
			at.Eta, at.X = append(at.Eta, eta), append(at.X, s.column[t][d.Code(j, i)])
			at.Selected = append(at.Selected, k < int(d.Y[i]))
		}
	}
	return out
}

// limit is nil where drawing who is selected is not too much: in pools this large
// requisitions are many or large.
func (s *stage) limit() limitTest {
	if s.v.N() <= exactDraws {
		return nil
	}
	null, z := s.null(1)
	return func(t int) (homogeneity.Result, string, error) {
		u, v := null.ByStratum(z(t), nil)
		r, err := homogeneity.Limit(u, v, draws, s.a.Seed)
		if err == nil && r.P < moreBelow {
			r, err = homogeneity.Limit(u, v, moreDraws, s.a.Seed)
		}
		return r, "sum of squared within-requisition scores, normal limit", err
	}
}

// people is the test where some apply several times: the signs of people's scores are drawn,
// in large pools those of people at several requisitions.
func (s *stage) people() limitTest {
	large, limit := s.v.N() > exactDraws, 0
	wild, method := homogeneity.Wild, "sum of squared within-requisition scores, signs drawn by person"
	if large {
		limit, wild = 1, homogeneity.WildLimit
		method = "sum of squared within-requisition scores, signs drawn by person at several requisitions, normal limit of the others"
	}
	null, z := s.null(limit)
	return func(t int) (homogeneity.Result, string, error) {
		var shares []interaction.Share
		_, v := null.ByStratum(z(t), &shares)
		parts := make([]homogeneity.Part, len(shares))
		for k, p := range shares {
			parts[k] = homogeneity.Part(p)
		}
		r, err := wild(parts, v, draws, s.a.Seed)
		if more := s.more(); err == nil && r.P < moreBelow && more > draws {
			r, err = wild(parts, v, more, s.a.Seed)
		}
		return r, method, err
	}
}

// null is the model without a moderator, with the value of each signal by cell.
func (s *stage) null(limit int) (*interaction.Null, func(t int) func(i int) float64) {
	c := s.cells(&moderator{level: make([]int32, len(s.v.Rows)), names: []string{"all"}})
	return interaction.Fit(&c.Cells, s.slopes, limit), func(t int) func(i int) float64 {
		column, j := s.column[t], s.asked[t].Factor
		return func(i int) float64 { return column[s.a.Design.Code(j, int(c.pattern[i]))] }
	}
}

// more is how often a small p may be drawn again.
func (s *stage) more() int { return min(moreDraws, int(drawsWork/float64(s.v.N()))) }
