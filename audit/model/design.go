package model

import (
	"math"
	"math/rand/v2"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
	"weaksignal/audit/stats/panel"
)

// Fill says what stands for the unknown values of the factor whose effect is asked.
type Fill uint8

const (
	// DropUnknown leaves out the applications whose value is unknown.
	DropUnknown Fill = iota
	// UnknownKept leaves them in, marked by an indicator, as those of all other factors are.
	UnknownKept
)

// Specification is one way to ask for an effect.
type Specification struct {
	// Form of the numeric criteria; FormAuto is the spline.
	Form Form
	// Only are the criteria that Form is about, the others being splines; nil = all.
	Only []int
	// Without are factors that don't enter the model.
	Without []int
	// Of is the factor whose effect is asked: Fill is about its unknown values alone, those
	// of all others enter as 0 with an indicator. −1 = none in particular: all are kept.
	Of   int
	Fill Fill
	// Doubted marks, by factor and code, values that are taken as unknown; nil = none.
	Doubted [][]bool
	// Rows marks the patterns of the base that enter; nil = all.
	Rows []bool
}

// All is the specification of the model of the record: every application, every factor.
func All(form Form) Specification { return Specification{Form: form, Of: -1, Fill: UnknownKept} }

// Design is a base read by one specification: columns for each factor. Its patterns are
// those of the base that enter, in their order.
type Design struct {
	Base    *Base
	Spec    Specification
	Factors []dataset.Factor
	Columns []Column
	// Own lists each factor's columns, without its indicator; none where it is left out.
	Own     [][]int
	Stratum []int32
	Cluster []int32 // nil = none
	Person  []int32 // nil = none
	N, Y    []float64
	Kept    dataset.Cell
	// At is the base's pattern of each of the design's.
	At     []int32
	codes  [][]uint32 // by factor, as the base's but for Fill and Doubted
	levels []dataset.Distribution
	// start is the fit that a penalised fit starts from, nil = none; see Adjustment.near.
	start *logit.Fit
	rough bool
}

// Design reads the base by a specification.
func (b *Base) Design(s Specification) *Design {
	d := &Design{Base: b, Spec: s, Factors: b.Factors, codes: slices.Clone(b.codes)}
	for j := range s.Doubted {
		if s.Doubted[j] != nil {
			d.codes[j] = slices.Clone(d.codes[j])
			for i, c := range d.codes[j] {
				if s.Doubted[j][c] {
					d.codes[j][i] = 0
				}
			}
		}
	}
	d.take()
	d.build()
	return d
}

// Bounds are the codes that bound the unknown values of factor j: absent and present of a
// binary one, the first and the ninth decile of a numeric one. ok is false where no two
// values are known.
func (b *Base) Bounds(j int) (low, high uint32, ok bool) {
	d := b.Distribution(j)
	l, h := d.At(.1), d.At(.9)
	if d.Ordered() {
		l, h = 0, len(d.X)-1
	}
	if l >= h {
		l, h, ok = d.Between()
		if !ok {
			return 0, 0, false
		}
	}
	return d.Code[l], d.Code[h], true
}

// take chooses the patterns that enter.
func (d *Design) take() {
	b, s := d.Base, &d.Spec
	drop := s.Of >= 0 && s.Fill != UnknownKept
	var n, y float64
	if s.Rows == nil && !drop { // all of them: nothing is copied
		d.At, d.N, d.Y, d.Stratum, d.Cluster, d.Person = b.every(), b.N, b.Y, b.Stratum, b.Cluster, b.Person
		for i := range b.N {
			n, y = n+b.N[i], y+b.Y[i]
		}
		d.Kept = dataset.Cell{N: int(math.Round(n)), Advanced: int(math.Round(y))}
		return
	}
	for i := range b.N {
		if s.Rows != nil && !s.Rows[i] || drop && d.codes[s.Of][i] == 0 {
			continue
		}
		d.At = append(d.At, int32(i))
		d.N, d.Y, d.Stratum = append(d.N, b.N[i]), append(d.Y, b.Y[i]), append(d.Stratum, b.Stratum[i])
		n, y = n+b.N[i], y+b.Y[i]
	}
	d.Kept = dataset.Cell{N: int(math.Round(n)), Advanced: int(math.Round(y))}
	d.Cluster, d.Person = d.pick(b.Cluster), d.pick(b.Person)
}

func (d *Design) pick(col []int32) []int32 {
	if col == nil {
		return nil
	}
	out := make([]int32, len(d.At))
	for i, at := range d.At {
		out[i] = col[at]
	}
	return out
}

// build makes the columns from the values of the patterns that enter.
func (d *Design) build() {
	rarer := math.Min(float64(d.Kept.Advanced), float64(d.Kept.N-d.Kept.Advanced))
	d.Own, d.levels = make([][]int, len(d.Factors)), make([]dataset.Distribution, len(d.Factors))
	seen := map[[2]uint64]bool{}
	var marks []Column
	for j := range d.Factors {
		f := &d.Factors[j]
		n := make([]float64, len(f.Values))
		for i, at := range d.At {
			n[d.codes[j][at]] += d.N[i]
		}
		d.levels[j] = f.Distribution(n)
		if slices.Contains(d.Spec.Without, j) {
			continue
		}
		form := d.Spec.Form
		if f.Block == result.Weak || d.Spec.Only != nil && !slices.Contains(d.Spec.Only, j) {
			form = d.Base.plan.Form
		}
		for _, c := range columnsOf(f, j, &d.levels[j], form, rarer) {
			d.Own[j] = append(d.Own[j], len(d.Columns))
			d.Columns = append(d.Columns, c)
		}
		if filled := d.Base.filled != nil && j != d.Base.asked && d.Base.overlaps(j, d.Base.asked); n[0] > 0 && !filled && d.newMask(j, seen) {
			marks = append(marks, indicator(f, j))
		}
	}
	d.Columns = append(d.Columns, marks...) // last, so that an indicator never takes a signal's place
}

// newMask tells whether the patterns in which factor j is unknown are those of no factor
// before: a document that can't be read leaves all its signals unknown together.
func (d *Design) newMask(j int, seen map[[2]uint64]bool) bool {
	var key [2]uint64
	for i, at := range d.At {
		if d.codes[j][at] == 0 {
			key[0]++
			key[1] = key[1]*0x9E3779B97F4A7C15 + uint64(i) + 1
		}
	}
	if seen[key] {
		return false
	}
	seen[key] = true
	return true
}

func (d *Design) Len() int { return len(d.N) }

// Code of factor j in pattern i; 0 = unknown.
func (d *Design) Code(j, i int) uint32 { return d.codes[j][d.At[i]] }

// Cell is the value of column c in pattern i.
func (d *Design) Cell(c, i int) float64 {
	col := &d.Columns[c]
	return col.Table[d.codes[col.Factor][d.At[i]]]
}

// Value of factor j in pattern i itself, whatever its columns.
func (d *Design) Value(j, i int) float64 { return d.Factors[j].Values[d.Code(j, i)] }

// Distribution of factor j's values among the patterns that enter.
func (d *Design) Distribution(j int) *dataset.Distribution { return &d.levels[j] }

// Covered marks the patterns of the roles that factor j covers in which it is known; nil = all.
func (d *Design) Covered(j int) []bool {
	some := d.Base.role != nil && slices.Contains(d.Factors[j].Roles, false)
	out, all := make([]bool, d.Len()), true
	for i, at := range d.At {
		out[i] = d.codes[j][at] != 0 && (!some || d.Factors[j].Roles[d.Base.role[at]])
		all = all && out[i]
	}
	if all {
		return nil
	}
	return out
}

// ColumnsOf lists the columns of the factors that satisfy the condition, without
// indicators.
func (d *Design) ColumnsOf(in func(f *dataset.Factor) bool) []int {
	var out []int
	for j := range d.Factors {
		if in(&d.Factors[j]) {
			out = append(out, d.Own[j]...)
		}
	}
	return out
}

// At the code's values of factor j's columns.
func (d *Design) values(j int, code uint32) []float64 {
	out := make([]float64, len(d.Own[j]))
	for k, c := range d.Own[j] {
		out[k] = d.Columns[c].Table[code]
	}
	return out
}

// Patterns hands the design to a fit.
func (d *Design) Patterns() logit.Patterns {
	k := len(d.Columns)
	p := logit.Patterns{X: make([]float64, d.Len()*k), Stratum: d.Stratum, Cluster: d.Cluster, Person: d.Person, N: d.N, Y: d.Y}
	for c := range d.Columns {
		col := &d.Columns[c]
		p.Columns = append(p.Columns, col.Term)
		codes := d.codes[col.Factor]
		for i, at := range d.At {
			p.X[i*k+c] = col.Table[codes[at]]
		}
	}
	return p
}

// lazily hands a large design to a fit without a copy of it.
func (d *Design) lazily() logit.Patterns {
	if d.Len() <= waldAbove {
		return d.Patterns()
	}
	p := logit.Patterns{Cell: func(row, column int) float64 { return d.Cell(column, row) },
		Stratum: d.Stratum, Cluster: d.Cluster, Person: d.Person, N: d.N, Y: d.Y}
	for c := range d.Columns {
		p.Columns = append(p.Columns, d.Columns[c].Term)
	}
	return p
}

// Panel hands the design to the panel of many fits; its columns are the design's.
func (d *Design) Panel() *panel.Rows {
	return &panel.Rows{Columns: len(d.Columns), Stratum: d.Stratum, N: d.N, Y: d.Y, Group: d.pick(d.Base.group), Value: d.Cell}
}

// PanelBy is the panel of the view with groups kept apart, in the columns of d.
func (d *Design) PanelBy(v *dataset.View, group []int32) *panel.Rows {
	by := &Design{Base: d.Base.By(v, group), Spec: d.Spec, Factors: d.Factors, Columns: d.Columns, Own: d.Own}
	by.codes = by.Base.codes
	by.take()
	return by.Panel()
}

// Complete is the design of the view in which every factor has one column, its value, and
// applications with an unknown value are left out: for models that are no adjusted model.
func Complete(v *dataset.View, p Plan, fs []dataset.Factor) *Design {
	b := newBase(v, p, fs, nil)
	rows := slices.Repeat([]bool{true}, b.Len())
	for j := range fs {
		for i, c := range b.codes[j] {
			rows[i] = rows[i] && c != 0
		}
	}
	d := &Design{Base: b, Spec: Specification{Of: -1, Fill: UnknownKept, Rows: rows}, Factors: b.Factors, codes: b.codes,
		Own: make([][]int, len(fs)), levels: make([]dataset.Distribution, len(fs))}
	for j := range b.Factors {
		d.Own[j] = []int{j}
		d.Columns = append(d.Columns, Column{Factor: j, Term: b.Factors[j].Term, Table: b.Factors[j].Values})
	}
	d.take()
	return d
}

// EachStratum visits the strata of a design as runs of patterns lo ≤ i < hi.
func EachStratum(d *Design, visit func(lo, hi int, n, y float64)) {
	for lo := 0; lo < d.Len(); {
		hi, n, y := lo, 0.0, 0.0
		for ; hi < d.Len() && d.Stratum[hi] == d.Stratum[lo]; hi++ {
			n += d.N[hi]
			y += d.Y[hi]
		}
		visit(lo, hi, n, y)
		lo = hi
	}
}

// Thin keeps about size of the design's applications, at random, each with the same
// chance; all where they are no more.
func (d *Design) Thin(size int, seed uint64) {
	if d.Kept.N <= size {
		return
	}
	rng := rand.New(rand.NewPCG(seed, 111))
	keep := float64(size) / float64(d.Kept.N)
	some := func(count float64) (kept float64) {
		for range int(count) {
			if rng.Float64() < keep {
				kept++
			}
		}
		return kept
	}
	b, at, all := d.Base, d.At, d.N
	advanced := d.Y
	d.At, d.N, d.Y, d.Stratum, d.Kept = nil, nil, nil, nil, dataset.Cell{}
	for i := range all {
		y := some(advanced[i])
		n := y + some(all[i]-advanced[i])
		if n > 0 {
			d.At, d.N, d.Y, d.Stratum = append(d.At, at[i]), append(d.N, n), append(d.Y, y), append(d.Stratum, b.Stratum[at[i]])
			d.Kept.N, d.Kept.Advanced = d.Kept.N+int(n), d.Kept.Advanced+int(y)
		}
	}
	d.Cluster, d.Person = d.pick(b.Cluster), d.pick(b.Person)
}
