package groups

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/proportions"
)

// Prevalence counts how common each weak signal is in each group, in this pool:
// whether it goes with privilege here is measured, not assumed.
func Prevalence(v *dataset.View, fs []dataset.Factor, r *Roster, level float64) []result.Prevalence {
	out := []result.Prevalence{}
	for j := range fs {
		f := &fs[j]
		if f.Signal < 0 || f.Block != result.Weak {
			continue
		}
		var median float64
		above := v.Split(f, &median)
		cells := make([]dataset.Cell, len(r.Names))
		for pos, row := range v.Rows {
			g := r.Group[pos]
			if g < 0 || !f.Roles[v.Data.Role.At(int(row))] {
				continue
			}
			if c := v.Data.Code(f, int(row)); c != 0 {
				cells[g].Add(above[c], v.Times(pos))
			}
		}
		p := result.Prevalence{Attribute: r.attribute, Signal: f.ID, Block: f.Block, Groups: []result.GroupPrevalence{}}
		for g, c := range cells {
			iv, err := proportions.Wilson(c.Advanced, c.N, level)
			p.Groups = append(p.Groups, result.GroupPrevalence{Group: r.Names[g], N: c.N, Present: c.Advanced,
				Rate: rates.Interval(iv, err, level, rates.MethodWilson, c.N)})
		}
		out = append(out, p)
	}
	return out
}
