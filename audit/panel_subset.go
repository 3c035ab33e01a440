package audit

const (
	// mergeCells bounds the table in which patterns that agree on a subset's columns
	// are found.
	mergeCells = 1 << 18
	// mergeLevels bounds the values of one of these columns.
	mergeLevels = 1 << 12
)

// levelCodes numbers the values of one column; size 0 where there are too many
// for merging.
type levelCodes struct {
	codes []uint16
	size  int
}

// number fills the codes of every column, once for all subsets.
func (p *panel) number() {
	p.levels = make([]levelCodes, p.k)
	for j := range p.k {
		index := map[float64]uint16{}
		codes := make([]uint16, len(p.n))
		for i := range p.n {
			x := p.x[i*p.k+j]
			c, ok := index[x]
			if !ok {
				if len(index) >= mergeLevels {
					codes, index = nil, nil
					break
				}
				c = uint16(len(index))
				index[x] = c
			}
			codes[i] = c
		}
		p.levels[j] = levelCodes{codes, len(index)}
	}
}

// subset is the panel with some of its columns only: patterns that became equal are
// merged where that costs less than it saves; else it shares the rows of p.
func (p *panel) subset(cols []int) *panel {
	cells := p.cells(cols)
	if cells == 0 {
		q := *p
		q.k, q.cols, q.levels = len(cols), cols, nil
		return &q
	}
	q := &panel{k: len(cols), width: len(cols), start: []int{0}, unit: p.unit, fold: p.fold, units: p.units, folds: p.folds, plain: p.plain}
	m := merger{p: p, cols: cols, at: make([]int32, cells)}
	for s := range p.strata() {
		m.merge(q, p.start[s], p.start[s+1])
		q.start = append(q.start, len(q.n))
	}
	return q
}

// cells is the number of combinations of the columns' values; 0 where there are too
// many for merging to pay.
func (p *panel) cells(cols []int) int {
	cells := 1
	for _, j := range cols {
		if p.levels == nil || p.levels[j].size == 0 || cells*p.levels[j].size > mergeCells {
			return 0
		}
		cells *= p.levels[j].size
	}
	if cells > 4*len(p.n)/p.strata()+64 {
		return 0
	}
	return cells
}

// merger merges rows of a stratum that agree on the columns.
type merger struct {
	p    *panel
	cols []int
	at   []int32 // by combination: the merged row, from 1
}

func (m *merger) merge(q *panel, lo, hi int) {
	clear(m.at)
	for i := lo; i < hi; i++ {
		cell := 0
		for _, j := range m.cols {
			cell = cell*m.p.levels[j].size + int(m.p.levels[j].codes[i])
		}
		if m.at[cell] == 0 {
			m.take(q, i)
			m.at[cell] = int32(len(q.n))
			continue
		}
		q.n[m.at[cell]-1] += m.p.n[i]
		q.y[m.at[cell]-1] += m.p.y[i]
	}
}

func (m *merger) take(q *panel, i int) {
	for _, j := range m.cols {
		q.x = append(q.x, m.p.x[i*m.p.k+j])
	}
	q.n, q.y = append(q.n, m.p.n[i]), append(q.y, m.p.y[i])
}
