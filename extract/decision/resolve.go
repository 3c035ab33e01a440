package decision

import (
	"fmt"
)

// resolveDates settles the day and month order of each date column of a file, whose
// sheets are one table.
func (r *exportReader) resolveDates(files []*sheetFile) error {
	orders := map[string]string{}
	settle := func(field string, of func(*sheetFile) []*dateColumn) error {
		var all *dateColumn
		for _, f := range files {
			for _, d := range of(f) {
				all = all.join(d)
			}
		}
		if all == nil {
			return nil
		}
		order, ok := all.resolve()
		if !ok {
			return all.ambiguous(files[0].path, files[0].Label(), files[0].name(field))
		}
		orders[field] = order
		for _, f := range files {
			for _, d := range of(f) {
				d.settled = order
			}
		}
		return nil
	}
	if err := settle(fieldApplied, func(f *sheetFile) []*dateColumn { return []*dateColumn{&f.applied} }); err != nil {
		return err
	}
	for _, field := range []string{fieldDecided, fieldRejectedAt, fieldHiredAt, fieldEntered} {
		err := settle(field, func(f *sheetFile) (out []*dateColumn) {
			for k := range f.decided {
				if f.decided[k].field == field {
					out = append(out, &f.decided[k].dateColumn)
				}
			}
			return out
		})
		if err != nil {
			return err
		}
	}
	r.columns = append(r.columns, files...)
	for k, f := range files {
		apps, events := r.e.Len(), len(r.e.events)
		if k+1 < len(files) {
			apps, events = files[k+1].apps, files[k+1].events
		}
		r.order(f, apps, events, orders)
	}
	return nil
}

// order turns the numeric dates of one table into days.
func (r *exportReader) order(f *sheetFile, apps, events int, orders map[string]string) {
	e := r.e
	for i := f.apps; i < apps; i++ {
		if d, ok := ordered(e.applied[i], orders[fieldApplied]); ok {
			e.applied[i] = d
			f.applied.span(d)
		} else {
			r.badDate(f, int(e.row[i]), fieldApplied, uint32(i))
			e.applied[i] = noDay
		}
	}
	for i := f.events; i < events && len(f.decided) > 0; i++ {
		v := &e.events[i]
		field := f.decided[v.dated].field
		if d, ok := ordered(v.day, orders[field]); ok {
			v.day = d
			f.decided[v.dated].span(d)
		} else {
			r.badDate(f, int(v.row), field, v.app)
			v.day = noDay
		}
	}
	r.backwardDates(f, events)
}

// join adds up what two sheets tell of one column.
func (d *dateColumn) join(other *dateColumn) *dateColumn {
	if d == nil {
		return other
	}
	sum := *d
	sum.firstOver += other.firstOver
	sum.secondOver += other.secondOver
	sum.numeric += other.numeric
	sum.early += other.early
	if sum.example == "" {
		sum.example, sum.exampleRow = other.example, other.exampleRow
	}
	return &sum
}

// ambiguous is the error of a column whose order nothing tells.
func (d *dateColumn) ambiguous(path, sheet, column string) *InputError {
	reason := fmt.Sprintf("day and month cannot be told apart: %q may be day/month or month/day", d.example)
	if d.early > 0 {
		reason = fmt.Sprintf("%q may be year/month/day or end in a year of two digits before 2010", d.example)
	} else if d.firstOver > 0 {
		reason = fmt.Sprintf("day and month are in both orders: %d dates can only be day/month and %d only month/day", d.firstOver, d.secondOver)
	}
	return &InputError{File: path, Sheet: sheet, Row: d.exampleRow, Column: column, Reason: reason,
		Remedy: "set export.date_order to dmy, mdy or ymd, or export dates as YYYY-MM-DD"}
}

func (r *exportReader) badDate(f *sheetFile, row int, field string, app uint32) {
	r.e.Problems.add(noDate(f.path, row, f.name(field)))
	if r.undated == nil {
		r.undated = map[dateCell][]uint32{}
	}
	k := dateCell{f.path, f.name(field)}
	r.undated[k] = append(r.undated[k], app)
}

func noDate(path string, row int, column string) Problem {
	return Problem{File: path, Row: row, Column: column, Reason: "this is no date; it is taken as unknown", Remedy: "write dates as YYYY-MM-DD"}
}

// backwardDates counts decisions dated before their application.
func (r *exportReader) backwardDates(f *sheetFile, events int) {
	for i := f.events; i < events; i++ {
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
