package groups

import (
	"sort"

	"weaksignal/audit/dataset"
)

// Roster assigns the applications of a view to the groups of one attribute, or of
// two attributes crossed.
type Roster struct {
	attribute      string
	Intersectional bool
	Names          []string // by group number, sorted
	Group          []int32  // by position in the view's rows; −1 = unknown
	parts          []int    // attributes crossed
}

// Rosters lists the attributes and the pairs of them.
func Rosters(v *dataset.View) []Roster {
	var out []Roster
	attributes := v.Data.Spec().Attributes
	for i := range attributes {
		out = append(out, newRoster(v, []int{i}))
	}
	for i := range attributes {
		for j := i + 1; j < len(attributes); j++ {
			out = append(out, newRoster(v, []int{i, j}))
		}
	}
	return out
}

func newRoster(v *dataset.View, parts []int) Roster {
	r := Roster{Intersectional: len(parts) > 1, parts: parts, Group: make([]int32, len(v.Rows))}
	for k, a := range parts {
		if k > 0 {
			r.attribute += CrossSign
		}
		r.attribute += v.Data.Spec().Attributes[a]
	}
	index := map[string]int32{}
	for pos, row := range v.Rows {
		label, known := "", true
		for k, a := range parts {
			c := v.Data.Groups[a].At(int(row))
			known = known && c != 0
			if k > 0 {
				label += CrossSign
			}
			label += v.Data.Groups[a].Names[c]
		}
		if !known {
			r.Group[pos] = -1
			continue
		}
		g, ok := index[label]
		if !ok {
			g = int32(len(r.Names))
			index[label] = g
			r.Names = append(r.Names, label)
		}
		r.Group[pos] = g
	}
	r.sort()
	return r
}

// sort numbers the groups by name.
func (r *Roster) sort() {
	order := make([]int, len(r.Names))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return r.Names[order[a]] < r.Names[order[b]] })
	rank, names := make([]int32, len(order)), make([]string, len(order))
	for k, i := range order {
		rank[i], names[k] = int32(k), r.Names[i]
	}
	for pos, g := range r.Group {
		if g >= 0 {
			r.Group[pos] = rank[g]
		}
	}
	r.Names = names
}

// groupCounts are a roster's counts.
type groupCounts struct {
	groups    []dataset.Cell
	known     dataset.Cell
	unknown   dataset.Cell
	byStratum [][]dataset.Cell // by requisition (with level), then group
	small     []bool
	// barred: too few to become the reference by the program's own choice.
	barred    []bool
	reference int    // −1 = none
	statutory int    // −1 = none
	fixed     bool   // the reference is configured
	none      string // why there is no reference
}

func countGroups(v *dataset.View, r *Roster) *groupCounts {
	k := len(r.Names)
	c := &groupCounts{groups: make([]dataset.Cell, k), byStratum: make([][]dataset.Cell, len(v.Data.Stratum.Names)), small: make([]bool, k), barred: make([]bool, k), reference: -1, statutory: -1}
	for pos, row := range v.Rows {
		g, advanced := r.Group[pos], v.Advanced[pos]
		if g < 0 {
			c.unknown.Add(advanced, v.Times(pos))
			continue
		}
		c.known.Add(advanced, v.Times(pos))
		c.groups[g].Add(advanced, v.Times(pos))
		s := v.Data.Stratum.At(int(row))
		if c.byStratum[s] == nil {
			c.byStratum[s] = make([]dataset.Cell, k)
		}
		c.byStratum[s][g].Add(advanced, v.Times(pos))
	}
	for g := range c.groups {
		c.small[g] = isSmall(c.groups[g].N, c.known.N, smallShare)
		c.barred[g] = c.small[g] || c.groups[g].N < leastReference
	}
	return c
}

// highest is the group with the highest rate, the larger of two, then the first;
// −1 where nobody advanced.
func highest(groups []dataset.Cell, skip []bool) int {
	best := -1
	for g, c := range groups {
		if c.N == 0 || c.Advanced == 0 || skip != nil && skip[g] {
			continue
		}
		if best < 0 {
			best = g
			continue
		}
		b := groups[best]
		left, right := int64(c.Advanced)*int64(b.N), int64(b.Advanced)*int64(c.N)
		if left > right || left == right && c.N > b.N {
			best = g
		}
	}
	return best
}
