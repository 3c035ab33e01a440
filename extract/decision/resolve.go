package decision

import (
	"fmt"
)

// resolveDates settles the day and month order of each date column of a file.
func (r *exportReader) resolveDates(f *sheetFile) error {
	e := r.e
	settle := func(field string, d *dateColumn) (string, error) {
		order, ok := d.resolve()
		if ok {
			return order, nil
		}
		return "", d.ambiguous(f.path, f.name(field))
	}
	order, err := settle(fieldApplied, &f.applied)
	if err != nil {
		return err
	}
	for i := f.apps; i < e.Len(); i++ {
		if d, ok := ordered(e.applied[i], order); ok {
			e.applied[i] = d
		} else {
			r.badDate(f, int(e.row[i]), fieldApplied)
			e.applied[i] = noDay
		}
	}
	for k := range f.decided {
		order, err := settle(f.decided[k].field, &f.decided[k].dateColumn)
		if err != nil {
			return err
		}
		for i := f.events; i < len(e.events); i++ {
			v := &e.events[i]
			if int(v.dated) != k {
				continue
			}
			if d, ok := ordered(v.day, order); ok {
				v.day = d
			} else {
				r.badDate(f, int(v.row), f.decided[k].field)
				v.day = noDay
			}
		}
	}
	r.backwardDates(f)
	return nil
}

// ambiguous is the error of a column whose order nothing tells.
func (d *dateColumn) ambiguous(path, column string) *InputError {
	reason := fmt.Sprintf("day and month cannot be told apart: %q may be day/month or month/day", d.example)
	if d.firstOver > 0 {
		reason = fmt.Sprintf("day and month are in both orders: %d dates can only be day/month and %d only month/day", d.firstOver, d.secondOver)
	}
	return &InputError{File: path, Row: d.exampleRow, Column: column, Reason: reason,
		Remedy: "set export.date_order to dmy or mdy, or export dates as YYYY-MM-DD"}
}

func (r *exportReader) badDate(f *sheetFile, row int, field string) {
	r.e.Problems.add(noDate(f.path, row, f.name(field)))
}

func noDate(path string, row int, column string) Problem {
	return Problem{File: path, Row: row, Column: column, Reason: "this is no date; it is taken as unknown", Remedy: "write dates as YYYY-MM-DD"}
}

// backwardDates counts decisions dated before their application.
func (r *exportReader) backwardDates(f *sheetFile) {
	for i := f.events; i < len(r.e.events); i++ {
		v := &r.e.events[i]
		applied := r.e.applied[v.app]
		if v.day == noDay || applied == noDay || len(f.decided) == 0 {
			continue
		}
		r.dated++
		if v.day < applied {
			r.backwards++
			p := Problem{File: f.path, Row: int(v.row), Column: f.name(f.decided[v.dated].field),
				Reason: fmt.Sprintf("decided on %s, before the application of %s", dayTime(v.day).Format("2006-01-02"), dayTime(applied).Format("2006-01-02")),
				Remedy: "check the two dates in the export"}
			if r.firstBackwards == nil {
				r.firstBackwards = &p
			}
			r.e.Problems.add(p)
		}
	}
}
