package screeners

import (
	"fmt"
	"math"
	"sort"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"
	"weaksignal/audit/stats/mixed"
)

const (
	methodMixed = "random intercept per screener, adaptive Gauss–Hermite quadrature (25 points)"
	// mixedUpTo is the number of applications that a mixed model is fitted on; of
	// more, a random sample of about so many is.
	mixedUpTo = 20000
)

// Consistency measures how far screeners differ in what they let through: beyond
// signals and requisitions, and crude. Applications without a screener are left
// out. The bottom line has no screeners of its own: nil.
func Consistency(v *dataset.View, fs []dataset.Factor, p model.Plan) *result.Consistency {
	if v.Stage == result.BottomLine {
		return nil
	}
	all := v.Judgements()
	j := all.Filter(func(i int) bool { return all.Who[i] != 0 })
	out := &result.Consistency{Judgements: j.N(), Screeners: screeners(j, p.Level),
		Signals: screenerSignals(j, fs, p.Level), DoubleScreened: doubleScreened(v, p.Level),
		Identical: identical(v, p.Level), Training: training(all, fs, p)}
	spreadBetweenScreeners(out, j, fs, p)
	return out
}

// spread fits both mixed models to the judgements.
func spreadBetweenScreeners(c *result.Consistency, j *dataset.View, fs []dataset.Factor, p model.Plan) {
	p.Cluster = result.ClusterByScreener
	crude := p
	crude.RequisitionEffects = result.RequisitionNone
	_, fit, err := fitMixed(j, nil, crude, 0)
	c.Crude.InterceptSD, c.Crude.ICC, _ = spreadBetween(fit, err, j.N(), p.Level, "crude: "+methodMixed)
	p.RequisitionEffects = result.RequisitionFixed
	d, fit, err := fitMixed(j, fs, p, mixedUpTo)
	n, note := j.N(), ""
	if n > mixedUpTo && d != nil {
		n = d.Kept.N
		note = fmt.Sprintf(", on a random sample of %d applications", n)
	}
	c.InterceptSD, c.ICC, c.MedianOddsRatio = spreadBetween(fit, err, n, p.Level, "beyond signals and requisitions: "+methodMixed+note)
	if err == nil {
		c.P = result.Probability(fit.Test().P)
		shrunkenRates(c, j, d, fit, p.Level, note)
	}
}

// screeners counts each screener's decisions, sorted by pseudonym.
func screeners(v *dataset.View, level float64) []result.ScreenerResult {
	names := v.Data.Stages[v.Index].Screener.Names
	cells := make([]dataset.Cell, len(names))
	for i, who := range v.Who {
		cells[who].Add(v.Advanced[i], v.Times(i))
	}
	out := []result.ScreenerResult{}
	for c, x := range cells {
		if x.N == 0 {
			continue
		}
		count := rates.Count(x, level)
		out = append(out, result.ScreenerResult{Screener: names[c], N: x.N, Advanced: x.Advanced, Rate: count.Rate,
			ShrunkenRate: result.NotEstimable(methodMixed, x.N, "the screener is not in the model")})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Screener < out[j].Screener })
	return out
}

// fitMixed fits a random intercept per screener to judgements, or to about upTo of
// them (0 = all) at random.
func fitMixed(j *dataset.View, fs []dataset.Factor, p model.Plan, upTo int) (*model.Design, *mixed.Fit, error) {
	if len(j.Rows) == 0 {
		return nil, nil, &stats.NotEstimable{Reason: "no screener is named"}
	}
	d := model.Complete(j, p, fs)
	if upTo > 0 {
		d.Thin(upTo, p.Seed)
	}
	g, err := logit.NewGrouped(d.Patterns(), logit.GroupedOptions{Workers: p.Workers})
	if err != nil {
		return d, nil, err
	}
	fit, err := mixed.RandomIntercept(g)
	return d, fit, err
}

// spreadBetween gives the spread of the intercepts in three forms.
func spreadBetween(fit *mixed.Fit, err error, n int, level float64, method string) (sd, icc, mor result.Estimate) {
	if err != nil {
		sd = result.NotEstimable(method, n, stats.Reason(err))
		return sd, sd, sd
	}
	low, high, err := fit.SDInterval(level)
	name := method + "; profile likelihood interval"
	if err != nil {
		name = method + "; no interval: " + stats.Reason(err)
	}
	turn := func(f func(float64) float64, what string) result.Estimate {
		if err != nil {
			return result.Point(f(fit.SD), what+name, n)
		}
		return result.Interval(f(fit.SD), f(low), f(high), level, what+name, n)
	}
	same := func(x float64) float64 { return x }
	return turn(same, "standard deviation of log odds, "), turn(iccOf, "intraclass correlation, latent scale, "), turn(mixed.MedianOddsRatio, "median odds ratio, ")
}

// iccOf is mixed.ICC, and 1 for an unbounded spread.
func iccOf(sd float64) float64 {
	if math.IsInf(sd, 1) {
		return 1
	}
	return mixed.ICC(sd)
}

// shrink fills the shrunken rates: a screener's own applications at the fitted rates.
func shrunkenRates(c *result.Consistency, j *dataset.View, d *model.Design, fit *mixed.Fit, level float64, note string) {
	names := j.Data.Stages[j.Index].Screener.Names
	at := map[string]int{}
	for i := range c.Screeners {
		at[c.Screeners[i].Screener] = i
	}
	rates := fit.Rates(level)
	for k, code := range clustersInFit(d) {
		i, ok := at[names[code]]
		if k >= len(rates) || !ok {
			continue
		}
		r, n := rates[k], int(math.Round(rates[k].N))
		method := "mean fitted rate of the screener's own applications; " + methodMixed + note
		c.Screeners[i].ShrunkenRate = result.Point(r.Own, method+"; no spread between screeners was found, so no interval", n)
		if fit.SD > 0 {
			c.Screeners[i].ShrunkenRate = result.Interval(r.Own, r.OwnLow, r.OwnHigh, level, method+"; empirical Bayes interval, the model's other parameters as estimated", n)
		}
	}
}

// clustersInFit lists the codes of the screeners in informative requisitions, ascending.
func clustersInFit(d *model.Design) []int32 {
	seen := map[int32]bool{}
	model.EachStratum(d, func(lo, hi int, n, y float64) {
		if y > 0 && y < n {
			for i := lo; i < hi; i++ {
				seen[d.Cluster[i]] = true
			}
		}
	})
	out := make([]int32, 0, len(seen))
	for c := range seen {
		out = append(out, c)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}
