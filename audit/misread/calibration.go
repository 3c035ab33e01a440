package misread

import (
	"math"
	"slices"

	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/agreement"
	"weaksignal/audit/stats/logit"
)

// calibration refits the model of a stage with misread signals replaced by the
// probability that they are truly there (regression calibration, agreement.Accuracy.Calibrate).
//
// The share read among the like comes from a Firth logistic model of the reading on
// all other columns with requisition effects. Signals are corrected together, since a
// misread confounder biases the others: the one looked at over its grid, the rest at
// the accuracy found for them. Errors are taken to depend on the truth alone. The
// errors of the effect are those of the refit, with the accuracy taken as known;
// what isn't known of it is the grid.
type calibration struct {
	a       *model.Adjustment
	reviews map[string]*signalReview
	// rates read among the like, by factor and pattern; nil for a factor that isn't corrected.
	rates [][]float64
	// fits of the grid that was made last.
	fits []model.Contrast
}

func newCalibration(a *model.Adjustment, reviews map[string]*signalReview) *calibration {
	c := &calibration{a: a, reviews: reviews, rates: make([][]float64, len(a.Design.Factors))}
	if a.Headline == nil {
		return c
	}
	for j := range a.Design.Factors {
		if c.reviewed(j) != nil && a.Design.Factors[j].Kind == result.Binary && a.Headline.Grouped.Aliased(a.Design.Own[j][0]) == "" {
			c.rates[j] = readRates(a.Design, j, a.Workers)
		}
	}
	return c
}

// reviewed is the usable review of factor j, nil without one.
func (c *calibration) reviewed(j int) *signalReview {
	f := &c.a.Design.Factors[j]
	r := c.reviews[f.ID]
	if f.Signal < 0 || r == nil {
		return nil
	}
	if ok, _ := r.usable(); !ok {
		return nil
	}
	return r
}

// readRates fits how often factor j is read among applications alike on all other
// columns. Where a requisition has it read of everyone or of no one, that is the rate.
func readRates(d *model.Design, j, workers int) []float64 {
	p := d.Patterns()
	k, own := len(d.Columns), d.Own[j][0]
	covered := d.Covered(j)
	others := logit.Patterns{Stratum: p.Stratum, N: slices.Clone(p.N), Y: make([]float64, d.Len())}
	for m, name := range p.Columns {
		if m != own {
			others.Columns = append(others.Columns, name)
		}
	}
	for i := range d.Len() {
		for m := range k {
			if m != own {
				others.X = append(others.X, p.X[i*k+m])
			}
		}
		if covered != nil && !covered[i] {
			others.N[i] = 0
		}
		others.Y[i] = others.N[i] * p.X[i*k+own]
	}
	rates := make([]float64, d.Len())
	for i := range rates {
		rates[i] = math.NaN()
	}
	if g, err := logit.NewGrouped(others, logit.GroupedOptions{Workers: workers}); err == nil {
		if fit, err := logit.Firth(g); err == nil {
			rates = fit.Fitted(d.Len())
		}
	}
	fillRates(d, rates, others.N, others.Y)
	return rates
}

// fillRates puts the stratum's own share where the model says nothing.
func fillRates(d *model.Design, rates, n, y []float64) {
	for lo := 0; lo < d.Len(); {
		hi, all, read := lo, 0.0, 0.0
		for ; hi < d.Len() && d.Stratum[hi] == d.Stratum[lo]; hi++ {
			all, read = all+n[hi], read+y[hi]
		}
		for i := lo; i < hi; i++ {
			if math.IsNaN(rates[i]) && all > 0 {
				rates[i] = read / all
			}
		}
		lo = hi
	}
}

// grid refits the model over the interval of sensitivity × specificity of one
// signal: both ends and the value of each. cut is the share cut at each point.
func (c *calibration) grid(id string, j int, review *signalReview) (points []result.MisreadPoint, cut []float64) {
	for _, se := range threePoints(review.result.Sensitivity) {
		for _, sp := range threePoints(review.result.Specificity) {
			points = append(points, result.MisreadPoint{Sensitivity: se, Specificity: sp})
		}
	}
	fits, cut := make([]model.Contrast, len(points)), make([]float64, len(points))
	stats.Parallel(c.a.Workers, len(points), func(i int) {
		fits[i], cut[i] = c.refit(id, j, agreement.Accuracy{Sensitivity: points[i].Sensitivity, Specificity: points[i].Specificity})
	})
	for i := range points {
		points[i].Effect = fits[i].Decisive
	}
	c.fits = fits
	return points, cut
}

func threePoints(e result.Estimate) []float64 {
	value, low, high, _ := e.Bounds()
	return slices.Compact([]float64{low, value, high})
}

// refit gives the effect of factor j with signal id read at the given accuracy.
func (c *calibration) refit(id string, j int, at agreement.Accuracy) (model.Contrast, float64) {
	none := func(why string) (model.Contrast, float64) {
		return model.Contrast{Decisive: result.NotEstimable(methodCorrected, c.a.Record.N, why), Missing: why}, 0
	}
	if !(at.Sensitivity+at.Specificity > 1) {
		return none("at this accuracy the reading is no better than chance")
	}
	p, cut := c.calibrated(id, at)
	one := c.a.Choice
	one.Workers = 1
	f, err := c.a.Design.FitPatterns(one, p, false)
	if err != nil {
		return none(stats.Reason(err))
	}
	return f.Contrast(j), cut
}

// calibrated is the design with probabilities in place of readings, and the share of
// the applications of signal id for which they had to be cut to 0 or 1.
func (c *calibration) calibrated(id string, at agreement.Accuracy) (logit.Patterns, float64) {
	d := c.a.Design
	p, k := d.Patterns(), len(d.Columns)
	var all, outside float64
	for j := range d.Factors {
		if c.rates[j] == nil {
			continue
		}
		own := d.Factors[j].ID == id
		accuracy := c.reviewed(j).point
		if own {
			accuracy = at
		}
		covered := d.Covered(j)
		for i := range d.Len() {
			if covered != nil && !covered[i] || math.IsNaN(c.rates[j][i]) {
				continue
			}
			read, unread, cut := accuracy.Calibrate(c.rates[j][i])
			at := i*k + d.Own[j][0]
			p.X[at] = unread + (read-unread)*p.X[at]
			if own {
				all += d.N[i]
				if cut {
					outside += d.N[i]
				}
			}
		}
	}
	if all == 0 {
		return p, 0
	}
	return p, outside / all
}
