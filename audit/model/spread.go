package model

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"

	"gonum.org/v1/gonum/stat/distuv"
)

// spread fills the intervals and tests of a contrast.
func (f *Fitted) spread(j int, c *Contrast, name string) {
	c.Decisive, c.P, c.DF, c.Clustered, c.ModelBased = f.intervals(c.Change, name)
	c.ClusteredP, c.ModelBasedP = f.scalarP(c.Change)
	columns := f.estimableColumns(j)
	if len(columns) < 2 {
		return
	}
	c.ModelBasedP = f.joint(f.Model, columns)
	c.ClusteredP = c.ModelBasedP
	if f.Clustered != nil {
		c.ClusteredP = f.joint(f.Clustered, columns)
	}
	c.P = c.ModelBasedP
	if c.P == nil || c.ClusteredP == nil || *c.ClusteredP > *c.P {
		c.P = c.ClusteredP
	}
}

func (f *Fitted) estimableColumns(j int) []int {
	var out []int
	for _, c := range f.Own[j] {
		if f.Grouped.Aliased(c) == "" {
			out = append(out, c)
		}
	}
	return out
}

// joint is the Wald test of several columns: F by Hotelling's T² with the covariance's
// G−1 degrees of freedom, chi-square for a model-based one. With no more clusters than
// columns it is Bonferroni's over the columns, which are uncorrelated by construction.
func (f *Fitted) joint(c *logit.Covariance, columns []int) *float64 {
	w, k, err := c.WaldTest(columns)
	if err == nil && c.Clusters == 0 {
		return result.Probability(distuv.ChiSquared{K: float64(k)}.Survival(w))
	}
	df := float64(c.Clusters - 1)
	rest := df - float64(k) + 1
	if err != nil || rest <= 0 {
		var least *float64
		for _, column := range columns {
			e, err := f.Fit.Slope(column)
			if err != nil {
				continue
			}
			if _, p := Spread(e, c, f.Choice.Level, ""); p != nil && (least == nil || *p < *least) {
				least = p
			}
		}
		if least == nil {
			return nil
		}
		return result.Probability(*least * float64(len(columns)))
	}
	return result.Probability(distuv.F{D1: float64(k), D2: rest}.Survival(w * rest / (df * float64(k))))
}

// intervals of an effect: the clustered one, the model-based one, and the wider of them
// with its p and degrees of freedom.
func (f *Fitted) intervals(e logit.Effect, name string) (wider result.Estimate, p *float64, df float64, clustered, based result.Estimate) {
	based, p = Spread(e, f.Model, f.Choice.Level, name+"; normal interval, model-based standard error")
	if f.Clustered == nil {
		if f.Choice.Cluster != result.ClusterNone {
			based.Method += " (fewer than two clusters)"
		}
		return based, p, 0, based, based
	}
	df = f.Clustered.DF(e)
	clustered, clusteredP := Spread(e, f.Clustered, f.Choice.Level,
		fmt.Sprintf("%s; t interval with %.4g degrees of freedom, %s", name, df, f.Choice.seName(f.Clustered)))
	if !clustered.Estimable() || result.Width(based) > result.Width(clustered) {
		based.Method += ", the wider of it and the clustered one"
		return based, p, 0, clustered, based
	}
	return clustered, clusteredP, df, clustered, based
}

func (f *Fitted) wider(e logit.Effect, name string) (result.Estimate, *float64, float64, bool) {
	out, p, df, _, _ := f.intervals(e, name)
	return out, p, df, out.Estimable()
}

func (f *Fitted) scalarP(e logit.Effect) (clustered, based *float64) {
	_, based = Spread(e, f.Model, f.Choice.Level, "")
	if f.Clustered == nil {
		return based, based
	}
	_, clustered = Spread(e, f.Clustered, f.Choice.Level, "")
	return clustered, based
}
