package model

import (
	"math/rand/v2"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
	"weaksignal/audit/stats/panel"
)

// fill says what stands for an unknown value.
type fill uint8

const (
	DropUnknown fill = iota
	UnknownAbsent
	UnknownPresent
)

// Design is one stage collapsed for the adjusted model: distinct combinations of
// stratum, cluster and factor values, with counts. Patterns are sorted by
// stratum, cluster, then codes.
type Design struct {
	Factors []dataset.Factor
	Stratum []int32 // code of Dataset.stratum; all 0 without requisition effects
	Cluster []int32 // code of requisition or screener; nil = none
	role    []int32 // nil where every factor covers every role
	group   []int32 // of designBy
	codes   [][]uint32
	N, Y    []float64
	Kept    dataset.Cell
	dropped dataset.Cell // applications with an unknown model signal
}

func (d *Design) Len() int { return len(d.N) }

func (d *Design) Value(j, i int) float64 { return d.Factors[j].Values[d.codes[j][i]] }

// NewDesign collapses the applications of the view over the given factors.
func NewDesign(v *dataset.View, p Plan, fs []dataset.Factor, how fill) *Design {
	return NewDesignBy(v, p, fs, how, nil)
}

// NewDesignBy also keeps groups apart (by position in the view's rows, −1 = unknown);
// nil = none.
func NewDesignBy(v *dataset.View, p Plan, fs []dataset.Factor, how fill, group []int32) *Design {
	d := &Design{Factors: slices.Clone(fs)}
	fills := make([]uint32, len(fs))
	for j := range fs {
		if how != DropUnknown {
			fills[j] = fillCode(v, &d.Factors[j], how)
		}
	}
	rows := make([]int32, 0, len(v.Rows))
	for i, r := range v.Rows {
		if how == DropUnknown && unknown(v, fs, int(r)) {
			d.dropped.Add(v.Advanced[i], v.Times(i))
			continue
		}
		d.Kept.Add(v.Advanced[i], v.Times(i))
		rows = append(rows, int32(i))
	}
	keys := append(keys(v, p, rows), roleKey(v, fs, rows), groupKey(group, rows))
	for j := range d.Factors {
		f := &d.Factors[j]
		keys = append(keys, dataset.Key{Size: len(f.Values), At: func(i int) uint32 {
			if c := v.Data.Code(f, int(v.Rows[rows[i]])); c != 0 {
				return c
			}
			return fills[j]
		}})
	}
	cols, n, y := dataset.Collapse(len(rows), keys, func(i int) bool { return v.Advanced[rows[i]] }, v.TimesAt(rows))
	d.N, d.Y, d.codes = n, y, cols[4:]
	d.Stratum = Narrow(cols[0])
	if p.Cluster != result.ClusterNone {
		d.Cluster = Narrow(cols[1])
	}
	if keys[2].Size > 1 {
		d.role = Narrow(cols[2])
	}
	if group != nil {
		d.group = Narrow(cols[3])
		for i := range d.group {
			d.group[i]--
		}
	}
	return d
}

// keys are the stratum and the cluster of a position in rows.
func keys(v *dataset.View, p Plan, rows []int32) []dataset.Key {
	data := v.Data
	stratum := dataset.Key{Size: len(data.Stratum.Names), At: func(i int) uint32 { return data.Stratum.At(int(v.Rows[rows[i]])) }}
	if p.RequisitionEffects == result.RequisitionNone {
		stratum = dataset.Key{Size: 1, At: func(int) uint32 { return 0 }}
	}
	cluster := dataset.Key{Size: 1, At: func(int) uint32 { return 0 }}
	switch p.Cluster {
	case result.ClusterByRequisition:
		cluster = dataset.Key{Size: len(data.Requisition.Names), At: func(i int) uint32 { return data.Requisition.At(int(v.Rows[rows[i]])) }}
	case result.ClusterByScreener:
		cluster = dataset.Key{Size: len(data.Stages[v.Index].Screener.Names), At: func(i int) uint32 { return v.ScreenerAt(int(rows[i])) }}
	}
	return []dataset.Key{stratum, cluster}
}

// roleKey keeps roles apart where a factor covers only some of them.
func roleKey(v *dataset.View, fs []dataset.Factor, rows []int32) dataset.Key {
	for i := range fs {
		if slices.Contains(fs[i].Roles, false) {
			return dataset.Key{Size: len(v.Data.Spec().Roles), At: func(i int) uint32 { return v.Data.Role.At(int(v.Rows[rows[i]])) }}
		}
	}
	return dataset.Key{Size: 1, At: func(int) uint32 { return 0 }}
}

func groupKey(group []int32, rows []int32) dataset.Key {
	if group == nil {
		return dataset.Key{Size: 1, At: func(int) uint32 { return 0 }}
	}
	return dataset.Key{Size: int(slices.Max(append([]int32{0}, group...))) + 2, At: func(i int) uint32 { return uint32(group[rows[i]] + 1) }}
}

// Covered marks the patterns of the roles that factor j covers; nil = all.
func (d *Design) Covered(j int) []bool {
	if d.role == nil || !slices.Contains(d.Factors[j].Roles, false) {
		return nil
	}
	out := make([]bool, d.Len())
	for i, r := range d.role {
		out[i] = d.Factors[j].Roles[r]
	}
	return out
}

func Narrow(col []uint32) []int32 {
	out := make([]int32, len(col))
	for i, c := range col {
		out[i] = int32(c)
	}
	return out
}

func unknown(v *dataset.View, fs []dataset.Factor, r int) bool {
	for j := range fs {
		if v.Data.Code(&fs[j], r) == 0 {
			return true
		}
	}
	return false
}

// fillCode is the code that an unknown value is bounded by: 0 or 1 of a binary
// signal, the smallest or largest value seen at the stage of a numeric one.
func fillCode(v *dataset.View, f *dataset.Factor, how fill) uint32 {
	want, found := f.Zero, false
	for _, r := range v.Rows {
		c := v.Data.Code(f, int(r))
		if c == 0 || !f.Roles[v.Data.Role.At(int(r))] {
			continue
		}
		if x := f.Values[c]; !found || (how == UnknownAbsent && x < f.Values[want]) || (how == UnknownPresent && x > f.Values[want]) {
			want, found = c, true
		}
	}
	if f.Kind != result.Binary {
		return want
	}
	if how == UnknownAbsent {
		return f.Zero
	}
	for c, x := range f.Values {
		if c > 0 && x == 1 {
			return uint32(c)
		}
	}
	f.Values = append(slices.Clip(f.Values), 1) // never seen as 1
	return uint32(len(f.Values) - 1)
}

// Patterns hands the design to a fit.
func (d *Design) Patterns() logit.Patterns {
	k := len(d.Factors)
	p := logit.Patterns{X: make([]float64, d.Len()*k), Stratum: d.Stratum, Cluster: d.Cluster, N: d.N, Y: d.Y}
	for j := range d.Factors {
		p.Columns = append(p.Columns, d.Factors[j].Term)
		col, values := d.codes[j], d.Factors[j].Values
		for i, c := range col {
			p.X[i*k+j] = values[c]
		}
	}
	return p
}

// Panel hands the design to the panel of many fits.
func (d *Design) Panel() *panel.Rows {
	return &panel.Rows{Columns: len(d.Factors), Stratum: d.Stratum, N: d.N, Y: d.Y, Group: d.group, Value: d.Value}
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
	all := *d
	*d = Design{Factors: all.Factors, codes: make([][]uint32, len(all.codes))}
	for i := range all.N {
		y := some(all.Y[i])
		n := y + some(all.N[i]-all.Y[i])
		if n > 0 {
			d.keep(&all, i, n, y)
		}
	}
}

// keep adds pattern i of another design with other counts.
func (d *Design) keep(all *Design, i int, n, y float64) {
	d.N, d.Y, d.Stratum = append(d.N, n), append(d.Y, y), append(d.Stratum, all.Stratum[i])
	d.Kept.N, d.Kept.Advanced = d.Kept.N+int(n), d.Kept.Advanced+int(y)
	for _, c := range []struct {
		to   *[]int32
		from []int32
	}{{&d.Cluster, all.Cluster}, {&d.role, all.role}, {&d.group, all.group}} {
		if c.from != nil {
			*c.to = append(*c.to, c.from[i])
		}
	}
	for j := range d.codes {
		d.codes[j] = append(d.codes[j], all.codes[j][i])
	}
}
