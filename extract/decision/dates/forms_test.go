package dates

import (
	"testing"
	"time"
)

// TestDateForms: each form is the 1st of March 2026, whatever program wrote it.
func TestDateForms(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"2026-03-01", "2026-03-01-08:00", "2026-03-01Z", "2026-03-01+01:00", "2026-03-01T10:00:00Z", "2026-03-01T00:30:00+01:00", "2026-03-01 10:00:00 UTC", "2026-03-01 10:00:00.123456+00",
		"20260301", "46082", "46082.75", "1772359200", "1772359200000", "1772359200000000", "2026/03/01", "2026.03.01 10:00",
		"1 Mar 2026", "01-Mar-26", "March 1, 2026", "Mar 1st, 2026 10:05 AM", "1. März 2026", "1er mars 2026", "1 de marzo de 2026", "1 maart 2026", "1 de março de 2026", "1° marzo 2026",
		"dim. 1 mars 2026", "Sun Mar 01 10:00:00 CET 2026", "Sun Mar 01 2026 10:00:00 GMT+0100 (CET)", "Sun, 01 Mar 2026 10:00:00 GMT", "Sunday, March 1, 2026"} {
		d := Column{Location: berlin}
		day, ok := d.Parse([]byte(s), 2)
		if got := DayTime(day).Format(time.DateOnly); !ok || got != "2026-03-01" {
			t.Errorf("%q is %s, %v", s, got, ok)
		}
	}
	for _, s := range []string{"soon", "2026-13-01", "12", "1.5", "31/31/2026", "20261301", "999999", "Q1 2026", "1/2"} {
		d := Column{}
		if day, ok := d.Parse([]byte(s), 2); ok && day != NoDay {
			t.Errorf("%q is a date", s)
		}
	}
}

// TestDateOrderIsNeverGuessed: a column that does not tell its order is asked about.
func TestDateOrderIsNeverGuessed(t *testing.T) {
	for _, test := range []struct {
		name  string
		cells []string
		order string
		ok    bool
	}{
		{"nothing tells", []string{"03/04/2026", "05/06/2026"}, "", false},
		{"a day above 12 comes first", []string{"03/04/2026", "13/06/2026"}, "dmy", true},
		{"and second", []string{"03/04/2026", "06/13/2026"}, "mdy", true},
		{"both", []string{"13/04/2026", "06/13/2026"}, "", false},
		{"a short year may come first", []string{"26/03/01", "26/03/09"}, "", false},
		{"a short year at the end", []string{"13/03/26", "09/03/26"}, "dmy", true},
	} {
		d := Column{}
		for i, c := range test.cells {
			d.Parse([]byte(c), i)
		}
		if order, ok := d.Resolve(); ok != test.ok || ok && order != test.order {
			t.Errorf("%s: %q %v, want %q %v", test.name, order, ok, test.order, test.ok)
		}
	}
}

// TestDayOf: the arithmetic agrees with the standard library on every day.
func TestDayOf(t *testing.T) {
	for day := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() <= 2100; day = day.AddDate(0, 0, 1) {
		got, ok := dayOf(day.Year(), int(day.Month()), day.Day())
		if !ok || !DayTime(got).Equal(day) {
			t.Fatalf("%s: day %d, %v", day.Format(time.DateOnly), got, ok)
		}
	}
	for _, d := range [][3]int{{2026, 2, 29}, {2026, 4, 31}, {2100, 2, 29}, {2026, 0, 1}, {2026, 13, 1}, {1949, 12, 31}} {
		if _, ok := dayOf(d[0], d[1], d[2]); ok {
			t.Errorf("%v is a day", d)
		}
	}
}
