package panel

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
func (p *Panel) number() {
	p.levels = make([]levelCodes, p.K)
	for j := range p.K {
		index := map[float64]uint16{}
		codes := make([]uint16, len(p.N))
		for i := range p.N {
			x := p.X[i*p.K+j]
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
func (p *Panel) subset(cols []int) *Panel {
	cells := p.cells(cols)
	if cells == 0 {
		q := *p
		q.K, q.cols, q.levels = len(cols), cols, nil
		return &q
	}
	q := &Panel{K: len(cols), Width: len(cols), Start: []int{0}, Unit: p.Unit, Fold: p.Fold, Units: p.Units, Folds: p.Folds, Plain: p.Plain}
	m := merger{p: p, cols: cols, at: make([]int32, cells)}
	for s := range p.Strata() {
		m.merge(q, p.Start[s], p.Start[s+1])
		q.Start = append(q.Start, len(q.N))
	}
	return q
}

// cells is the number of combinations of the columns' values; 0 where there are too
// many for merging to pay.
func (p *Panel) cells(cols []int) int {
	cells := 1
	for _, j := range cols {
		if p.levels == nil || p.levels[j].size == 0 || cells*p.levels[j].size > mergeCells {
			return 0
		}
		cells *= p.levels[j].size
	}
	if cells > 4*len(p.N)/p.Strata()+64 {
		return 0
	}
	return cells
}

// merger merges rows of a stratum that agree on the columns.
type merger struct {
	p    *Panel
	cols []int
	at   []int32 // by combination: the merged row, from 1
}

func (m *merger) merge(q *Panel, lo, hi int) {
	clear(m.at)
	for i := lo; i < hi; i++ {
		cell := 0
		for _, j := range m.cols {
			cell = cell*m.p.levels[j].size + int(m.p.levels[j].codes[i])
		}
		if m.at[cell] == 0 {
			m.take(q, i)
			m.at[cell] = int32(len(q.N))
			continue
		}
		q.N[m.at[cell]-1] += m.p.N[i]
		q.Y[m.at[cell]-1] += m.p.Y[i]
	}
}

func (m *merger) take(q *Panel, i int) {
	for _, j := range m.cols {
		q.X = append(q.X, m.p.X[i*m.p.K+j])
	}
	q.N, q.Y = append(q.N, m.p.N[i]), append(q.Y, m.p.Y[i])
}
