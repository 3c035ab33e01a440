package decision

import (
	"fmt"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
)

// resolveDates settles the day and month order of each date column of a file, whose
// sheets are one table.
func (r *exportReader) resolveDates(files []*sheetFile) error {
	orders := map[string]string{}
	settle := func(field string, of func(*sheetFile) []*dates.Column) error {
		var all *dates.Column
		for _, f := range files {
			for _, d := range of(f) {
				all = all.Join(d)
			}
		}
		if all == nil {
			return nil
		}
		order, ok := all.Resolve()
		if !ok {
			return all.Ambiguous(files[0].path, files[0].Label(), files[0].Name(field))
		}
		orders[field] = order
		for _, f := range files {
			for _, d := range of(f) {
				d.Settled = order
			}
		}
		return nil
	}
	if err := settle(heads.Applied, func(f *sheetFile) []*dates.Column { return []*dates.Column{&f.applied} }); err != nil {
		return err
	}
	for _, field := range []string{heads.Decided, heads.RejectedAt, heads.HiredAt, heads.Entered} {
		err := settle(field, func(f *sheetFile) (out []*dates.Column) {
			for k := range f.decided {
				if f.decided[k].field == field {
					out = append(out, &f.decided[k].Column)
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
		if d, ok := dates.Ordered(e.applied[i], orders[heads.Applied]); ok {
			e.applied[i] = d
			f.applied.Span(d)
		} else {
			r.badDate(f, int(e.row[i]), heads.Applied, uint32(i))
			e.applied[i] = dates.NoDay
		}
	}
	for i := f.events; i < events && len(f.decided) > 0; i++ {
		v := &e.events[i]
		field := f.decided[v.dated].field
		if d, ok := dates.Ordered(v.day, orders[field]); ok {
			v.day = d
			f.decided[v.dated].Span(d)
		} else {
			r.badDate(f, int(v.row), field, v.app)
			v.day = dates.NoDay
		}
	}
	r.backwardDates(f, events)
}

func (r *exportReader) badDate(f *sheetFile, row int, field string, app uint32) {
	r.e.Problems.Add(noDate(f.path, row, f.Name(field)))
	if r.undated == nil {
		r.undated = map[dateCell][]uint32{}
	}
	k := dateCell{f.path, f.Name(field)}
	r.undated[k] = append(r.undated[k], app)
}

func noDate(path string, row int, column string) doubt.Problem {
	return doubt.Problem{File: path, Row: row, Column: column, Reason: "this is no date; it is taken as unknown", Remedy: "write dates as YYYY-MM-DD"}
}

// backwardDates counts decisions dated before their application.
func (r *exportReader) backwardDates(f *sheetFile, events int) {
	for i := f.events; i < events; i++ {
		v := &r.e.events[i]
		applied := r.e.applied[v.app]
		if v.day == dates.NoDay || applied == dates.NoDay || len(f.decided) == 0 {
			continue
		}
		r.dated++
		if v.day < applied {
			r.backwards++
			p := doubt.Problem{File: f.path, Row: int(v.row), Column: f.Name(f.decided[v.dated].field),
				Reason: fmt.Sprintf("decided on %s, before the application of %s", dates.DayTime(v.day).Format("2006-01-02"), dates.DayTime(applied).Format("2006-01-02")),
				Remedy: "check the two dates in the export"}
			if r.firstBackwards == nil {
				r.firstBackwards = &p
			}
			r.e.Problems.Add(p)
		}
	}
}

// dateColumns tells of every date column of the export how it was read, a column of
// all tables once.
func (r *exportReader) dateColumns() []dates.Report {
	var out []dates.Report
	at := map[[2]string]int{}
	add := func(field, header string, d *dates.Column) {
		k := [2]string{field, header}
		i, known := at[k]
		if !known {
			i, at[k] = len(out), len(out)
			out = append(out, dates.Report{Canonical: field, Header: header})
		}
		out[i].Merge(d)
	}
	for _, f := range r.columns {
		if f.Column(heads.Applied) >= 0 {
			add(heads.Applied, f.Name(heads.Applied), &f.applied)
		}
		for k := range f.decided {
			d := &f.decided[k]
			add(d.field, f.Layout.Header[d.at], &d.Column)
		}
	}
	return out
}
