package signal_test

import (
	"math"
	"testing"

	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

func month(year, m int) int { return year*12 + m - 1 }

func TestYearsOfExperience(t *testing.T) {
	work := func(title string, from, to int) signal.Span {
		return signal.Span{Kind: signal.KindWork, Title: title, Start: from, End: to}
	}
	asOf := month(2024, 1)
	for _, c := range []struct {
		name          string
		spans         []signal.Span
		role          []string
		total, inRole float64
		known         bool
	}{
		{"no dated work is unknown, not 0", nil, nil, 0, 0, false},
		{"education is no work", []signal.Span{{Kind: signal.KindEducation, Start: month(2015, 1), End: month(2018, 1)}}, nil, 0, 0, false},
		{"present ends at the application", []signal.Span{work("data scientist", month(2022, 1), 0)}, []string{"Data scientist*"}, 2, 2, true},
		{"overlaps count once", []signal.Span{work("nurse", month(2018, 1), month(2020, 1)), work("nurse", month(2019, 1), month(2021, 1))}, []string{"nurse"}, 3, 3, true},
		{"a gap does not count", []signal.Span{work("nurse", month(2018, 1), month(2019, 1)), work("teacher", month(2020, 1), month(2021, 1))}, []string{"teacher"}, 2, 1, true},
		{"what starts later does not count", []signal.Span{work("nurse", month(2025, 1), 0)}, nil, 0, 0, true},
		{"what ends later is cut", []signal.Span{work("nurse", month(2023, 1), month(2026, 1))}, nil, 1, 0, true},
		{"rank does not tell roles apart", []signal.Span{work("machine learning engineer", month(2020, 1), month(2022, 1))}, []string{"Senior ML Engineer"}, 2, 2, true},
		{"a research engineer is no research scientist", []signal.Span{work("research scientist", month(2020, 1), month(2022, 1))}, []string{"Research engineer"}, 2, 0, true},
	} {
		total, inRole, known := signal.YearsOfExperience(c.spans, asOf, c.role)
		if math.Abs(total-c.total) > 1e-9 || math.Abs(inRole-c.inRole) > 1e-9 || known != c.known {
			t.Errorf("%s: got %v, %v, %v, want %v, %v, %v", c.name, total, inRole, known, c.total, c.inRole, c.known)
		}
	}
}

func TestHighestDegree(t *testing.T) {
	d := func(levels ...string) (out []signal.Degree) {
		for _, l := range levels {
			out = append(out, signal.Degree{Level: l})
		}
		return out
	}
	for _, c := range []struct {
		degrees []signal.Degree
		level   string
		known   bool
	}{
		{nil, "none", false},
		{d(signal.LevelUnknown), "none", false},
		{d(signal.OtherDegree), "none", true},
		{d(signal.Bachelor, signal.PhD, signal.Masters), "phd", true},
		{d(signal.LevelUnknown, signal.Masters), "masters", true},
	} {
		if level, known := signal.HighestDegree(c.degrees); level != c.level || known != c.known {
			t.Errorf("%v: got %s, %v, want %s, %v", c.degrees, level, known, c.level, c.known)
		}
	}
}

func TestSkillsMatched(t *testing.T) {
	got, known := signal.SkillsMatched([]string{"python", "docker"}, []string{"SQL", "Docker", "Python"})
	if len(got) != 2 || got[0] != "Docker" || got[1] != "Python" || !known {
		t.Errorf("got %v, %v", got, known)
	}
	if _, known := signal.SkillsMatched(nil, []string{"sql"}); known {
		t.Error("no skill read is unknown, not 0")
	}
}

// TestSpans reads date ranges in the forms that résumés use. Months count from
// year 0; the end is exclusive, 0 for "present".
func TestSpans(t *testing.T) {
	_, d := load(t)
	y := func(year, m int) int { return year*12 + m - 1 }
	for _, c := range []struct {
		line     string
		from, to int
	}{
		{"Nurse, Elm Clinic, Jan 2015 - Mar 2018", y(2015, 1), y(2018, 4)},
		{"Nurse, Elm Clinic, January 2015 – present", y(2015, 1), 0},
		{"Nurse, Elm Clinic (03/2016 – 11/2019)", y(2016, 3), y(2019, 12)},
		{"Nurse, Elm Clinic, 2016/03 - 2019/11", y(2016, 3), y(2019, 12)},
		{"Nurse, Elm Clinic, 01.2016 – 12.2016", y(2016, 1), y(2017, 1)},
		{"Nurse, Elm Clinic, 04/06/2013 to 13/07/2014", y(2013, 6), y(2014, 8)},
		{"Nurse, Elm Clinic, June – September 2019", y(2019, 6), y(2019, 10)},
		{"Nurse, Elm Clinic, 2015 - 2018", y(2015, 7), y(2018, 7)},
		{"Nurse, Elm Clinic, 2015 to date", y(2015, 1), 0},
		{"Nurse, Elm Clinic, since May 2012", y(2012, 5), 0},
		{"Nurse, Elm Clinic, Sept. 2012 – Dec. 2014", y(2012, 9), y(2015, 1)},
		{"Nurse, Elm Clinic, Dec '12 - Feb '14", y(2012, 12), y(2014, 3)},
		{"Infirmière, CHU, septembre 2012 – aujourd'hui", y(2012, 9), 0},
		{"Infirmière, CHU, depuis mars 2019", y(2019, 3), 0},
		{"Lehrer, Gymnasium, März 2010 bis Juli 2014", y(2010, 3), y(2014, 8)},
		{"Lehrer, Gymnasium, 10/2015 – heute", y(2015, 10), 0},
		{"Enfermera, Hospital, enero de 2014 – actualidad", y(2014, 1), 0},
		{"Enfermera, Hospital, marzo 2014 a mayo 2016", y(2014, 3), y(2016, 6)},
		{"Nurse, Elm Clinic, Dec'14 - To Present", y(2014, 12), 0},
		{"Nurse, Elm Clinic, Mar'17 - Sep'17", y(2017, 3), y(2017, 10)},
		{"Nurse, Elm Clinic, 2012/03 ~ 2014/05", y(2012, 3), y(2014, 6)},
		{"Nurse, Elm Clinic, 2012年3月 - 2014年5月", y(2012, 3), y(2014, 6)},
		{"Nurse, Elm Clinic, 2012. 3. ~ 2014. 5.", y(2012, 3), y(2014, 6)},
		{"Nurse, Elm Clinic, 2012. 3. 2. ~ 2014. 5. 30.", y(2012, 3), y(2014, 6)},
		{"Nurse, Elm Clinic, from 04-Jun-2010 to 31-Aug-2021", y(2010, 6), y(2021, 9)},
		{"Nurse, Elm Clinic, 06/2011 to 31-Aug-2014", y(2011, 6), y(2014, 9)},
		{"Nurse, Elm Clinic, May–August 2015", y(2015, 5), y(2015, 9)},
		{"Nurse, Elm Clinic, 1st June 2012 - 30th September 2013", y(2012, 6), y(2013, 10)},
		{"Nurse, Elm Clinic, June 3, 2012 - August 9, 2013", y(2012, 6), y(2013, 9)},
		{"Nurse, Elm Clinic, 2017-19", y(2017, 7), y(2019, 7)},
		{"Nurse, Elm Clinic, 2009-10 - 2011-03", y(2009, 10), y(2011, 4)},
		{"Nurse, Elm Clinic, 2015-03-01 to 2016-04-30", y(2015, 3), y(2016, 5)},
		{"Nurse, Elm Clinic, 01.03.2015 – 30.04.2016", y(2015, 3), y(2016, 5)},
		{"Nurse, Elm Clinic, 03/16 - 08/18", y(2016, 3), y(2018, 9)},
		{"Nurse, Elm Clinic (2015-)", y(2015, 1), 0},
		{"Nurse, Elm Clinic, May 2012 Jun 2015", y(2012, 5), y(2015, 7)},
		{"Nurse, Elm Clinic   2012   2016", y(2012, 7), y(2016, 7)},
		{"Nurse, Elm Clinic   2016   present", y(2016, 1), 0},
		{"Nurse, Elm Clinic, Summer 2012 - Spring 2013", y(2012, 6), y(2013, 5)},
		{"Nurse, Elm Clinic, 2015 Sep - 2016 Jan", y(2015, 9), y(2016, 2)},
		{"медсестра, с мая 2012 г. по август 2015 г.", y(2012, 5), y(2015, 9)},
	} {
		r := d.Read(&document.Text{Body: "Experience\n" + c.line})
		if len(r.Spans) != 1 {
			t.Errorf("%q: got %v, want one span", c.line, r.Spans)
			continue
		}
		if s := r.Spans[0]; s.Start != c.from || s.End != c.to || s.Kind != signal.KindWork {
			t.Errorf("%q: got %s %d.%d to %d.%d, want work %d.%d to %d.%d", c.line, s.Kind, s.Start/12, s.Start%12+1, s.End/12, s.End%12+1, c.from/12, c.from%12+1, c.to/12, c.to%12+1)
		}
	}
}

func TestSpansThatAreNone(t *testing.T) {
	_, d := load(t)
	for _, line := range []string{"Nurse, from 04-Jun-2010 to 31-Xyz", "Nurse, since 2012 to ???", "Nurse, 2016 - 2012", "Awards 2012 2013 2014", "iso9001 - 2015", "Reduced costs from 2000 to 900 euros", "Phone 0151 2015 3018", "Grew sales by 20 - 30 %", "Managed 12-15 people"} {
		if r := d.Read(&document.Text{Body: "Experience\n" + line}); len(r.Spans) > 0 {
			t.Errorf("%q: got %v", line, r.Spans)
		}
	}
}

func TestRoute(t *testing.T) {
	_, d := load(t)
	for _, c := range []struct{ doc, want string }{
		{"Education\nPhD in Computer Science, 2015 - 2019", signal.RoutePhD},
		{"Education\nMSc in Data Science, 2020", signal.RouteDegree},
		{"Experience\nData Scientist, Kestrel Bank, 2017 - 2020\nEducation\nBSc in Physics", signal.RouteScientist},
		{"Experience\nSoftware Engineer, Kestrel Bank, 2017 - 2020\nEducation\nBSc in Computer Science", signal.RouteSoftware},
		{"Education\nMSc in Physics, 2014", signal.RouteAdjacent},
		{"Education\nBA in History, 2014", signal.RouteUnrelated},
		{"Experience\nCook, Hotel Aurora, 2014 - 2016", signal.RouteUnknown},
		{"Experience\nData Science Intern, Kestrel Bank, Jun 2019 - Aug 2019\nEducation\nMSc in Statistics", signal.RouteAdjacent},
	} {
		if got := d.Read(&document.Text{Body: c.doc}).Route; got != c.want {
			t.Errorf("%q: got %s, want %s", c.doc, got, c.want)
		}
	}
}
