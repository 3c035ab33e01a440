package audit

import "sort"

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
func (v *view) rosters() []roster {
	var out []roster
	attributes := v.data.Spec().Attributes
	for i := range attributes {
		out = append(out, v.roster([]int{i}))
	}
	for i := range attributes {
		for j := i + 1; j < len(attributes); j++ {
			out = append(out, v.roster([]int{i, j}))
		}
	}
	return out
}

func (v *view) roster(parts []int) roster {
	r := roster{intersectional: len(parts) > 1, parts: parts, group: make([]int32, len(v.rows))}
	for k, a := range parts {
		if k > 0 {
			r.attribute += crossSign
		}
		r.attribute += v.data.Spec().Attributes[a]
	}
	index := map[string]int32{}
	for pos, row := range v.rows {
		label, known := "", true
		for k, a := range parts {
			c := v.data.groups[a].at(int(row))
			known = known && c != 0
			if k > 0 {
				label += crossSign
			}
			label += v.data.groups[a].names[c]
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
	groups    []cell
	known     cell
	unknown   cell
	byStratum [][]cell // by requisition (with level), then group
	small     []bool
	reference int // −1 = none
	statutory int
}

func (v *view) countGroups(r *roster) *groupCounts {
	k := len(r.names)
	c := &groupCounts{groups: make([]cell, k), byStratum: make([][]cell, len(v.data.stratum.names)), small: make([]bool, k)}
	for pos, row := range v.rows {
		g, advanced := r.group[pos], v.advanced[pos]
		if g < 0 {
			c.unknown.add(advanced)
			continue
		}
		c.known.add(advanced)
		c.groups[g].add(advanced)
		s := v.data.stratum.at(int(row))
		if c.byStratum[s] == nil {
			c.byStratum[s] = make([]cell, k)
		}
		c.byStratum[s][g].add(advanced)
	}
	for g := range c.groups {
		c.small[g] = isSmall(c.groups[g].n, c.known.n, smallShare)
	}
	c.reference = highest(c.groups, c.small)
	c.statutory = highest(c.groups, nil)
	return c
}

// highest is the group with the highest rate, the larger of two, then the first;
// −1 where nobody advanced.
func highest(groups []cell, skip []bool) int {
	best := -1
	for g, c := range groups {
		if c.n == 0 || c.advanced == 0 || skip != nil && skip[g] {
			continue
		}
		if best < 0 {
			best = g
			continue
		}
		b := groups[best]
		left, right := int64(c.advanced)*int64(b.n), int64(b.advanced)*int64(c.n)
		if left > right || left == right && c.n > b.n {
			best = g
		}
	}
	return best
}
