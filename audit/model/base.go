package model

import (
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// reapplicantShare is the share of applications of people with several, above which
// errors are clustered by person too.
const reapplicantShare = 0.02

// Base is one stage collapsed once for all its models: the distinct combinations of
// stratum, cluster, person, role and the values of all factors, unknown ones included,
// with counts. Every [Design] is a reading of it. Patterns are sorted by stratum first.
type Base struct {
	View    *dataset.View
	Factors []dataset.Factor
	Stratum []int32 // code of Dataset.Stratum; all 0 without requisition effects
	Cluster []int32 // code of requisition or screener; nil = none
	Person  []int32 // who applied more than once, from 1; nil = few did
	N, Y    []float64
	role    []int32 // nil where every factor covers every role
	group   []int32 // of By
	codes   [][]uint32
	plan    Plan
	keys    []dataset.Key
	of, all []int32
	// weighted: N and Y are no whole numbers, because the unknown values of factor asked
	// are filled in the patterns marked; see split.
	weighted bool
	filled   []bool
	asked    int
}

// NewBase collapses the applications of the view. plan says what strata and clusters are.
func NewBase(v *dataset.View, plan Plan, fs []dataset.Factor) *Base {
	return newBase(v, plan, fs, nil)
}

// By is the base of the same applications, or of others at the same stage, with groups
// kept apart (by position in the view's rows, −1 = unknown).
func (b *Base) By(v *dataset.View, group []int32) *Base {
	return newBase(v, b.plan, b.Factors, group)
}

func newBase(v *dataset.View, plan Plan, fs []dataset.Factor, group []int32) *Base {
	b := &Base{View: v, Factors: slices.Clone(fs), plan: plan}
	people, size := persons(v, plan)
	b.keys = append(keys(v, plan), roleKey(v, fs), groupKey(group),
		dataset.Key{Size: size, At: func(i int) uint32 { return people(i) }})
	for j := range b.Factors {
		f := &b.Factors[j]
		b.keys = append(b.keys, dataset.Key{Size: len(f.Values), At: func(i int) uint32 { return v.Data.Code(f, int(v.Rows[i])) }})
	}
	cols, n, y := dataset.Collapse(len(v.Rows), b.keys, func(i int) bool { return v.Advanced[i] }, v.EachTimes())
	b.N, b.Y, b.codes = n, y, cols[5:]
	b.Stratum = Narrow(cols[0])
	if plan.Cluster != result.ClusterNone {
		b.Cluster = Narrow(cols[1])
	}
	if b.keys[2].Size > 1 {
		b.role = Narrow(cols[2])
	}
	if group != nil {
		b.group = Narrow(cols[3])
		for i := range b.group {
			b.group[i]--
		}
	}
	if size > 1 {
		b.Person = Narrow(cols[4])
	}
	return b
}

func (b *Base) Len() int { return len(b.N) }

// every lists all patterns.
func (b *Base) every() []int32 {
	if b.all == nil {
		b.all = make([]int32, len(b.N))
		for i := range b.all {
			b.all[i] = int32(i)
		}
	}
	return b.all
}

// Unknown counts the applications that factor j covers and whose value is unknown.
func (b *Base) Unknown(j int) (n, advanced float64) {
	for i, c := range b.codes[j] {
		if c == 0 {
			n, advanced = n+b.N[i], advanced+b.Y[i]
		}
	}
	return n, advanced
}

// Distribution of the values of factor j.
func (b *Base) Distribution(j int) dataset.Distribution {
	n := make([]float64, len(b.Factors[j].Values))
	for i, c := range b.codes[j] {
		n[c] += b.N[i]
	}
	return b.Factors[j].Distribution(n)
}

// PatternOf gives the pattern of each application, by position in the view's rows.
func (b *Base) PatternOf() []int32 {
	if b.of != nil {
		return b.of
	}
	index := make(map[string]int32, b.Len())
	word := make([]byte, 0, 4*len(b.keys))
	add := func(c uint32) { word = append(word, byte(c), byte(c>>8), byte(c>>16), byte(c>>24)) }
	shared := []func(i int) uint32{}
	for _, c := range [][]int32{b.Stratum, b.Cluster, b.role, b.group, b.Person} {
		shared = append(shared, func(i int) uint32 {
			if c == nil {
				return 0
			}
			return uint32(c[i])
		})
	}
	for i := range b.N {
		word = word[:0]
		for _, at := range shared {
			add(at(i))
		}
		for j := range b.codes {
			add(b.codes[j][i])
		}
		index[string(word)] = int32(i)
	}
	b.of = make([]int32, len(b.View.Rows))
	for pos := range b.of {
		word = word[:0]
		for k, key := range b.keys {
			c := key.At(pos)
			if k == 3 && b.group != nil {
				c--
			}
			if k == 1 && b.Cluster == nil {
				c = 0
			}
			add(c)
		}
		b.of[pos] = index[string(word)]
	}
	return b.of
}

// keys are the stratum and the cluster of a position in the view's rows.
func keys(v *dataset.View, p Plan) []dataset.Key {
	data := v.Data
	stratum := dataset.Key{Size: len(data.Stratum.Names), At: func(i int) uint32 { return data.Stratum.At(int(v.Rows[i])) }}
	if p.RequisitionEffects == result.RequisitionNone {
		stratum = dataset.Key{Size: 1, At: func(int) uint32 { return 0 }}
	}
	cluster := dataset.Key{Size: 1, At: func(int) uint32 { return 0 }}
	switch p.Cluster {
	case result.ClusterByRequisition:
		cluster = dataset.Key{Size: len(data.Requisition.Names), At: func(i int) uint32 { return data.Requisition.At(int(v.Rows[i])) }}
	case result.ClusterByScreener:
		cluster = dataset.Key{Size: len(data.Stages[v.Index].Screener.Names), At: func(i int) uint32 { return v.ScreenerAt(i) }}
	}
	return []dataset.Key{stratum, cluster}
}

// roleKey keeps roles apart where a factor covers only some of them.
func roleKey(v *dataset.View, fs []dataset.Factor) dataset.Key {
	for i := range fs {
		if slices.Contains(fs[i].Roles, false) {
			return dataset.Key{Size: len(v.Data.Spec().Roles), At: func(i int) uint32 { return v.Data.Role.At(int(v.Rows[i])) }}
		}
	}
	return dataset.Key{Size: 1, At: func(int) uint32 { return 0 }}
}

func groupKey(group []int32) dataset.Key {
	if group == nil {
		return dataset.Key{Size: 1, At: func(int) uint32 { return 0 }}
	}
	return dataset.Key{Size: int(slices.Max(append([]int32{0}, group...))) + 2, At: func(i int) uint32 { return uint32(group[i] + 1) }}
}

// persons numbers those with more than one application at the stage from 1, where their
// applications are more than reapplicantShare of all; size is 1 where they are not.
func persons(v *dataset.View, p Plan) (of func(i int) uint32, size int) {
	none := func(int) uint32 { return 0 }
	who := v.Data.Person
	if who == nil || p.Cluster == result.ClusterNone || v.Who != nil {
		return none, 1
	}
	times := make(map[uint64]int, len(v.Rows))
	for _, r := range v.Rows {
		if h := who[r]; h != 0 {
			times[h]++
		}
	}
	ids, rows := map[uint64]uint32{}, 0
	for _, r := range v.Rows {
		if h := who[r]; h != 0 && times[h] > 1 {
			rows++
			if ids[h] == 0 {
				ids[h] = uint32(len(ids) + 1)
			}
		}
	}
	if float64(rows) <= reapplicantShare*float64(len(v.Rows)) {
		return none, 1
	}
	return func(i int) uint32 { return ids[who[v.Rows[i]]] }, len(ids) + 1
}

func Narrow(col []uint32) []int32 {
	out := make([]int32, len(col))
	for i, c := range col {
		out[i] = int32(c)
	}
	return out
}
