package groups

import (
	"fmt"
	"math"

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
// clustered as configured, CR1, t with G−1 degrees of freedom.
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
	g := newGelbach(d, len(groups))
	var out []result.GapDecomposition
	for i := range groups {
		name := column.Names[groups[i].Label]
		if skipGap(im, name) {
			continue
		}
		out = append(out, g.decompose(i, r.attribute, name, im.ReferenceGroup, p.Level))
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

// gelbach holds the cross-products of groups, factors and the decision, centred in
// each stratum, in total and by cluster. The decision is the last column.
type gelbach struct {
	d        *model.Design
	groups   int
	n        int
	total    *mat.SymDense
	clusters []*mat.SymDense
	short    []int // estimable columns of the short model: groups, context
	long     []int // and of the long one
	why      string
}

func newGelbach(d *model.Design, groups int) *gelbach {
	g := &gelbach{d: d, groups: groups, n: d.Kept.N}
	g.crossProducts()
	k := len(d.Factors)
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
	if len(g.clusters) < 2 {
		g.why = "fewer than two clusters"
	}
	return g
}

// crossProducts makes one pass over the patterns for the means and one for the sums.
func (g *gelbach) crossProducts() {
	d, k := g.d, len(g.d.Factors)
	g.total = mat.NewSymDense(k+1, nil)
	index := map[int32]*mat.SymDense{}
	x, mean := make([]float64, k+1), make([]float64, k+1)
	row := func(i int, y float64) {
		for j := range k {
			x[j] = d.Value(j, i) - mean[j]
		}
		x[k] = y - mean[k]
	}
	model.EachStratum(d, func(lo, hi int, n, y float64) {
		clear(mean)
		for i := lo; i < hi; i++ {
			for j := range k {
				mean[j] += d.N[i] * d.Value(j, i)
			}
		}
		for j := range k {
			mean[j] /= n
		}
		mean[k] = y / n
		for i := lo; i < hi; i++ {
			c := d.Cluster[i]
			if index[c] == nil {
				index[c] = mat.NewSymDense(k+1, nil)
				g.clusters = append(g.clusters, index[c])
			}
			for _, part := range [2][2]float64{{1, d.Y[i]}, {0, d.N[i] - d.Y[i]}} {
				if part[1] > 0 {
					row(i, part[0])
					index[c].SymRankOne(index[c], part[1], mat.NewVecDense(k+1, x))
				}
			}
		}
	})
	for _, c := range g.clusters {
		g.total.AddSym(g.total, c)
	}
}

// influence gives each cluster's part in the deviation of coefficient `at` of the
// regression of column y on cols: row of (X'X)⁻¹ times the cluster's score.
func (g *gelbach) influence(cols []int, b []float64, at, y int) []float64 {
	row := model.InverseRow(g.total, cols, at)
	out := make([]float64, len(g.clusters))
	for c, m := range g.clusters {
		for i, p := range cols {
			score := m.At(p, y)
			for j, q := range cols {
				score -= m.At(p, q) * b[j]
			}
			out[c] += row[i] * score
		}
	}
	return out
}

// flow is a value with its cluster influences.
type flow struct {
	value     float64
	influence []float64
}

func (p *flow) add(q flow) {
	p.value += q.value
	for c, v := range q.influence {
		p.influence[c] += v
	}
}

func (g *gelbach) none() flow { return flow{influence: make([]float64, len(g.clusters))} }

// estimate is a part with its clustered t interval.
func (g *gelbach) estimate(p flow, level float64, what string) result.Estimate {
	if g.why != "" {
		return result.Point(p.value, methodGap+"; "+what, g.n)
	}
	count := float64(len(g.clusters))
	ss := 0.0
	for _, v := range p.influence {
		ss += v * v
	}
	e, _ := model.Around(p.value, math.Sqrt(count/(count-1)*ss), count-1, level,
		fmt.Sprintf("%s; %s; CR1 with %d clusters, t with %d degrees of freedom", methodGap, what, len(g.clusters), len(g.clusters)-1), g.n)
	return e
}

// decompose the gap of the group whose dummy is column i.
func (g *gelbach) decompose(i int, attribute, group, reference string, level float64) result.GapDecomposition {
	out := result.GapDecomposition{Attribute: attribute, Group: group, ReferenceGroup: reference, Parts: []result.GapPart{}}
	y := len(g.d.Factors)
	shortAt, longAt := position(g.short, i), position(g.long, i)
	if shortAt < 0 || longAt < 0 {
		out.Gap = result.NotEstimable(methodGap, g.n, "the group doesn't vary within any requisition")
		return out
	}
	short, long := model.Coefficients(g.total, g.short, y), model.Coefficients(g.total, g.long, y)
	gap := flow{short[shortAt], g.influence(g.short, short, shortAt, y)}
	unexplained := flow{long[longAt], g.influence(g.long, long, longAt, y)}
	related, weak := g.none(), g.none()
	var each []result.GapPart
	for j := g.groups; j < y; j++ {
		f := &g.d.Factors[j]
		if f.Block == result.Context {
			continue
		}
		p := g.contribution(shortAt, j, long)
		if f.Block == result.JobRelated {
			related.add(p)
			continue
		}
		weak.add(p)
		each = append(each, result.GapPart{Part: f.ID, Estimate: g.estimate(p, level, "through "+f.ID)})
	}
	out.Gap = g.estimate(gap, level, "gap in the rate to the reference group, within requisitions")
	out.Parts = append(out.Parts, result.GapPart{Part: "job_related", Estimate: g.estimate(related, level, "through job-related signals")})
	out.Parts = append(out.Parts, each...)
	out.Parts = append(out.Parts, result.GapPart{Part: "weak", Estimate: g.estimate(weak, level, "through weak signals, their sum")},
		result.GapPart{Part: "unexplained", Estimate: g.estimate(unexplained, level, "not through any recorded signal")})
	return out
}

func position(cols []int, j int) int {
	for i, c := range cols {
		if c == j {
			return i
		}
	}
	return -1
}

// contribution of factor j: Γ_j β_j; a factor without a coefficient contributes 0.
func (g *gelbach) contribution(shortAt, j int, long []float64) flow {
	at := position(g.long, j)
	if at < 0 {
		return g.none()
	}
	aux := model.Coefficients(g.total, g.short, j)
	gamma := g.influence(g.short, aux, shortAt, j)
	beta := g.influence(g.long, long, at, len(g.d.Factors))
	out := flow{aux[shortAt] * long[at], make([]float64, len(g.clusters))}
	for c := range out.influence {
		out.influence[c] = gamma[c]*long[at] + aux[shortAt]*beta[c]
	}
	return out
}
