package decision

import (
	"fmt"
	"weaksignal/extract/decision/ids"
)

// damagedColumn is an id column that a spreadsheet has rounded.
type damagedColumn struct {
	field   string
	column  int
	row     int
	example string
	n, of   int
}

func (d damagedColumn) err(l *layout) *InputError {
	return &InputError{File: l.Path, Sheet: l.Label(), Row: d.row, Column: l.header[d.column],
		Reason: fmt.Sprintf("the ids are rounded: %d of the first %d rows hold numbers as a spreadsheet shows them (%s), so that different ids have become the same", d.n, d.of, d.example),
		Remedy: "export again and don't open the file in a spreadsheet program, or format the column as text or as a whole number before saving it"}
}

// dropDamaged leaves out id columns that a spreadsheet rounded: what is left of them
// would take different people for one.
func (l *layout) dropDamaged() {
	for _, field := range []string{fieldApplication, fieldCandidate} {
		c := l.column(field)
		if c < 0 {
			continue
		}
		d := damagedColumn{field: field, column: c, of: len(l.Sample)}
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
			l.damaged = append(l.damaged, d)
			delete(l.at, field)
		}
	}
}
