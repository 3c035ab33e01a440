package audit

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// fill says what stands for an unknown value.
type fill uint8

const (
	dropUnknown fill = iota
	unknownAbsent
	unknownPresent
)

// design is one stage collapsed for the adjusted model: distinct combinations of
// stratum, cluster and factor values, with counts. Patterns are sorted by
// stratum, cluster, then codes.
type design struct {
	factors []factor
	stratum []int32 // code of Dataset.stratum; all 0 without requisition effects
	cluster []int32 // code of requisition or screener; nil = none
	role    []int32 // nil where every factor covers every role
	group   []int32 // of designBy
	codes   [][]uint32
	n, y    []float64
	kept    cell
	dropped cell // applications with an unknown model signal
}

func (d *design) len() int { return len(d.n) }

func (d *design) value(j, i int) float64 { return d.factors[j].values[d.codes[j][i]] }

// design collapses the applications of the view over the given factors.
func (v *view) design(p ModelPlan, fs []factor, how fill) *design {
	return v.designBy(p, fs, how, nil)
}

// designBy also keeps groups apart (by position in the view's rows, −1 = unknown);
// nil = none.
func (v *view) designBy(p ModelPlan, fs []factor, how fill, group []int32) *design {
	d := &design{factors: slices.Clone(fs)}
	fills := make([]uint32, len(fs))
	for j := range fs {
		if how != dropUnknown {
			fills[j] = v.fillCode(&d.factors[j], how)
		}
	}
	rows := make([]int32, 0, len(v.rows))
	for i, r := range v.rows {
		if how == dropUnknown && v.unknown(fs, int(r)) {
			d.dropped.add(v.advanced[i])
			continue
		}
		d.kept.add(v.advanced[i])
		rows = append(rows, int32(i))
	}
	keys := append(v.keys(p, rows), v.roleKey(fs, rows), groupKey(group, rows))
	for j := range d.factors {
		f := &d.factors[j]
		keys = append(keys, key{size: len(f.values), at: func(i int) uint32 {
			if c := v.data.code(f, int(v.rows[rows[i]])); c != 0 {
				return c
			}
			return fills[j]
		}})
	}
	cols, n, y := collapse(len(rows), keys, func(i int) bool { return v.advanced[rows[i]] })
	d.n, d.y, d.codes = n, y, cols[4:]
	d.stratum = narrow(cols[0])
	if p.Cluster != result.ClusterNone {
		d.cluster = narrow(cols[1])
	}
	if keys[2].size > 1 {
		d.role = narrow(cols[2])
	}
	if group != nil {
		d.group = narrow(cols[3])
		for i := range d.group {
			d.group[i]--
		}
	}
	return d
}

// keys are the stratum and the cluster of a position in rows.
func (v *view) keys(p ModelPlan, rows []int32) []key {
	data := v.data
	stratum := key{size: len(data.stratum.names), at: func(i int) uint32 { return data.stratum.at(int(v.rows[rows[i]])) }}
	if p.RequisitionEffects == result.RequisitionNone {
		stratum = key{size: 1, at: func(int) uint32 { return 0 }}
	}
	cluster := key{size: 1, at: func(int) uint32 { return 0 }}
	switch p.Cluster {
	case result.ClusterByRequisition:
		cluster = key{size: len(data.requisition.names), at: func(i int) uint32 { return data.requisition.at(int(v.rows[rows[i]])) }}
	case result.ClusterByScreener:
		cluster = key{size: len(data.stages[v.index].screener.names), at: func(i int) uint32 { return v.screenerAt(int(rows[i])) }}
	}
	return []key{stratum, cluster}
}

// roleKey keeps roles apart where a factor covers only some of them.
func (v *view) roleKey(fs []factor, rows []int32) key {
	for i := range fs {
		if slices.Contains(fs[i].roles, false) {
			return key{size: len(v.data.Spec().Roles), at: func(i int) uint32 { return v.data.role.at(int(v.rows[rows[i]])) }}
		}
	}
	return key{size: 1, at: func(int) uint32 { return 0 }}
}

func groupKey(group []int32, rows []int32) key {
	if group == nil {
		return key{size: 1, at: func(int) uint32 { return 0 }}
	}
	return key{size: int(slices.Max(append([]int32{0}, group...))) + 2, at: func(i int) uint32 { return uint32(group[rows[i]] + 1) }}
}

// covered marks the patterns of the roles that factor j covers; nil = all.
func (d *design) covered(j int) []bool {
	if d.role == nil || !slices.Contains(d.factors[j].roles, false) {
		return nil
	}
	out := make([]bool, d.len())
	for i, r := range d.role {
		out[i] = d.factors[j].roles[r]
	}
	return out
}

func narrow(col []uint32) []int32 {
	out := make([]int32, len(col))
	for i, c := range col {
		out[i] = int32(c)
	}
	return out
}

func (v *view) unknown(fs []factor, r int) bool {
	for j := range fs {
		if v.data.code(&fs[j], r) == 0 {
			return true
		}
	}
	return false
}

// fillCode is the code that an unknown value is bounded by: 0 or 1 of a binary
// signal, the smallest or largest value seen at the stage of a numeric one.
func (v *view) fillCode(f *factor, how fill) uint32 {
	want, found := f.zero, false
	for _, r := range v.rows {
		c := v.data.code(f, int(r))
		if c == 0 || !f.roles[v.data.role.at(int(r))] {
			continue
		}
		if x := f.values[c]; !found || (how == unknownAbsent && x < f.values[want]) || (how == unknownPresent && x > f.values[want]) {
			want, found = c, true
		}
	}
	if f.kind != result.Binary {
		return want
	}
	if how == unknownAbsent {
		return f.zero
	}
	for c, x := range f.values {
		if c > 0 && x == 1 {
			return uint32(c)
		}
	}
	f.values = append(slices.Clip(f.values), 1) // never seen as 1
	return uint32(len(f.values) - 1)
}

// patterns hands the design to a fit.
func (d *design) patterns() stats.Patterns {
	k := len(d.factors)
	p := stats.Patterns{X: make([]float64, d.len()*k), Stratum: d.stratum, Cluster: d.cluster, N: d.n, Y: d.y}
	for j := range d.factors {
		p.Columns = append(p.Columns, d.factors[j].term)
		col, values := d.codes[j], d.factors[j].values
		for i, c := range col {
			p.X[i*k+j] = values[c]
		}
	}
	return p
}

// panel hands the design to the panel of many fits.
func (d *design) panel() *panelRows {
	return &panelRows{columns: len(d.factors), stratum: d.stratum, n: d.n, y: d.y, group: d.group, value: d.value}
}
