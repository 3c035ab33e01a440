package heads

import (
	"fmt"

	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/table"
)

// damagedColumn is an id column that a spreadsheet has rounded.
type damagedColumn struct {
	Field   string
	column  int
	row     int
	example string
	n, of   int
}

func (d damagedColumn) Err(l *Layout) *table.Error {
	return &table.Error{File: l.Path, Sheet: l.Label(), Row: d.row, Column: l.Header[d.column],
		Reason: fmt.Sprintf("the ids are rounded: %d of the first %d rows hold numbers as a spreadsheet shows them (%s), so that different ids have become the same", d.n, d.of, d.example),
		Remedy: "export again and don't open the file in a spreadsheet program, or format the column as text or as a whole number before saving it"}
}

// DropDamaged leaves out id columns that a spreadsheet rounded: what is left of them
// would take different people for one.
func (l *Layout) DropDamaged() {
	for _, field := range []string{Application, Candidate} {
		c := l.Column(field)
		if c < 0 {
			continue
		}
		d := damagedColumn{Field: field, column: c, of: len(l.Sample)}
		for i := range l.Sample {
			if id := l.Cell(i, c); id != "" {
				if _, rounded := ids.ByValue([]byte(id)); rounded {
					if d.n++; d.n == 1 {
						d.example, d.row = id, l.HeaderRow+1+i
					}
				}
			}
		}
		if d.n > 0 {
			l.Damaged = append(l.Damaged, d)
			delete(l.At, field)
		}
	}
}
