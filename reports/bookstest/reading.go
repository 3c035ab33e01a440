package bookstest

import (
	"weaksignal/audit/result"
	"weaksignal/reports"
)

// inventReading gives a book the review of some of its signals, and failures to read
// by format and group.
func inventReading(b *reports.Book, s Shape) {
	if len(b.Result.Stages) == 0 {
		return
	}
	e := &result.ExtractionError{Run: "20261101T080000Z", Answered: 118, CannotTell: 4, Unanswered: 28}
	first := &b.Result.Stages[0]
	for j, sig := range first.Signals {
		if sig.Kind != result.Binary {
			continue
		}
		near := (sig.Absent.N + sig.Present.N) / 11
		a := result.SignalAccuracy{Signal: sig.Signal, ReadShare: float64(sig.Present.N) / float64(max(1, sig.Present.N+sig.Absent.N)),
			Sensitivity: Interval(.86, .08, 20, "sensitivity"), Specificity: Interval(.97, .02, 30, "specificity"), Prevalence: Interval(.24, .05, 50, "share")}
		for i, r := range result.Readings() {
			n := []int{sig.Present.N, near, max(0, sig.Absent.N-near)}[i]
			k := min(n, 12)
			a.Strata = append(a.Strata, result.AccuracyStratum{Reading: r, Documents: n, Drawn: k, Reviewed: k, Confirmed: []int{k, k / 4, k / 12}[i],
				PredictiveValue: Interval(.9, .08, k, "Wilson")})
		}
		m := &result.Misread{Prevalence: Interval(.24, .06, s.People, "share"), PresentRate: Interval(.5, .08, s.People, "rate"), AbsentRate: Interval(.3, .05, s.People, "rate"),
			RiskDifference: Interval(.2, .1, s.People, "difference"), Verdicts: []result.Verdict{sig.Verdict}}
		switch j % 3 {
		case 0:
			m.Effect, m.Lowest, m.Highest = Interval(.16, .07, s.People, "corrected"), Ptr(.13), Ptr(.21)
			m.Cut = .12
			if sig.Verdict == result.Associated {
				m.Verdicts = append(m.Verdicts, result.CannotTell)
			}
		case 1:
			m.Effect, m.Lowest, m.Highest = Interval(.02, .05, s.People, "corrected"), Ptr(.01), Ptr(.04)
		case 2:
			why := "3 of the reviewed documents have the signal, and it takes 5"
			a.Sensitivity, m.Effect, m.Verdicts = result.NotEstimable("sensitivity", 3, why), result.NotEstimable("corrected", s.People, why), nil
			m.Prevalence, m.PresentRate, m.AbsentRate = result.NotEstimable("", 3, why), result.NotEstimable("", 3, why), result.NotEstimable("", 3, why)
		}
		e.Signals = append(e.Signals, a)
		first.Signals[j].Misread = m
	}
	b.Result.ExtractionError = e
	b.Result.ReadFailures = inventFailures(b.Result, s)
}

func inventFailures(r *result.Result, s Shape) *result.ReadFailures {
	f := &result.ReadFailures{FormatP: Ptr(.004), Attributes: []result.AttributeFailure{}}
	for i, name := range []string{"docx", "html", "pdf"} {
		n := []int{s.People / 4, 8, s.People - s.People/4 - 8}[i]
		bad := []int{s.Unreadable + 1, 1, 7}[i]
		f.Formats = append(f.Formats, result.FormatFailure{Format: name, Documents: n, Unreadable: bad, Rate: Interval(float64(bad)/float64(n), .02, n, "Wilson"), FisherP: Ptr(.003)})
	}
	for _, im := range r.Stages[0].Impact {
		if im.Intersectional {
			continue
		}
		a := result.AttributeFailure{Attribute: im.Attribute, OmnibusP: Ptr(.03)}
		for _, g := range im.Groups {
			a.Groups = append(a.Groups, result.GroupFailure{Group: g.Group, Applicants: g.N, Unreadable: g.N / 20, Unmatched: g.N / 30,
				Rate: Interval(.08, .03, g.N, "Wilson"), Ratio: Interval(1.3, .6, s.People, "Koopman"), FisherP: Ptr(.2)})
		}
		a.Unknown = result.GroupFailure{Applicants: im.Unknown.N, Unreadable: 1, Rate: Interval(.1, .05, im.Unknown.N, "Wilson"), Ratio: result.NotEstimable("Koopman", im.Unknown.N, "they stated no group")}
		f.Attributes = append(f.Attributes, a)
	}
	return f
}
