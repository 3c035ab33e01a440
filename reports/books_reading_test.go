package reports

import "weaksignal/audit/result"

// inventReading gives a book the review of some of its signals, and failures to read
// by format and group.
func inventReading(b *Book, s shape) {
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
			Sensitivity: invent(.86, .08, 20, "sensitivity"), Specificity: invent(.97, .02, 30, "specificity"), Prevalence: invent(.24, .05, 50, "share")}
		for i, r := range result.Readings() {
			n := []int{sig.Present.N, near, max(0, sig.Absent.N-near)}[i]
			k := min(n, 12)
			a.Strata = append(a.Strata, result.AccuracyStratum{Reading: r, Documents: n, Drawn: k, Reviewed: k, Confirmed: []int{k, k / 4, k / 12}[i],
				PredictiveValue: invent(.9, .08, k, "Wilson")})
		}
		m := &result.Misread{Prevalence: invent(.24, .06, s.people, "share"), PresentRate: invent(.5, .08, s.people, "rate"), AbsentRate: invent(.3, .05, s.people, "rate"),
			RiskDifference: invent(.2, .1, s.people, "difference"), Verdicts: []result.Verdict{sig.Verdict}}
		switch j % 3 {
		case 0:
			m.Effect, m.Lowest, m.Highest = invent(.16, .07, s.people, "corrected"), ptr(.13), ptr(.21)
			m.Cut = .12
			if sig.Verdict == result.Associated {
				m.Verdicts = append(m.Verdicts, result.CannotTell)
			}
		case 1:
			m.Effect, m.Lowest, m.Highest = invent(.02, .05, s.people, "corrected"), ptr(.01), ptr(.04)
		case 2:
			why := "3 of the reviewed documents have the signal, and it takes 5"
			a.Sensitivity, m.Effect, m.Verdicts = result.NotEstimable("sensitivity", 3, why), result.NotEstimable("corrected", s.people, why), nil
			m.Prevalence, m.PresentRate, m.AbsentRate = result.NotEstimable("", 3, why), result.NotEstimable("", 3, why), result.NotEstimable("", 3, why)
		}
		e.Signals = append(e.Signals, a)
		first.Signals[j].Misread = m
	}
	b.Result.ExtractionError = e
	b.Result.ReadFailures = inventFailures(b.Result, s)
}

func inventFailures(r *result.Result, s shape) *result.ReadFailures {
	f := &result.ReadFailures{FormatP: ptr(.004), Attributes: []result.AttributeFailure{}}
	for i, name := range []string{"docx", "html", "pdf"} {
		n := []int{s.people / 4, 8, s.people - s.people/4 - 8}[i]
		bad := []int{s.unreadable + 1, 1, 7}[i]
		f.Formats = append(f.Formats, result.FormatFailure{Format: name, Documents: n, Unreadable: bad, Rate: invent(float64(bad)/float64(n), .02, n, "Wilson"), FisherP: ptr(.003)})
	}
	for _, im := range r.Stages[0].Impact {
		if im.Intersectional {
			continue
		}
		a := result.AttributeFailure{Attribute: im.Attribute, OmnibusP: ptr(.03)}
		for _, g := range im.Groups {
			a.Groups = append(a.Groups, result.GroupFailure{Group: g.Group, Applicants: g.N, Unreadable: g.N / 20, Unmatched: g.N / 30,
				Rate: invent(.08, .03, g.N, "Wilson"), Ratio: invent(1.3, .6, s.people, "Koopman"), FisherP: ptr(.2)})
		}
		a.Unknown = result.GroupFailure{Applicants: im.Unknown.N, Unreadable: 1, Rate: invent(.1, .05, im.Unknown.N, "Wilson"), Ratio: result.NotEstimable("Koopman", im.Unknown.N, "they stated no group")}
		f.Attributes = append(f.Attributes, a)
	}
	return f
}
