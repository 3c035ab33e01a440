package reliance

import (
	"fmt"

	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/panel"
)

// approximationSample is how many applications, about, the one-step split is
// checked on.
const approximationSample = 20000

// approximation compares the one-step split with refits on a sample small enough
// for both: the relative error of the weak block's Shapley value.
func approximation(p *panel.Panel, g *game, plan model.Plan) *result.Estimate {
	sample, which := p, fmt.Sprintf("all %.0f applications", panel.Total(p.N))
	if panel.Total(p.N) > approximationSample {
		sample = p.Sample(approximationSample, plan.Seed)
		which = fmt.Sprintf("a random sample of %.0f applications", panel.Total(sample.N))
	}
	method := "relative error of the weak block's Shapley value by one Newton step against refits, on " + which
	_, shapley, _ := g.Parts(0)
	full := sample.Fit(true, -1, nil)
	value := func(exact bool) float64 {
		gain := 0.0
		h := panel.NewHeldOut(sample, 4)
		h.Exact = exact
		for i, c := range shapley {
			if c == 0 {
				continue
			}
			for _, d := range h.Score(g.columns(g.Sets()[i]), full).Deviance {
				gain -= c * d
			}
		}
		return gain
	}
	exact := value(true)
	e := result.Point((value(false)-exact)/exact, method, int(panel.Total(sample.N)))
	return &e
}
