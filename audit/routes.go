package audit

import "sort"

// routes count how applications by career route and by source fare at a stage,
// junior and senior roles apart. The empty ones (unknown) are left out where
// nothing is known at all.
func (v *view) routes(level float64) []RouteResult {
	out := []RouteResult{}
	for _, kind := range []struct {
		name   string
		column *labels
	}{{"route", v.data.route}, {"source", v.data.source}} {
		out = append(out, v.ways(kind.name, kind.column, level)...)
	}
	return out
}

func (v *view) ways(kind string, column *labels, level float64) []RouteResult {
	if len(column.names) == 1 {
		return nil
	}
	type way struct{ name, level string }
	cells := map[way]*cell{}
	for pos, row := range v.rows {
		w := way{column.names[column.at(int(row))], v.data.level.names[v.data.level.at(int(row))]}
		if w.name == "" {
			w.name = "unknown"
		}
		if cells[w] == nil {
			cells[w] = &cell{}
		}
		cells[w].add(v.advanced[pos])
	}
	out := make([]RouteResult, 0, len(cells))
	for w, c := range cells {
		out = append(out, RouteResult{Kind: kind, Name: w.name, Level: w.level, Count: rate(*c, level)})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Name != out[j].Name {
			return out[i].Name < out[j].Name
		}
		return out[i].Level < out[j].Level
	})
	return out
}
