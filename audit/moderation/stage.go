package moderation

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/interaction"
)

// manyPatterns is the number of patterns above which one scoring step stands for the fit
// with a moderator's main effects, and effects by level are computed on demand only.
const manyPatterns = 50000

// Asked is one weak signal whose effect may differ.
type Asked struct {
	// Factor in the model's design, with its effect.
	Factor   int
	Contrast *model.Contrast
}

// Of tests every moderator of the stage for each of the signals, in their order. A signal
// whose effect can't be computed has none. Levels are in a fixed order. Tell, if set, is told which part is
// done, by one goroutine at a time.
func Of(v *dataset.View, a *model.Adjustment, asked []Asked, tell func(part float64)) [][]result.Moderation {
	out := make([][]result.Moderation, len(asked))
	for t := range out {
		out[t] = []result.Moderation{}
	}
	if a.Headline == nil || a.Fit == nil && a.Conditional == nil || len(asked) == 0 {
		return out
	}
	s := newStage(v, a, asked)
	mods := moderators(v, a)
	found := make([][]result.Moderation, len(mods)+1)
	done := stats.Counting(len(found), tell)
	stats.Parallel(a.Workers, len(found), func(m int) {
		defer done()
		if m == 0 {
			found[0] = s.byRequisition()
			return
		}
		found[m] = s.by(&mods[m-1])
	})
	for _, f := range found {
		for t := range out {
			if s.column[t] != nil && f[t].Method != "" {
				out[t] = append(out[t], f[t])
			}
		}
	}
	return out
}

// stage is what all moderators share.
type stage struct {
	v      *dataset.View
	a      *model.Adjustment
	asked  []Asked
	column [][]float64 // by signal: its value by code; nil = none
	slopes []float64
	of     []int32 // pattern by position
	large  bool
}

func newStage(v *dataset.View, a *model.Adjustment, asked []Asked) *stage {
	s := &stage{v: v, a: a, asked: asked, column: make([][]float64, len(asked)), slopes: slopesOf(a), of: a.Base.PatternOf(), large: a.Design.Len() > manyPatterns}
	for t, q := range asked {
		if q.Contrast.Missing == "" && a.Crowded(q.Factor) == "" {
			s.column[t] = scale(a.Design, q.Factor, q.Contrast)
		}
	}
	return s
}

// cells collapses the applications by pattern and level.
type cells struct {
	interaction.Cells
	pattern []int32
}

func (s *stage) cells(m *moderator) *cells {
	d, l := s.a.Design, len(m.names)
	words := make([]int64, len(s.of))
	for i, p := range s.of {
		words[i] = (int64(p)*int64(l+1)+int64(m.level[i]+1))<<1 | int64(dataset.Side(s.v.Advanced[i]))
	}
	words, times := distinct(words, s.v.EachTimes())
	c := &cells{Cells: interaction.Cells{K: len(d.Columns), Levels: l}}
	last, stratum := int64(-1), int32(-1)
	for _, w := range words {
		if key := w >> 1; key != last {
			last = key
			p := int32(key / int64(l+1))
			if st := d.Stratum[p]; st != stratum {
				c.Start, stratum = append(c.Start, len(c.N)), st
			}
			c.pattern, c.Level = append(c.pattern, p), append(c.Level, int32(key%int64(l+1))-1)
			c.N, c.Y = append(c.N, 0), append(c.Y, 0)
			c.Cluster = append(c.Cluster, s.requisition(stratum, p))
			if d.Person != nil {
				c.Person = append(c.Person, d.Person[p])
			}
		}
		at := len(c.N) - 1
		n := 1.0
		if times != nil {
			n = times[w]
		}
		c.N[at] += n
		c.Y[at] += n * float64(w&1)
	}
	c.Start = append(c.Start, len(c.N))
	c.Row = func(i int, into []float64) {
		for k := range into {
			into[k] = d.Cell(k, int(c.pattern[i]))
		}
	}
	return c
}

// distinct sorts the words; where positions stand for several applications each is there
// once, with how many it stands for.
func distinct(words []int64, at func(position int) int) ([]int64, map[int64]float64) {
	if at == nil {
		slices.Sort(words)
		return words, nil
	}
	times := make(map[int64]float64, len(words))
	for i, w := range words {
		times[w] += float64(at(i))
	}
	return slices.Sorted(maps.Keys(times)), times
}

// requisition of a stratum; without requisition effects, the cluster of the pattern.
func (s *stage) requisition(stratum, pattern int32) int32 {
	if s.a.RequisitionEffects == result.RequisitionFixed {
		return int32(s.v.Data.StratumReq[stratum])
	}
	if s.a.Design.Cluster != nil {
		return s.a.Design.Cluster[pattern]
	}
	return 0
}

// by tests one moderator for all signals.
func (s *stage) by(m *moderator) []result.Moderation {
	out := make([]result.Moderation, len(s.asked))
	c := s.cells(m)
	limit := 0
	if s.large {
		limit = 1
	}
	null := interaction.Fit(&c.Cells, s.slopes, limit)
	z := func(t, i int) float64 {
		if s.column[t] == nil {
			return 0
		}
		return s.column[t][s.a.Design.Code(s.asked[t].Factor, int(c.pattern[i]))]
	}
	for t, test := range null.Tests(len(s.asked), z, m.constant) {
		if s.column[t] == nil || test.DF == 0 || math.IsNaN(test.P) {
			continue
		}
		out[t] = result.Moderation{By: m.kind, Attribute: m.attribute, P: result.Probability(test.P), Method: methodOf(&test, limit), Levels: []result.LevelEstimate{}}
		if !s.large || test.P < 0.01 {
			out[t].Levels = s.levels(m, c, t, z)
		}
	}
	return out
}

func methodOf(t *interaction.Test, limit int) string {
	out := fmt.Sprintf("efficient score test of signal × level beside main effects of the level, conditional on each requisition's selections; chi-square with %d degrees of freedom", t.DF)
	if t.Clusters > 0 {
		out = fmt.Sprintf("efficient score test of signal × level, clustered by requisition, F with %d and %d degrees of freedom", t.DF, t.Clusters-t.DF)
	}
	if t.Persons {
		out += "; several applications of a person count as dependent, the larger p"
	}
	if limit > 0 {
		out += "; main effects by one scoring step"
	}
	return out
}

// levels are the effects by level.
func (s *stage) levels(m *moderator, c *cells, t int, z func(t, i int) float64) []result.LevelEstimate {
	d, own := s.a.Design, s.a.Design.Own[s.asked[t].Factor]
	var in []int
	for k := range d.Columns {
		if !slices.Contains(own, k) {
			in = append(in, k)
		}
	}
	method := "within-requisition linear model, slope by level, standard error clustered by requisition"
	if s.asked[t].Contrast.From != nil {
		method += "; linear in ranks, " + s.asked[t].Contrast.Unit
	}
	out := []result.LevelEstimate{}
	for l, e := range interaction.Levels(&c.Cells, in, func(i int) float64 { return z(t, i) }) {
		est := result.NotEstimable(method, int(e.N), e.Why)
		if e.Why == "" {
			low, high := e.Interval(s.a.Level)
			est = result.Interval(e.Value, low, high, s.a.Level, fmt.Sprintf("%s, t with %.0f degrees of freedom", method, e.DF), int(e.N))
			est.SE = result.Finite(e.SE)
		}
		out = append(out, result.LevelEstimate{Level: m.names[l], Estimate: est})
	}
	return out
}
