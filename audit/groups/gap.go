package groups

import (
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"

	"gonum.org/v1/gonum/mat"
)

// maxGapGroups bounds the groups of an attribute that is decomposed: beyond, it is
// no grouping, and each group's dummy costs a column.
const maxGapGroups = 60

const methodGap = "Gelbach decomposition of the within-requisition gap, linear models"

// Gaps decomposes, for each attribute, the gap of each group to the reference
// group among applicants for the same job (Gelbach 2016, J Labor Econ 34:509–543):
//
//	short: y ~ groups + context + requisition         gap = γ
//	long:  y ~ groups + context + weak + job-related + requisition
//	part k = Γ_k β_k,  Γ_k: the groups' coefficient in  x_k ~ groups + context + requisition
//
// so that gap = Σ parts + unexplained, in any order. Linear models over all
// requisitions, on the applications complete on signals and group. Errors are
// clustered as configured, CR1, t with G−1 degrees of freedom; where people apply several
// times by person too, as those of the adjusted effects (see gap_spread.go).
func Gaps(v *dataset.View, fs []dataset.Factor, r *Roster, im *result.Impact, p model.Plan) []result.GapDecomposition {
	if im.ReferenceGroup == "" || r.Intersectional || len(r.Names) > maxGapGroups {
		return nil
	}
	column := v.Data.Groups[r.parts[0]]
	var reference uint32
	for c, name := range column.Names {
		if c > 0 && name == im.ReferenceGroup {
			reference = uint32(c)
		}
	}
	all := make([]bool, len(v.Data.Spec().Roles))
	for i := range all {
		all[i] = true
	}
	groups := dataset.Dummies(dataset.Factor{Signal: -1, Column: column, ID: r.attribute, Roles: all}, reference)
	if p.RequisitionEffects == "auto" {
		p.RequisitionEffects = result.RequisitionFixed
	}
	if p.Cluster == result.ClusterNone {
		p.Cluster = result.ClusterByRequisition // a decomposition without clusters has no errors
	}
	d := model.Complete(v, p, append(append([]dataset.Factor{}, groups...), fs...))
	var shown []int
	for i := range groups {
		if !skipGap(im, column.Names[groups[i].Label]) {
			shown = append(shown, i)
		}
	}
	g := newGelbach(d, len(groups))
	spread := g.spread(shown)
	var out []result.GapDecomposition
	for _, i := range shown {
		name := column.Names[groups[i].Label]
		out = append(out, g.decompose(i, spread, p.Level, result.GapDecomposition{Attribute: r.attribute, Group: name, ReferenceGroup: im.ReferenceGroup, Parts: []result.GapPart{}}))
	}
	return out
}

// skipGap leaves out groups that are small or absent at the stage.
func skipGap(im *result.Impact, name string) bool {
	for _, g := range im.Groups {
		if g.Group == name {
			return g.Small
		}
	}
	return true
}

// gelbach holds the regressions of the decomposition, from cross-products centred in each
// stratum. Columns are groups, factors and last the decision.
type gelbach struct {
	d      *model.Design
	groups int
	n      int
	total  *mat.SymDense
	short  []int // estimable columns of the short model: groups, context
	long   []int // and of the long one
	// Places of columns in these, −1 where they aren't.
	shortAt, longAt []int
	// decision holds the long model's coefficients, onto by column those of its short
	// regression.
	decision []float64
	onto     [][]float64
}

func newGelbach(d *model.Design, groups int) *gelbach {
	k := len(d.Factors)
	g := &gelbach{d: d, groups: groups, n: d.Kept.N, total: mat.NewSymDense(k+1, nil)}
	g.eachCentred(func(i int, x []float64, mean float64) {
		for _, part := range [2][2]float64{{1, d.Y[i]}, {0, d.N[i] - d.Y[i]}} {
			if part[1] > 0 {
				x[k] = part[0] - mean
				g.total.SymRankOne(g.total, part[1], mat.NewVecDense(k+1, x))
			}
		}
	})
	var short, rest []int
	for j := range k {
		if j < groups || d.Factors[j].Block == result.Context {
			short = append(short, j)
		} else {
			rest = append(rest, j)
		}
	}
	g.short = model.Unaliased(g.total, short)
	g.long = model.Unaliased(g.total, append(append([]int{}, g.short...), rest...))
	g.shortAt, g.longAt = places(g.short, k), places(g.long, k)
	g.decision = model.Coefficients(g.total, g.long, k)
	g.onto = make([][]float64, k+1)
	for _, j := range append(rest, k) {
		g.onto[j] = model.Coefficients(g.total, g.short, j)
	}
	return g
}

// eachCentred visits the patterns with their columns less the stratum's means, and the
// mean of the decision; x has room for the decision and is used again.
func (g *gelbach) eachCentred(visit func(i int, x []float64, mean float64)) {
	d, k := g.d, len(g.d.Factors)
	x, mean := make([]float64, k+1), make([]float64, k)
	model.EachStratum(d, func(lo, hi int, n, y float64) {
		clear(mean)
		for i := lo; i < hi; i++ {
			for j := range k {
				mean[j] += d.N[i] * d.Value(j, i)
			}
		}
		for i := lo; i < hi; i++ {
			for j := range k {
				x[j] = d.Value(j, i) - mean[j]/n
			}
			visit(i, x, y/n)
		}
	})
}

// decompose the gap of the group whose dummy is column i.
func (g *gelbach) decompose(i int, spread *gapSpread, level float64, out result.GapDecomposition) result.GapDecomposition {
	shortAt, longAt := g.shortAt[i], g.longAt[i]
	if shortAt < 0 || longAt < 0 {
		out.Gap = result.NotEstimable(methodGap, g.n, "the group doesn't vary within any requisition")
		return out
	}
	related, weak := 0.0, 0.0
	var each []result.GapPart
	estimate := func(value float64, of gapPart, what string) result.Estimate {
		return spread.estimate(value, i, of, level, what)
	}
	for _, j := range g.through() {
		f := &g.d.Factors[j]
		value := 0.0 // a factor without a coefficient contributes nothing
		if at := g.longAt[j]; at >= 0 {
			value = g.onto[j][shortAt] * g.decision[at]
		}
		if f.Block == result.JobRelated {
			related += value
			continue
		}
		weak += value
		each = append(each, result.GapPart{Part: f.ID, Estimate: estimate(value, gapPart(j), "through "+f.ID)})
	}
	out.Gap = estimate(g.onto[len(g.d.Factors)][shortAt], wholeGap, "gap in the rate to the reference group, within requisitions")
	out.Parts = append(out.Parts, result.GapPart{Part: "job_related", Estimate: estimate(related, relatedPart, "through job-related signals")})
	out.Parts = append(out.Parts, each...)
	out.Parts = append(out.Parts, result.GapPart{Part: "weak", Estimate: estimate(weak, weakPart, "through weak signals, their sum")},
		result.GapPart{Part: "unexplained", Estimate: estimate(g.decision[longAt], unexplained, "not through any recorded signal")})
	return out
}

// through lists the factors that a gap can run through.
func (g *gelbach) through() []int {
	var out []int
	for j := g.groups; j < len(g.d.Factors); j++ {
		if g.d.Factors[j].Block != result.Context {
			out = append(out, j)
		}
	}
	return out
}

func places(cols []int, k int) []int {
	out := slices.Repeat([]int{-1}, k)
	for i, c := range cols {
		out[c] = i
	}
	return out
}
