package audit

// judgements lists the decisions of screeners: one row per application and screener,
// so that an application which several judged counts with each of their own
// judgements. A screener who is not named has code 0.
func (v *view) judgements() *view {
	col := &v.data.stages[v.index]
	out := *v
	out.rows, out.advanced, out.who, out.trained = nil, nil, nil, nil
	add := func(row int32, advanced bool, who uint32, trained uint8) {
		out.rows, out.advanced = append(out.rows, row), append(out.advanced, advanced)
		out.who, out.trained = append(out.who, who), append(out.trained, trained)
	}
	next := 0
	for i, r := range v.rows {
		for next < len(col.reviews) && col.reviews[next].row < r {
			next++
		}
		if next < len(col.reviews) && col.reviews[next].row == r {
			for ; next < len(col.reviews) && col.reviews[next].row == r; next++ {
				w := col.reviews[next]
				add(r, w.advanced, w.screener, w.trained)
			}
			continue
		}
		trained := uint8(0)
		if int(r) < len(col.trained) {
			trained = col.trained[r]
		}
		add(r, v.advanced[i], col.screener.at(int(r)), trained)
	}
	return &out
}

// screenerAt is the code of the screener at a position in rows, 0 = unknown.
func (v *view) screenerAt(position int) uint32 {
	if v.who != nil {
		return v.who[position]
	}
	return v.data.stages[v.index].screener.at(int(v.rows[position]))
}

// filter keeps the positions of a view of judgements that satisfy keep.
func (v *view) filter(keep func(position int) bool) *view {
	out := *v
	out.rows, out.advanced, out.who, out.trained = nil, nil, nil, nil
	for i, r := range v.rows {
		if keep(i) {
			out.rows, out.advanced = append(out.rows, r), append(out.advanced, v.advanced[i])
			out.who, out.trained = append(out.who, v.who[i]), append(out.trained, v.trained[i])
		}
	}
	return &out
}
