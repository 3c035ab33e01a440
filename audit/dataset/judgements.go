package dataset

// Judgements lists the decisions of screeners: one row per application and screener,
// so that an application which several judged counts with each of their own
// judgements. A screener who is not named has code 0.
func (v *View) Judgements() *View {
	col := &v.Data.Stages[v.Index]
	out := *v
	out.Rows, out.Advanced, out.Who, out.Trained = nil, nil, nil, nil
	add := func(row int32, advanced bool, who uint32, trained uint8) {
		out.Rows, out.Advanced = append(out.Rows, row), append(out.Advanced, advanced)
		out.Who, out.Trained = append(out.Who, who), append(out.Trained, trained)
	}
	next := 0
	for i, r := range v.Rows {
		for next < len(col.Reviews) && col.Reviews[next].Row < r {
			next++
		}
		if next < len(col.Reviews) && col.Reviews[next].Row == r {
			for ; next < len(col.Reviews) && col.Reviews[next].Row == r; next++ {
				w := col.Reviews[next]
				add(r, w.Advanced, w.screener, w.trained)
			}
			continue
		}
		trained := uint8(0)
		if int(r) < len(col.trained) {
			trained = col.trained[r]
		}
		add(r, v.Advanced[i], col.Screener.At(int(r)), trained)
	}
	return &out
}

// ScreenerAt is the code of the screener at a position in rows, 0 = unknown.
func (v *View) ScreenerAt(position int) uint32 {
	if v.Who != nil {
		return v.Who[position]
	}
	return v.Data.Stages[v.Index].Screener.At(int(v.Rows[position]))
}

// Filter keeps the positions of a view of judgements that satisfy keep.
func (v *View) Filter(keep func(position int) bool) *View {
	out := *v
	out.Rows, out.Advanced, out.Who, out.Trained = nil, nil, nil, nil
	for i, r := range v.Rows {
		if keep(i) {
			out.Rows, out.Advanced = append(out.Rows, r), append(out.Advanced, v.Advanced[i])
			out.Who, out.Trained = append(out.Who, v.Who[i]), append(out.Trained, v.Trained[i])
		}
	}
	return &out
}
