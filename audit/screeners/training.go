package screeners

import (
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
	"weaksignal/audit/stats/logit"
	"weaksignal/audit/stats/panel"
)

const (
	trainedNo  = 1
	trainedYes = 2
)

// training compares the judgements of trained and untrained screeners within
// requisitions; nil where the export doesn't say. Training belongs to the screener,
// so errors are clustered by screener: a thousand decisions of two trained people
// are two cases.
func training(v *dataset.View, fs []dataset.Factor, p model.Plan) *result.Training {
	known := v.Filter(func(i int) bool { return v.Trained[i] != 0 })
	yes := known.Filter(func(i int) bool { return known.Trained[i] == trainedYes })
	no := known.Filter(func(i int) bool { return known.Trained[i] == trainedNo })
	if len(yes.Rows) == 0 || len(no.Rows) == 0 {
		return nil
	}
	out := &result.Training{Trained: rates.Count(all(yes), p.Level), Untrained: rates.Count(all(no), p.Level), Signals: []result.TrainingSignal{},
		TrainedScreeners: named(yes), UntrainedScreeners: named(no),
		RiskDifference: trainingEffect(known, nil, p)}
	if unnamed := known.Filter(func(i int) bool { return known.Who[i] == 0 }); unnamed.N() > 0 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("For %d of these decisions no screener is named: each is taken as an independent case.", unnamed.N()))
	} else if min(out.TrainedScreeners, out.UntrainedScreeners) < model.FewClusters {
		out.Warnings = append(out.Warnings, "Fewer than eight screeners on one side: what is put down to training may be one person's way of deciding.")
	}
	for j := range fs {
		if f := &fs[j]; f.Block == result.Weak && f.Signal >= 0 {
			out.Signals = append(out.Signals, result.TrainingSignal{Signal: f.ID, Block: f.Block, Trained: pooledDifference(yes, f, p.Level),
				Untrained: pooledDifference(no, f, p.Level), Difference: trainingEffect(known, f, p)})
		}
	}
	return out
}

func all(v *dataset.View) dataset.Cell {
	var c dataset.Cell
	for i, yes := range v.Advanced {
		c.Add(yes, v.Times(i))
	}
	return c
}

// named counts the screeners of a view of judgements.
func named(v *dataset.View) int {
	seen := map[uint32]bool{0: true} // 0 is nobody
	for _, who := range v.Who {
		seen[who] = true
	}
	return len(seen) - 1
}

// trainingEffect is how much more often applications advance with trained screeners
// or, of a factor, how much more those with the signal do so: the difference of the
// two Mantel–Haenszel risk differences, by one linear model
//
//	y ~ trained + requisition                                 f nil
//	y ~ x + x·trained + requisition × trained                 else
//
// with errors clustered by screener (CR1, t with G−1 degrees of freedom).
func trainingEffect(v *dataset.View, f *dataset.Factor, p model.Plan) result.Estimate {
	method := "Mantel–Haenszel risk difference over requisitions, trained less untrained"
	columns := []string{"trained"}
	if f != nil {
		method, columns = "difference of the two Mantel–Haenszel risk differences, trained less untrained", []string{"x", "x·trained"}
	}
	method += "; linear model, standard error clustered by screener (CR1)"
	patterns := trainingPatterns(v, f, columns)
	n := int(panel.Total(patterns.N))
	g, err := logit.NewGrouped(patterns, logit.GroupedOptions{Workers: p.Workers, KeepSingleClass: true})
	if err != nil {
		return result.NotEstimable(method, n, stats.Reason(err))
	}
	if why := g.Aliased(len(columns) - 1); why != "" {
		return result.NotEstimable(method, n, "trained and untrained screeners share no requisition that tells them apart")
	}
	fit, err := logit.LinearProbability(g)
	if err != nil {
		return result.NotEstimable(method, n, stats.Reason(err))
	}
	cov, err := fit.ClusterCovariance(logit.ByCluster, logit.CR1)
	if err != nil {
		return result.NotEstimable(method, n, stats.Reason(err))
	}
	e, err := fit.Slope(len(columns) - 1)
	if err != nil {
		return result.NotEstimable(method, n, stats.Reason(err))
	}
	out, _ := model.Spread(e, cov, p.Level, fmt.Sprintf("%s, %d clusters, t with %d degrees of freedom", method, cov.Clusters, cov.Clusters-1))
	return out
}

// trainingPatterns counts judgements for the models above. A screener without a name
// is a cluster of one judgement.
func trainingPatterns(v *dataset.View, f *dataset.Factor, columns []string) logit.Patterns {
	d, rows := v.Data, make([]int32, 0, len(v.Rows))
	var above []bool
	if f != nil {
		var median float64
		above = v.Split(f, &median)
	}
	for i, r := range v.Rows {
		if f == nil || f.Roles[d.Role.At(int(r))] && d.Code(f, int(r)) != 0 {
			rows = append(rows, int32(i))
		}
	}
	names := len(d.Stages[v.Index].Screener.Names)
	trained := func(i int) uint32 { return uint32(dataset.Side(v.Trained[rows[i]] == trainedYes)) }
	cols, n, y := dataset.Collapse(len(rows), []dataset.Key{
		{Size: len(d.Stratum.Names), At: func(i int) uint32 { return d.Stratum.At(int(v.Rows[rows[i]])) }},
		{Size: 2, At: trained},
		{Size: names + len(v.Rows), At: func(i int) uint32 {
			if who := v.Who[rows[i]]; who != 0 {
				return who
			}
			return uint32(names) + uint32(rows[i])
		}},
		{Size: 2, At: func(i int) uint32 {
			if f == nil {
				return 0
			}
			return uint32(dataset.Side(above[d.Code(f, int(v.Rows[rows[i]]))]))
		}},
	}, func(i int) bool { return v.Advanced[rows[i]] }, v.TimesAt(rows))
	out := logit.Patterns{Columns: columns, N: n, Y: y, Stratum: model.Narrow(cols[0]), Cluster: model.Narrow(cols[2])}
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
func pooledDifference(v *dataset.View, f *dataset.Factor, level float64) result.Estimate {
	c := v.Count(f)
	p, err := exact.MHRiskDifference(rates.Tables(c.ByStratum), level)
	return rates.Pooled(p, err, level, rates.MethodMHRD, c.Present.N+c.Absent.N)
}
