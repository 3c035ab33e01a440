package dataset

import (
	"math"
	"slices"
	"sort"
	"strconv"

	"weaksignal/audit/result"
)

// Factor is one column of the models: a signal in one block, or one dummy of a
// context column. A signal whose block differs by role gives one factor per
// block, equal to the signal in the roles of that block and 0 elsewhere.
type Factor struct {
	Signal int     // index in Spec.Signals, −1 for a context column
	Column *Labels // of a context or group column, nil for a signal
	Label  uint32  // a dummy's label in column, 0 = the labels are numbers
	others []bool  // by label: those that the dummy "other" stands for; nil = one label
	Term   string  // name in the model
	ID     string  // signal id or context column
	Block  result.Block
	Roles  []bool // by role: does this factor cover it?
	Names  []string
	Kind   result.Kind
	// Values by code; code 0 is unknown. Those of a binary factor are 0 and 1, whatever
	// its two codes are in the data: Low and High, the larger one counting as present.
	Values    []float64
	Low, High float64
	// Zero is the code that stands for "another block's role", value 0; no application of
	// the factor's own roles has it.
	Zero uint32
}

// Factors lists the columns of the models: weak, then job-related, then context
// signals in the order of the spec, then context columns.
func (d *Dataset) Factors() []Factor {
	var out []Factor
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

func (d *Dataset) signalFactor(i int, b result.Block) (Factor, bool) {
	spec := d.Spec().Signals[i]
	f := Factor{Signal: i, ID: spec.ID, Term: spec.ID, Block: b, Kind: d.Kind(i),
		Roles: make([]bool, len(d.Spec().Roles)), Values: append([]float64(nil), d.signals[i].values...)}
	blocks := map[result.Block]bool{}
	for role, rb := range spec.Blocks {
		if rb != result.Unused {
			blocks[rb] = true
		}
		if rb == b {
			f.Roles[role] = true
			f.Names = append(f.Names, d.Spec().Roles[role])
		}
	}
	if len(blocks) > 1 {
		f.Term = spec.ID + ":" + string(b)
	}
	if low, high, ok := d.signals[i].pair(); ok {
		f.Low, f.High = low, high
		for c, v := range f.Values {
			if c > 0 {
				f.Values[c] = float64(Side(v == high))
			}
		}
	}
	f.addZero()
	return f, len(f.Names) > 0
}

// addZero makes the code of those whom the factor doesn't cover.
func (f *Factor) addZero() {
	f.Zero = uint32(len(f.Values))
	f.Values = append(f.Values, 0)
}

// contextFactors turns a context column into one numeric factor, or into one
// dummy per label but the most frequent one.
func (d *Dataset) contextFactors(i int) []Factor {
	col := d.context[i]
	all := make([]bool, len(d.Spec().Roles))
	for r := range all {
		all[r] = true
	}
	base := Factor{Signal: -1, Column: col, ID: d.Spec().Context[i], Term: d.Spec().Context[i],
		Block: result.Context, Roles: all, Names: d.Spec().Roles, Kind: result.Numeric}
	if values, ok := numbers(col.Names); ok {
		base.Values = values
		base.addZero()
		base.settle()
		return []Factor{base}
	}
	return d.lump(Dummies(base, d.mostFrequent(col)))
}

// settle makes a factor of two distinct values binary.
func (f *Factor) settle() {
	low, high, others := math.Inf(1), math.Inf(-1), false
	for _, v := range f.Values[1:f.Zero] {
		low, high = min(low, v), max(high, v)
	}
	for _, v := range f.Values[1:f.Zero] {
		others = others || v != low && v != high
	}
	if others || !(low < high) {
		return
	}
	f.Kind, f.Low, f.High = result.Binary, low, high
	f.Values = slices.Clone(f.Values)
	for c := range f.Values[1:f.Zero] {
		f.Values[c+1] = float64(Side(f.Values[c+1] == high))
	}
}

// MaxDummies bounds the labels of a context column that get a dummy of their own:
// more would cost more information than they adjust for.
const MaxDummies = 30

// lump keeps the dummies of the most frequent labels and makes one of the rest.
func (d *Dataset) lump(all []Factor) []Factor {
	if len(all) <= MaxDummies {
		return all
	}
	col := all[0].Column
	counts := d.frequencies(col)
	byCount := append([]Factor(nil), all...)
	sort.SliceStable(byCount, func(a, b int) bool { return counts[byCount[a].Label] > counts[byCount[b].Label] })
	other := byCount[MaxDummies]
	other.Term, other.others = other.ID+"=(other)", make([]bool, len(col.Names))
	for _, f := range byCount[MaxDummies:] {
		other.others[f.Label] = true
	}
	kept := byCount[:MaxDummies]
	sort.Slice(kept, func(a, b int) bool { return kept[a].Term < kept[b].Term })
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
		if err != nil || v != v || v > AbsurdValue || v < -AbsurdValue {
			return nil, false
		}
		values[c] = v
	}
	return values, true
}

// mostFrequent is the code of the commonest known label, the first in the alphabet
// of several; 0 where none is known.
func (d *Dataset) mostFrequent(col *Labels) uint32 {
	counts := d.frequencies(col)
	best := 0
	for c := 1; c < len(counts); c++ {
		if best == 0 || counts[c] > counts[best] || counts[c] == counts[best] && col.Names[c] < col.Names[best] {
			best = c
		}
	}
	return uint32(best)
}

// frequencies counts the applications by code.
func (d *Dataset) frequencies(col *Labels) []int {
	counts := make([]int, len(col.Names))
	for r := range col.len() {
		counts[col.At(r)] += d.Times(r)
	}
	return counts
}

// Dummies makes one 0/1 factor per label of base's column but the reference, in
// the order of the labels' names.
func Dummies(base Factor, reference uint32) []Factor {
	order := make([]int, 0, len(base.Column.Names))
	for c := 1; c < len(base.Column.Names); c++ {
		if uint32(c) != reference {
			order = append(order, c)
		}
	}
	sort.Slice(order, func(a, b int) bool { return base.Column.Names[order[a]] < base.Column.Names[order[b]] })
	var out []Factor
	for _, c := range order {
		f := base
		f.Kind, f.Label, f.Term = result.Binary, uint32(c), base.ID+"="+base.Column.Names[c]
		f.Values, f.High = []float64{0, 0, 1, 0}, 1
		f.Zero = 3
		out = append(out, f)
	}
	return out
}

// Code of row r: 0 unknown, f.zero where the role puts the signal elsewhere.
func (d *Dataset) Code(f *Factor, r int) uint32 {
	if !f.Roles[d.Role.At(r)] {
		return f.Zero
	}
	if f.Signal >= 0 {
		return d.signals[f.Signal].At(r)
	}
	c := f.Column.At(r)
	if f.Label == 0 || c == 0 {
		return c
	}
	if c == f.Label || f.others != nil && f.others[c] {
		return 2
	}
	return 1
}
