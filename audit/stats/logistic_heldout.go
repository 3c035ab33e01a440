package stats

import "fmt"

// HeldOut measures how well a model with the given columns predicts strata that it
// was not fitted to. fold gives a number from 0 for each stratum of
// Grouped.Strata. For each fold the slopes are fitted to the other folds (Firth's
// penalty, so that they are finite), and the fold's strata get their own best
// intercepts at these slopes, as nothing else could be known of a new requisition:
//
//	D_fold = -2 Σ_s max_α ℓ_s(α, β̂_without fold).
//
// The counterpart without slopes is NullDeviance, and 1 - ΣD/ΣD_null the explained
// share, which may be negative. This refits exactly; Folds.HeldOut approximates
// without passes over the rows. *NotEstimable where a fold is everything.
func (g *Grouped) HeldOut(columns []int, fold []int) ([]float64, error) {
	count := 0
	for _, f := range fold {
		count = max(count, f+1)
	}
	out := make([]float64, count)
	errs := make([]error, count)
	inner := *g
	inner.workers = 1
	inParallel(g.workers, count, func(h int) {
		out[h], errs[h] = inner.heldOutFold(g.workingOf(columns), fold, h)
	})
	for h, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("hold out part %d of %d: %w", h+1, count, err)
		}
	}
	return out, nil
}

func (g *Grouped) heldOutFold(columns []int, fold []int, held int) (float64, error) {
	train := g.restrict(func(s int) bool { return fold[s] != held }, columns)
	if len(train.n) == 0 {
		return 0, &NotEstimable{Reason: "no requisitions are left to fit to"}
	}
	beta := make([]float64, len(g.active))
	if len(train.active) > 0 {
		f, err := Firth(train)
		if err != nil {
			return 0, err
		}
		for w, j := range train.active { // restrict numbers its columns by g's working ones
			beta[j] = f.beta[w]
		}
	}
	start := g.stratumStarts()
	var deviance float64
	for s, h := range fold {
		if h == held && g.stratumY[s] > 0 && g.stratumY[s] < g.stratumN[s] {
			deviance -= 2 * g.profileLogLik(start[s], start[s+1], beta)
		}
	}
	return deviance, nil
}

// profileLogLik of rows [lo, hi) of one stratum at given slopes.
func (g *Grouped) profileLogLik(lo, hi int, beta []float64) (loglik float64) {
	k, s := len(beta), g.stratum[lo]
	offset := make([]float64, hi-lo)
	for i := range offset {
		offset[i] = dot(g.x[(lo+i)*k:(lo+i+1)*k], beta)
	}
	alpha := interceptFor(g.stratumY[s], g.n[lo:hi], offset, g.start()[s])
	for i, o := range offset {
		_, _, ll := bernoulli(alpha+o, g.n[lo+i], g.y[lo+i])
		loglik += ll
	}
	return loglik
}

// restrict copies the strata that keep accepts, with some working columns. The
// copy's columns are numbered by g's working ones, in g's working scale; those that its
// strata do not determine are aliased anew.
func (g *Grouped) restrict(keep func(s int) bool, columns []int) *Grouped {
	k := len(g.active)
	out := &Grouped{columns: make([]string, k), workers: g.workers}
	for w, j := range g.active {
		out.columns[w] = g.columns[j]
	}
	inner := make([]int32, len(g.strata))
	for s := range g.strata {
		inner[s] = -1
		if keep(s) {
			inner[s] = int32(len(out.strata))
			out.strata = append(out.strata, g.strata[s])
			out.stratumN, out.stratumY = append(out.stratumN, g.stratumN[s]), append(out.stratumY, g.stratumY[s])
		}
	}
	for i, s := range g.stratum {
		if inner[s] < 0 {
			continue
		}
		out.stratum = append(out.stratum, inner[s])
		out.n, out.y = append(out.n, g.n[i]), append(out.y, g.y[i])
		out.source = append(out.source, g.source[i])
		for _, j := range columns {
			out.x = append(out.x, g.x[i*k+j])
		}
	}
	out.active = append([]int(nil), columns...)
	out.center, out.scale = make([]float64, len(columns)), make([]float64, len(columns))
	for w := range columns {
		out.scale[w] = 1
	}
	out.total, out.advanced = sum(out.n), sum(out.y)
	if len(out.n) > 0 {
		out.cut()
		out.alias()
	}
	return out
}
