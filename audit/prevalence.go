package audit

import (
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// prevalence counts how common each weak signal is in each group, in this pool:
// whether it goes with privilege here is measured, not assumed.
func (v *view) prevalence(fs []factor, r *roster, level float64) []result.Prevalence {
	out := []result.Prevalence{}
	for j := range fs {
		f := &fs[j]
		if f.signal < 0 || f.block != result.Weak {
			continue
		}
		var median float64
		above := v.split(f, &median)
		cells := make([]cell, len(r.names))
		for pos, row := range v.rows {
			g := r.group[pos]
			if g < 0 || !f.roles[v.data.role.at(int(row))] {
				continue
			}
			if c := v.data.code(f, int(row)); c != 0 {
				cells[g].add(above[c])
			}
		}
		p := result.Prevalence{Attribute: r.attribute, Signal: f.id, Block: f.block, Groups: []result.GroupPrevalence{}}
		for g, c := range cells {
			iv, err := stats.Wilson(c.advanced, c.n, level)
			p.Groups = append(p.Groups, result.GroupPrevalence{Group: r.names[g], N: c.n, Present: c.advanced,
				Rate: interval(iv, err, level, methodWilson, c.n)})
		}
		out = append(out, p)
	}
	return out
}
