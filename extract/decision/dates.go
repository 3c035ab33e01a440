package decision

// dateColumns tells of every date column of the export how it was read, a column of
// all tables once.
func (r *exportReader) dateColumns() []DateColumn {
	var out []DateColumn
	at := map[[2]string]int{}
	add := func(field, header string, d *dateColumn) {
		k := [2]string{field, header}
		i, known := at[k]
		if !known {
			i, at[k] = len(out), len(out)
			out = append(out, DateColumn{Canonical: field, Header: header})
		}
		out[i].merge(d)
	}
	for _, f := range r.columns {
		if f.column(fieldApplied) >= 0 {
			add(fieldApplied, f.name(fieldApplied), &f.applied)
		}
		for k := range f.decided {
			d := &f.decided[k]
			add(d.field, f.layout.header[d.at], &d.dateColumn)
		}
	}
	return out
}

// merge adds what one table tells of the column.
func (c *DateColumn) merge(d *dateColumn) {
	c.Rows += d.filled - d.failed
	c.Unread += d.failed
	if day, ok := ordered(d.sampled, d.settled); ok && d.sample != "" && c.Example == "" {
		c.Example, c.Read = d.sample, isoText(day)
	}
	if !d.ranged {
		return
	}
	// Days as text compare as days: all years have four digits.
	if first := isoText(d.first); c.First == "" || first < c.First {
		c.First = first
	}
	c.Last = max(c.Last, isoText(d.last))
}

func isoText(day int32) string { return dayTime(day).Format("2006-01-02") }

// dateColumns tells how the table's dates were read.
func (c *Candidates) dateColumns() []DateColumn {
	if c.dates == nil {
		return nil
	}
	out := DateColumn{Canonical: fieldDecided, Header: c.spec.DecidedAt}
	out.merge(&c.dates.dateColumn)
	return []DateColumn{out}
}
