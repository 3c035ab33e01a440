package audit

import (
	"sort"
	"strconv"

	"weaksignal/audit/result"
)

// factor is one column of the models: a signal in one block, or one dummy of a
// context column. A signal whose block differs by role gives one factor per
// block, equal to the signal in the roles of that block and 0 elsewhere.
type factor struct {
	signal int     // index in Spec.Signals, −1 for a context column
	column *labels // of a context or group column, nil for a signal
	label  uint32  // a dummy's label in column, 0 = the labels are numbers
	others []bool  // by label: those that the dummy "other" stands for; nil = one label
	term   string  // name in the model
	id     string  // signal id or context column
	block  result.Block
	roles  []bool // by role: does this factor cover it?
	names  []string
	kind   result.Kind
	// values by code; code 0 is unknown.
	values []float64
	// zero is the code that stands for "another block's role", value 0.
	zero uint32
}

// factors lists the columns of the models: weak, then job-related, then context
// signals in the order of the spec, then context columns.
func (d *Dataset) factors() []factor {
	var out []factor
	for _, b := range []result.Block{result.Weak, result.JobRelated, result.Context} {
		for i := range d.Spec().Signals {
			if f, ok := d.signalFactor(i, b); ok {
				out = append(out, f)
			}
		}
	}
	for i := range d.Spec().Context {
		out = append(out, d.contextFactors(i)...)
	}
	return out
}

func (d *Dataset) signalFactor(i int, b result.Block) (factor, bool) {
	spec := d.Spec().Signals[i]
	f := factor{signal: i, id: spec.ID, term: spec.ID, block: b, kind: d.Kind(i),
		roles: make([]bool, len(d.Spec().Roles)), values: append([]float64(nil), d.signals[i].values...)}
	blocks := map[result.Block]bool{}
	for role, rb := range spec.Blocks {
		if rb != result.Unused {
			blocks[rb] = true
		}
		if rb == b {
			f.roles[role] = true
			f.names = append(f.names, d.Spec().Roles[role])
		}
	}
	if len(blocks) > 1 {
		f.term = spec.ID + ":" + string(b)
	}
	f.addZero()
	return f, len(f.names) > 0
}

// addZero finds or makes the code of value 0.
func (f *factor) addZero() {
	for c, v := range f.values {
		if c > 0 && v == 0 {
			f.zero = uint32(c)
			return
		}
	}
	f.zero = uint32(len(f.values))
	f.values = append(f.values, 0)
}

// contextFactors turns a context column into one numeric factor, or into one
// dummy per label but the most frequent one.
func (d *Dataset) contextFactors(i int) []factor {
	col := d.context[i]
	all := make([]bool, len(d.Spec().Roles))
	for r := range all {
		all[r] = true
	}
	base := factor{signal: -1, column: col, id: d.Spec().Context[i], term: d.Spec().Context[i],
		block: result.Context, roles: all, names: d.Spec().Roles, kind: result.Numeric}
	if values, ok := numbers(col.names); ok {
		base.values = values
		base.addZero()
		return []factor{base}
	}
	return lump(dummies(base, mostFrequent(col)))
}

// maxDummies bounds the labels of a context column that get a dummy of their own:
// more would cost more information than they adjust for.
const maxDummies = 30

// lump keeps the dummies of the most frequent labels and makes one of the rest.
func lump(all []factor) []factor {
	if len(all) <= maxDummies {
		return all
	}
	col := all[0].column
	counts := make([]int, len(col.names))
	for r := range col.len() {
		counts[col.at(r)]++
	}
	byCount := append([]factor(nil), all...)
	sort.SliceStable(byCount, func(a, b int) bool { return counts[byCount[a].label] > counts[byCount[b].label] })
	other := byCount[maxDummies]
	other.term, other.others = other.id+"=(other)", make([]bool, len(col.names))
	for _, f := range byCount[maxDummies:] {
		other.others[f.label] = true
	}
	kept := byCount[:maxDummies]
	sort.Slice(kept, func(a, b int) bool { return kept[a].term < kept[b].term })
	return append(kept, other)
}

// numbers reads labels as numbers; code 0 stays the unknown.
func numbers(names []string) ([]float64, bool) {
	values := make([]float64, len(names))
	for c, s := range names {
		if c == 0 {
			continue
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || v != v || v > absurdValue || v < -absurdValue {
			return nil, false
		}
		values[c] = v
	}
	return values, true
}

// mostFrequent is the code of the commonest known label, the first in the alphabet
// of several; 0 where none is known.
func mostFrequent(col *labels) uint32 {
	counts := make([]int, len(col.names))
	for r := range col.len() {
		counts[col.at(r)]++
	}
	best := 0
	for c := 1; c < len(counts); c++ {
		if best == 0 || counts[c] > counts[best] || counts[c] == counts[best] && col.names[c] < col.names[best] {
			best = c
		}
	}
	return uint32(best)
}

// dummies makes one 0/1 factor per label of base's column but the reference, in
// the order of the labels' names.
func dummies(base factor, reference uint32) []factor {
	order := make([]int, 0, len(base.column.names))
	for c := 1; c < len(base.column.names); c++ {
		if uint32(c) != reference {
			order = append(order, c)
		}
	}
	sort.Slice(order, func(a, b int) bool { return base.column.names[order[a]] < base.column.names[order[b]] })
	var out []factor
	for _, c := range order {
		f := base
		f.kind, f.label, f.term = result.Binary, uint32(c), base.id+"="+base.column.names[c]
		f.values = []float64{0, 0, 1}
		f.zero = 1
		out = append(out, f)
	}
	return out
}

// code of row r: 0 unknown, f.zero where the role puts the signal elsewhere.
func (d *Dataset) code(f *factor, r int) uint32 {
	if !f.roles[d.role.at(r)] {
		return f.zero
	}
	if f.signal >= 0 {
		return d.signals[f.signal].at(r)
	}
	c := f.column.at(r)
	if f.label == 0 || c == 0 {
		return c
	}
	if c == f.label || f.others != nil && f.others[c] {
		return 2
	}
	return 1
}
