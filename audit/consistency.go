package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"

	"weaksignal/audit/stats"
)

const (
	methodMixed = "random intercept per screener, adaptive Gauss–Hermite quadrature (25 points)"
	// mixedUpTo is the number of applications that a mixed model is fitted on; of
	// more, a random sample of about so many is.
	mixedUpTo = 20000
)

// consistency measures how far screeners differ in what they let through: beyond
// signals and requisitions, and crude. Rows without a screener are left out.
func consistency(v *view, fs []factor, p Plan) *Consistency {
	known := v.filter(func(r int) bool { return v.data.stages[v.index].screener.at(r) != 0 })
	out := &Consistency{Screeners: known.screeners(p.Level), Identical: v.identical(), Training: v.training(fs, p.Level)}
	sample, note := known, ""
	if len(known.rows) > mixedUpTo {
		sample = known.thin(mixedUpTo, p.Seed)
		note = fmt.Sprintf(", on a random sample of %d applications", len(sample.rows))
	}
	p.Cluster = ClusterByScreener
	crude := p
	crude.RequisitionEffects = RequisitionNone
	fit, err := mixed(known, nil, crude)
	n := len(known.rows)
	out.Crude.InterceptSD, out.Crude.ICC, _ = spreadBetween(fit, err, n, p.Level, "crude: "+methodMixed)
	p.RequisitionEffects = RequisitionFixed
	d, g, err := mixedData(sample, fs, p)
	if err == nil {
		fit, err = stats.RandomIntercept(g)
	}
	out.InterceptSD, out.ICC, out.MedianOddsRatio = spreadBetween(fit, err, len(sample.rows), p.Level, "beyond signals and requisitions: "+methodMixed+note)
	if err == nil {
		out.P = probability(fit.Test().P)
		out.shrink(v, d, fit, note)
	}
	return out
}

// filter keeps the rows of a view that satisfy keep.
func (v *view) filter(keep func(row int) bool) *view {
	out := *v
	out.rows, out.advanced = nil, nil
	for i, r := range v.rows {
		if keep(int(r)) {
			out.rows, out.advanced = append(out.rows, r), append(out.advanced, v.advanced[i])
		}
	}
	return &out
}

// thin keeps about size rows, at random.
func (v *view) thin(size int, seed uint64) *view {
	rng := rand.New(rand.NewPCG(seed, 111))
	keep := float64(size) / float64(len(v.rows))
	return v.filter(func(int) bool { return rng.Float64() < keep })
}

// screeners counts each screener's decisions, sorted by pseudonym.
func (v *view) screeners(level float64) []ScreenerResult {
	column := v.data.stages[v.index].screener
	cells := make([]cell, len(column.names))
	for i, r := range v.rows {
		cells[column.at(int(r))].add(v.advanced[i])
	}
	out := []ScreenerResult{}
	for c, x := range cells {
		if c == 0 || x.n == 0 {
			continue
		}
		count := rate(x, level)
		out = append(out, ScreenerResult{Screener: column.names[c], N: x.n, Advanced: x.advanced, Rate: count.Rate,
			ShrunkenRate: NotEstimable(methodMixed, x.n, "the screener is not in the model")})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Screener < out[j].Screener })
	return out
}

func mixedData(v *view, fs []factor, p Plan) (*design, *stats.Grouped, error) {
	d := v.design(p, fs, dropUnknown)
	patterns := d.patterns()
	g, err := stats.NewGrouped(patterns, stats.GroupedOptions{Workers: p.Workers})
	return d, g, err
}

func mixed(v *view, fs []factor, p Plan) (*stats.MixedFit, error) {
	_, g, err := mixedData(v, fs, p)
	if err != nil {
		return nil, err
	}
	return stats.RandomIntercept(g)
}

// spreadBetween gives the spread of the intercepts in three forms.
func spreadBetween(fit *stats.MixedFit, err error, n int, level float64, method string) (sd, icc, mor Estimate) {
	if err != nil {
		sd = NotEstimable(method, n, reason(err))
		return sd, sd, sd
	}
	low, high, err := fit.SDInterval(level)
	name := method + "; profile likelihood interval"
	if err != nil {
		name = method + "; no interval: " + reason(err)
	}
	turn := func(f func(float64) float64, what string) Estimate {
		if err != nil {
			return Point(f(fit.SD), what+name, n)
		}
		return Interval(f(fit.SD), f(low), f(high), level, what+name, n)
	}
	same := func(x float64) float64 { return x }
	return turn(same, "standard deviation of log odds, "), turn(iccOf, "intraclass correlation, latent scale, "), turn(stats.MedianOddsRatio, "median odds ratio, ")
}

// iccOf is stats.ICC, and 1 for an unbounded spread.
func iccOf(sd float64) float64 {
	if math.IsInf(sd, 1) {
		return 1
	}
	return stats.ICC(sd)
}

// shrink fills the shrunken rates: a screener's own applications at the fitted rates.
func (c *Consistency) shrink(v *view, d *design, fit *stats.MixedFit, note string) {
	names := v.data.stages[v.index].screener.names
	at := map[string]int{}
	for i := range c.Screeners {
		at[c.Screeners[i].Screener] = i
	}
	rates := fit.Rates()
	for k, code := range clustersInFit(d) {
		if k >= len(rates) {
			return
		}
		if i, ok := at[names[code]]; ok {
			c.Screeners[i].ShrunkenRate = Point(rates[k].Own, "mean fitted rate of the screener's own applications; "+methodMixed+note, int(math.Round(rates[k].N)))
		}
	}
}

// clustersInFit lists the codes of the screeners in informative requisitions, ascending.
func clustersInFit(d *design) []int32 {
	seen := map[int32]bool{}
	eachStratum(d, func(lo, hi int, n, y float64) {
		if y > 0 && y < n {
			for i := lo; i < hi; i++ {
				seen[d.cluster[i]] = true
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
