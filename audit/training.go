package audit

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

const (
	trainedNo  = 1
	trainedYes = 2
)

// training compares the judgements of trained and untrained screeners within
// requisitions; nil where the export doesn't say. Training belongs to the screener,
// so errors are clustered by screener: a thousand decisions of two trained people
// are two cases.
func (v *view) training(fs []factor, p ModelPlan) *result.Training {
	known := v.filter(func(i int) bool { return v.trained[i] != 0 })
	yes := known.filter(func(i int) bool { return known.trained[i] == trainedYes })
	no := known.filter(func(i int) bool { return known.trained[i] == trainedNo })
	if len(yes.rows) == 0 || len(no.rows) == 0 {
		return nil
	}
	out := &result.Training{Trained: rate(yes.all(), p.Level), Untrained: rate(no.all(), p.Level), Signals: []result.TrainingSignal{},
		TrainedScreeners: yes.named(), UntrainedScreeners: no.named(),
		RiskDifference: known.trainingEffect(nil, p)}
	if unnamed := known.filter(func(i int) bool { return known.who[i] == 0 }); len(unnamed.rows) > 0 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("For %d of these decisions no screener is named: each is taken as an independent case.", len(unnamed.rows)))
	} else if min(out.TrainedScreeners, out.UntrainedScreeners) < fewClusters {
		out.Warnings = append(out.Warnings, "Fewer than eight screeners on one side: what is put down to training may be one person's way of deciding.")
	}
	for j := range fs {
		if f := &fs[j]; f.block == result.Weak && f.signal >= 0 {
			out.Signals = append(out.Signals, result.TrainingSignal{Signal: f.id, Block: f.block, Trained: yes.pooledDifference(f, p.Level),
				Untrained: no.pooledDifference(f, p.Level), Difference: known.trainingEffect(f, p)})
		}
	}
	return out
}

func (v *view) all() cell {
	c := cell{n: len(v.rows)}
	for _, yes := range v.advanced {
		c.advanced += side(yes)
	}
	return c
}

// named counts the screeners of a view of judgements.
func (v *view) named() int {
	seen := make([]bool, len(v.data.stages[v.index].screener.names))
	for _, who := range v.who {
		seen[who] = true
	}
	return count(seen[1:])
}

// trainingEffect is how much more often applications advance with trained screeners
// or, of a factor, how much more those with the signal do so: the difference of the
// two Mantel–Haenszel risk differences, by one linear model
//
//	y ~ trained + requisition                                 f nil
//	y ~ x + x·trained + requisition × trained                 else
//
// with errors clustered by screener (CR1, t with G−1 degrees of freedom).
func (v *view) trainingEffect(f *factor, p ModelPlan) result.Estimate {
	method := "Mantel–Haenszel risk difference over requisitions, trained less untrained"
	columns := []string{"trained"}
	if f != nil {
		method, columns = "difference of the two Mantel–Haenszel risk differences, trained less untrained", []string{"x", "x·trained"}
	}
	method += "; linear model, standard error clustered by screener (CR1)"
	patterns := v.trainingPatterns(f, columns)
	n := int(total(patterns.N))
	g, err := stats.NewGrouped(patterns, stats.GroupedOptions{Workers: p.Workers, KeepSingleClass: true})
	if err != nil {
		return result.NotEstimable(method, n, reason(err))
	}
	if why := g.Aliased(len(columns) - 1); why != "" {
		return result.NotEstimable(method, n, "trained and untrained screeners share no requisition that tells them apart")
	}
	fit, err := stats.LinearProbability(g)
	if err != nil {
		return result.NotEstimable(method, n, reason(err))
	}
	cov, err := fit.ClusterCovariance(stats.ByCluster, stats.CR1)
	if err != nil {
		return result.NotEstimable(method, n, reason(err))
	}
	e, err := fit.Slope(len(columns) - 1)
	if err != nil {
		return result.NotEstimable(method, n, reason(err))
	}
	out, _ := spread(e, cov, p.Level, fmt.Sprintf("%s, %d clusters, t with %d degrees of freedom", method, cov.Clusters, cov.Clusters-1))
	return out
}

// trainingPatterns counts judgements for the models above. A screener without a name
// is a cluster of one judgement.
func (v *view) trainingPatterns(f *factor, columns []string) stats.Patterns {
	d, rows := v.data, make([]int32, 0, len(v.rows))
	var above []bool
	if f != nil {
		var median float64
		above = v.split(f, &median)
	}
	for i, r := range v.rows {
		if f == nil || f.roles[d.role.at(int(r))] && d.code(f, int(r)) != 0 {
			rows = append(rows, int32(i))
		}
	}
	names := len(d.stages[v.index].screener.names)
	trained := func(i int) uint32 { return uint32(side(v.trained[rows[i]] == trainedYes)) }
	cols, n, y := collapse(len(rows), []key{
		{size: len(d.stratum.names), at: func(i int) uint32 { return d.stratum.at(int(v.rows[rows[i]])) }},
		{size: 2, at: trained},
		{size: names + len(v.rows), at: func(i int) uint32 {
			if who := v.who[rows[i]]; who != 0 {
				return who
			}
			return uint32(names) + uint32(rows[i])
		}},
		{size: 2, at: func(i int) uint32 {
			if f == nil {
				return 0
			}
			return uint32(side(above[d.code(f, int(v.rows[rows[i]]))]))
		}},
	}, func(i int) bool { return v.advanced[rows[i]] })
	out := stats.Patterns{Columns: columns, N: n, Y: y, Stratum: narrow(cols[0]), Cluster: narrow(cols[2])}
	for i, t := range cols[1] {
		if f == nil {
			out.X = append(out.X, float64(t))
			continue
		}
		out.X = append(out.X, float64(cols[3][i]), float64(cols[3][i]*t))
		out.Stratum[i] = 2*out.Stratum[i] + int32(t)
	}
	return out
}

// pooledDifference is the Mantel–Haenszel risk difference of a factor in the view.
func (v *view) pooledDifference(f *factor, level float64) result.Estimate {
	c := v.count(f)
	p, err := stats.MHRiskDifference(strata(c.byStratum), level)
	return pooled(p, err, level, methodMHRD, c.present.n+c.absent.n)
}
