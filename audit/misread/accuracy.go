package misread

import (
	"fmt"
	"math"

	"weaksignal/audit/model"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/agreement"
	"weaksignal/audit/stats/proportions"
	"weaksignal/audit/stats/resample"
)

const (
	methodSensitivity = "sensitivity, inverse-probability weighted (Begg & Greenes 1983), stratified bootstrap percentile interval"
	methodSpecificity = "specificity, inverse-probability weighted (Begg & Greenes 1983), stratified bootstrap percentile interval"
	methodTrueShare   = "share of documents with the signal, inverse-probability weighted, stratified bootstrap percentile interval"

	// accuracyDraws of the bootstrap: an end of a 95 % interval then moves by about a
	// tenth of its standard error from seed to seed.
	accuracyDraws = 2000
	// fewestReviewed is how many with the signal (without it) a person must have found
	// for a sensitivity (specificity): below five one answer moves it by over 20
	// points, and no rate in this report rests on fewer.
	fewestReviewed = 5
)

// signalReview is the review of one signal, ready to correct with.
type signalReview struct {
	result result.SignalAccuracy
	point  agreement.Accuracy
	draws  []agreement.Accuracy
}

// usable tells whether the review can correct anything; else why not.
func (s *signalReview) usable() (ok bool, why string) {
	for _, e := range []result.Estimate{s.result.Sensitivity, s.result.Specificity} {
		if !e.Estimable() {
			return false, e.NotEstimable
		}
	}
	return true, ""
}

// accuracies estimates sensitivity and specificity of every reviewed signal, in the
// order of the sample.
func accuracies(rev *result.Reviewed, p model.Plan) (*result.ExtractionError, map[string]*signalReview) {
	out := &result.ExtractionError{Run: rev.Run, Unanswered: rev.Unanswered, Elsewhere: rev.Elsewhere, Signals: []result.SignalAccuracy{}}
	var order []string
	by := map[string][]result.ReviewedStratum{}
	for _, s := range rev.Strata {
		if by[s.Signal] == nil {
			order = append(order, s.Signal)
		}
		by[s.Signal] = append(by[s.Signal], s)
		out.Answered += s.Yes + s.No
		out.CannotTell += s.CannotTell
	}
	reviews := map[string]*signalReview{}
	for i, id := range order {
		r := accuracyOf(id, by[id], p, p.Seed+uint64(i))
		reviews[id] = r
		out.Signals = append(out.Signals, r.result)
	}
	return out, reviews
}

func accuracyOf(id string, strata []result.ReviewedStratum, p model.Plan, seed uint64) *signalReview {
	r := &signalReview{result: result.SignalAccuracy{Signal: id, Strata: []result.AccuracyStratum{}}}
	var sample []agreement.ReviewStratum
	documents, read, yes, no := 0, 0, 0, 0
	for _, s := range strata {
		r.result.Strata = append(r.result.Strata, accuracyStratum(s, p.Level))
		sample = append(sample, agreement.ReviewStratum{Positive: s.Reading == result.ReadPresent, Size: s.Documents, Reviewed: s.Yes + s.No, Confirmed: s.Yes})
		documents, yes, no = documents+s.Documents, yes+s.Yes, no+s.No
		if s.Reading == result.ReadPresent {
			read += s.Documents
		}
	}
	if documents > 0 {
		r.result.ReadShare = float64(read) / float64(documents)
	}
	none := func(why string) {
		r.result.Sensitivity = result.NotEstimable(methodSensitivity, yes+no, why)
		r.result.Specificity = result.NotEstimable(methodSpecificity, yes+no, why)
		r.result.Prevalence = result.NotEstimable(methodTrueShare, yes+no, why)
	}
	if why := unreviewed(strata); why != "" {
		none(why)
		return r
	}
	var err error
	if r.point, err = agreement.BeggGreenes(sample); err != nil {
		none(stats.Reason(err))
		return r
	}
	r.draws = agreement.BootstrapAccuracy(sample, accuracyDraws, seed, p.Workers)
	r.result.Prevalence = r.spread(func(a agreement.Accuracy) float64 { return a.Prevalence }, p.Level, methodTrueShare, yes+no)
	r.result.Sensitivity = r.spread(func(a agreement.Accuracy) float64 { return a.Sensitivity }, p.Level, methodSensitivity, yes)
	if yes < fewestReviewed {
		r.result.Sensitivity = result.NotEstimable(methodSensitivity, yes, fmt.Sprintf("%d of the reviewed documents have the signal, and it takes %d", yes, fewestReviewed))
	}
	r.result.Specificity = r.spread(func(a agreement.Accuracy) float64 { return a.Specificity }, p.Level, methodSpecificity, no)
	if no < fewestReviewed {
		r.result.Specificity = result.NotEstimable(methodSpecificity, no, fmt.Sprintf("%d of the reviewed documents are without the signal, and it takes %d", no, fewestReviewed))
	}
	return r
}

// unreviewed names a stratum that nobody reviewed; "" if there is none.
func unreviewed(strata []result.ReviewedStratum) string {
	words := map[result.Reading]string{result.ReadPresent: "in which the program found it", result.ReadNearMiss: "in which a near miss was refused", result.ReadAbsent: "in which the program found nothing"}
	for _, s := range strata {
		if s.Documents > 0 && s.Yes+s.No == 0 {
			return fmt.Sprintf("none of the %d documents %s was reviewed", s.Documents, words[s.Reading])
		}
	}
	return ""
}

func accuracyStratum(s result.ReviewedStratum, level float64) result.AccuracyStratum {
	out := result.AccuracyStratum{Reading: s.Reading, Documents: s.Documents, Drawn: s.Drawn, Reviewed: s.Yes + s.No, Confirmed: s.Yes, CannotTell: s.CannotTell}
	right, name := s.Yes, "positive predictive value"
	if s.Reading != result.ReadPresent {
		right, name = s.No, "negative predictive value"
	}
	iv, err := proportions.Wilson(right, s.Yes+s.No, level)
	if err != nil {
		out.PredictiveValue = result.NotEstimable(name, 0, "nobody reviewed any")
		return out
	}
	out.PredictiveValue = rates.Interval(iv, nil, level, name+", Wilson score interval", s.Yes+s.No)
	return out
}

// spread is one part of the accuracy with its bootstrap interval.
func (s *signalReview) spread(part func(agreement.Accuracy) float64, level float64, method string, n int) result.Estimate {
	draws := make([]float64, len(s.draws))
	for i, a := range s.draws {
		draws[i] = part(a)
	}
	return percentile(part(s.point), draws, level, method, n)
}

// percentile is a value with the percentile interval of its draws, which holds the
// value itself.
func percentile(value float64, draws []float64, level float64, method string, n int) result.Estimate {
	low, high, err := resample.Percentile(draws, level)
	if err != nil {
		return result.NotEstimable(method, n, stats.Reason(err))
	}
	return result.Interval(value, math.Min(low, value), math.Max(high, value), level, method, n)
}
