package audit

import (
	"math"

	"weaksignal/audit/stats"
)

// inSample is the McFadden split that peers print: maximum likelihood, against
// requisition effects alone, and nothing held out.
func inSample(p *panel, g *game, a *adjustment, logliks []float64) InSample {
	null := logliks[0]
	if len(g.context) > 0 {
		null = total(p.nullLogLik())
	}
	n := a.record.N
	value := func(i int) float64 { return 1 - logliks[i]/null }
	point := func(f stats.Split, name string) Estimate {
		return Point(f.Of(value), name+"; McFadden, in sample, against requisition effects alone", n)
	}
	in := InSample{McFadden: point(g.Whole(), "all signals"), Blocks: []InSampleBlock{}, Signals: []InSampleSignal{},
		McFaddenTotal: mcfaddenTotal(a.d, g.Whole().Of(func(i int) float64 { return logliks[i] }), n)}
	for side, b := range []Block{Weak, JobRelated} {
		_, shapley, _ := g.Parts(side)
		in.Blocks = append(in.Blocks, InSampleBlock{b, point(shapley, "Shapley")})
	}
	values := g.owenByFactor(p.active)
	for j := range a.d.factors {
		f := &a.d.factors[j]
		if f.block == Context {
			continue
		}
		e := Point(0, "it does not vary within any requisition", n)
		if fn, ok := values[j]; ok {
			e = point(fn, "Owen")
		}
		in.Signals = append(in.Signals, InSampleSignal{f.id, f.block, e})
	}
	return in
}

// mcfaddenTotal compares with one intercept for all applications of the model.
func mcfaddenTotal(d *design, loglik float64, n int) Estimate {
	var total, advanced float64
	eachStratum(d, func(_, _ int, n, y float64) {
		if y > 0 && y < n {
			total += n
			advanced += y
		}
	})
	null := advanced*math.Log(advanced/total) + (total-advanced)*math.Log1p(-advanced/total)
	return Point(1-loglik/null, "McFadden, in sample, against the intercept alone", n)
}
