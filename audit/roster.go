package audit

import (
	"sort"

	"weaksignal/audit/dataset"
)

// roster assigns the applications of a view to the groups of one attribute, or of
// two attributes crossed.
type roster struct {
	attribute      string
	intersectional bool
	names          []string // by group number, sorted
	group          []int32  // by position in the view's rows; −1 = unknown
	parts          []int    // attributes crossed
}

// rosters lists the attributes and the pairs of them.
func rosters(v *dataset.View) []roster {
	var out []roster
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

func newRoster(v *dataset.View, parts []int) roster {
	r := roster{intersectional: len(parts) > 1, parts: parts, group: make([]int32, len(v.Rows))}
	for k, a := range parts {
		if k > 0 {
			r.attribute += crossSign
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
				label += crossSign
			}
			label += v.Data.Groups[a].Names[c]
		}
		if !known {
			r.group[pos] = -1
			continue
		}
		g, ok := index[label]
		if !ok {
			g = int32(len(r.names))
			index[label] = g
			r.names = append(r.names, label)
		}
		r.group[pos] = g
	}
	r.sort()
	return r
}

// sort numbers the groups by name.
func (r *roster) sort() {
	order := make([]int, len(r.names))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return r.names[order[a]] < r.names[order[b]] })
	rank, names := make([]int32, len(order)), make([]string, len(order))
	for k, i := range order {
		rank[i], names[k] = int32(k), r.names[i]
	}
	for pos, g := range r.group {
		if g >= 0 {
			r.group[pos] = rank[g]
		}
	}
	r.names = names
}

// groupCounts are a roster's counts.
type groupCounts struct {
	groups    []dataset.Cell
	known     dataset.Cell
	unknown   dataset.Cell
	byStratum [][]dataset.Cell // by requisition (with level), then group
	small     []bool
	reference int // −1 = none
	statutory int
}

func countGroups(v *dataset.View, r *roster) *groupCounts {
	k := len(r.names)
	c := &groupCounts{groups: make([]dataset.Cell, k), byStratum: make([][]dataset.Cell, len(v.Data.Stratum.Names)), small: make([]bool, k)}
	for pos, row := range v.Rows {
		g, advanced := r.group[pos], v.Advanced[pos]
		if g < 0 {
			c.unknown.Add(advanced)
			continue
		}
		c.known.Add(advanced)
		c.groups[g].Add(advanced)
		s := v.Data.Stratum.At(int(row))
		if c.byStratum[s] == nil {
			c.byStratum[s] = make([]dataset.Cell, k)
		}
		c.byStratum[s][g].Add(advanced)
	}
	for g := range c.groups {
		c.small[g] = isSmall(c.groups[g].N, c.known.N, smallShare)
	}
	c.reference = highest(c.groups, c.small)
	c.statutory = highest(c.groups, nil)
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
