package misread

import (
	"context"
	"math"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/agreement"
	"weaksignal/audit/stats/resample"
	"weaksignal/audit/verdict"
)

const (
	methodTruePrevalence = "share with the signal, Rogan–Gladen, percentile interval over review and applications"
	methodTrueWith       = "rate of those who truly have the signal, matrix method, percentile interval over review and applications"
	methodTrueWithout    = "rate of those who truly don't have the signal, matrix method, percentile interval over review and applications"
	methodTrueDifference = "risk difference by the true signal, matrix method, percentile interval over review and applications"
	methodCorrected      = "average marginal effect corrected for reading errors by regression calibration; the widest interval over the ranges of sensitivity and specificity"
)

// Correct adds to a result what a review of the signals' readings found: their
// accuracy, and every reviewed signal's rates and adjusted effect with the errors
// taken out. d and p are those that r was computed with. It changes no number that
// was there and no verdict: it says which verdicts would change.
func Correct(ctx context.Context, d *dataset.Dataset, p model.Plan, r *result.Result, rev *result.Reviewed) error {
	found, reviews := accuracies(rev, p)
	r.ExtractionError = found
	for i := range d.Spec().Stages {
		if err := correctStage(ctx, d.Enter(i), p, &r.Stages[i], reviews); err != nil {
			return err
		}
	}
	last := &r.Stages[len(r.Stages)-1]
	if len(d.Spec().Stages) == 1 { // the same stage again
		for i := range last.Signals {
			last.Signals[i].Misread = r.Stages[0].Signals[i].Misread
		}
	} else if err := correctStage(ctx, d.BottomLine(), p, last, reviews); err != nil {
		return err
	}
	return nil
}

func correctStage(ctx context.Context, v *dataset.View, p model.Plan, s *result.StageResult, reviews map[string]*signalReview) error {
	all := v.Data.Factors()
	fs, _ := model.Known(v, all)
	a := model.Adjust(v, p, fs)
	c := newCalibration(a, reviews)
	at := 0
	for j := range all {
		if all[j].Signal < 0 {
			continue
		}
		sig := &s.Signals[at]
		at++
		review := reviews[sig.Signal]
		if review == nil || sig.Kind != result.Binary {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		m := &result.Misread{Grid: []result.MisreadPoint{}, Verdicts: []result.Verdict{}}
		crudeRates(m, sig, review, p)
		c.effects(m, s, at-1, a.Index(&all[j]), review)
		sig.Misread = m
	}
	return nil
}

// rates corrects prevalence and crude rates; draws of the accuracy go with draws of
// the applications (multinomial over the table as read).
func crudeRates(m *result.Misread, s *result.SignalResult, review *signalReview, p model.Plan) {
	t := stats.Table{X1: s.Present.Advanced, N1: s.Present.N, X2: s.Absent.Advanced, N2: s.Absent.N}
	n := t.N1 + t.N2
	none := func(why string) {
		m.Prevalence, m.PresentRate = result.NotEstimable(methodTruePrevalence, n, why), result.NotEstimable(methodTrueWith, n, why)
		m.AbsentRate, m.RiskDifference = result.NotEstimable(methodTrueWithout, n, why), result.NotEstimable(methodTrueDifference, n, why)
	}
	ok, why := review.usable()
	switch {
	case !ok:
		none(why)
		return
	case n == 0:
		none("the signal is known of nobody")
		return
	}
	value, err := correctTable(t, review.point)
	if err != nil {
		none(stats.Reason(err))
		return
	}
	var draws [4][]float64
	for i, a := range review.draws {
		drawn, err := correctTable(resample.ResampleTable(t, p.Seed, uint64(i)), a)
		for k := range draws {
			if err != nil {
				drawn[k] = math.NaN()
			}
			draws[k] = append(draws[k], drawn[k])
		}
	}
	for k, e := range []*result.Estimate{&m.Prevalence, &m.PresentRate, &m.AbsentRate, &m.RiskDifference} {
		method := []string{methodTruePrevalence, methodTrueWith, methodTrueWithout, methodTrueDifference}[k]
		if math.IsNaN(value[k]) {
			*e = result.NotEstimable(method, n, "with these errors taken out one of the two groups is empty")
			continue
		}
		*e = percentile(value[k], draws[k], p.Level, method, n)
	}
}

// correctTable gives prevalence, rate with, rate without and their difference.
func correctTable(t stats.Table, a agreement.Accuracy) ([4]float64, error) {
	share, err := agreement.RoganGladen(float64(t.N1)/float64(t.N1+t.N2), a)
	if err != nil {
		return [4]float64{}, err
	}
	with, without, err := agreement.CorrectedRates(t, a)
	return [4]float64{share, with, without, with - without}, err
}

// effects fills the adjusted effect over the grid: j is the factor in the model, −1
// where it was left out, i the signal's place in the stage.
func (c *calibration) effects(m *result.Misread, s *result.StageResult, i, j int, review *signalReview) {
	n := c.a.Record.N
	sig := &s.Signals[i]
	if ok, why := review.usable(); !ok {
		m.Effect = result.NotEstimable(methodCorrected, n, why)
		return
	}
	if e := sig.Effect.Estimate; !e.Estimable() || j < 0 {
		m.Effect = result.NotEstimable(methodCorrected, n, e.NotEstimable)
		return
	}
	var cut []float64
	m.Grid, cut = c.grid(sig.Signal, j, review)
	for k := range m.Grid {
		c.judge(&m.Grid[k], &c.fits[k], s, i)
	}
	summariseGrid(m, review, cut)
}

// judge gives the verdict that the run would have given with this effect. What a check of
// the effect as read leaves open, a correction of the reading can't close.
func (c *calibration) judge(point *result.MisreadPoint, found *model.Contrast, s *result.StageResult, i int) {
	asked := s.Signals[i]
	if asked.Why.Check != nil {
		point.Verdict = result.CannotTell
		return
	}
	var family []*result.SignalResult
	at := 0
	for k := range s.Signals {
		if s.Signals[k].Adjusted.Family == asked.Adjusted.Family {
			if k == i {
				at = len(family)
			}
			family = append(family, &s.Signals[k])
		}
	}
	asked.Checks = nil
	asked.Effect.Estimate, asked.Effect.P, asked.Effect.DF = found.Decisive, found.P, found.DF
	asked.Effect.PAdjusted = verdict.Among(family, at, found.P)
	verdict.Judge(&asked, s.Margin, c.a.Level, len(family))
	point.Verdict = asked.Verdict
}

// summarise takes the effect at the accuracy found, the range, and the verdicts.
func summariseGrid(m *result.Misread, review *signalReview, cut []float64) {
	first := slices.IndexFunc(m.Grid, func(p result.MisreadPoint) bool {
		return p.Sensitivity == review.point.Sensitivity && p.Specificity == review.point.Specificity
	})
	m.Effect, m.Cut = m.Grid[first].Effect, cut[first]
	m.Effect.Method = methodCorrected
	order := append([]result.MisreadPoint{m.Grid[first]}, m.Grid...)
	for _, p := range order {
		if !slices.Contains(m.Verdicts, p.Verdict) {
			m.Verdicts = append(m.Verdicts, p.Verdict)
		}
		value, low, high, ok := p.Effect.Bounds()
		if !ok || !m.Effect.Estimable() {
			continue
		}
		m.Lowest, m.Highest = least(m.Lowest, value, -1), least(m.Highest, value, 1)
		m.Effect.Low, m.Effect.High = least(m.Effect.Low, low, -1), least(m.Effect.High, high, 1)
	}
	if m.Effect.Estimable() {
		m.Effect.SE = nil // an interval over several fits has no standard error
	}
}

// least keeps the smaller of two numbers with sign −1, the larger with sign 1.
func least(have *float64, x float64, sign float64) *float64 {
	if have == nil || sign*x > sign**have {
		return &x
	}
	return have
}
