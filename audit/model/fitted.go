package model

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
)

// Fitted is one specification, fitted: what effects are read from.
//
// Mu, weights and scores of a pattern i of the design (At[i] in the base): Fit.Mean(Len())
// are the fitted rates p_i at the estimate, n_i p_i (1−p_i) the weights, Y_i − n_i p_i the
// residuals, Cell(c, i) the columns. A rate is NaN where the pattern's requisition is not
// in the fit: those in which everyone or no one advanced, under a logistic model.
type Fitted struct {
	*Design
	Choice  Choice
	Grouped *logit.Grouped
	// Fit is logistic on the requisitions with both outcomes, or linear on all of them
	// where Choice.LinearHeadline says so.
	Fit *logit.Fit
	// Model is the model-based covariance, Clustered the clustered one (two-way where
	// people apply several times); nil where the plan wants none or there is one cluster.
	Model, Clustered *logit.Covariance
}

// Fit fits the design as the choice says.
func (d *Design) Fit(c Choice) (*Fitted, error) {
	return d.FitPatterns(c, d.lazily(), d.Base.weighted)
}

// FitPatterns fits patterns that have the design's columns. weighted: their counts
// need not be whole.
func (d *Design) FitPatterns(c Choice, p logit.Patterns, weighted bool) (*Fitted, error) {
	g, err := logit.NewGrouped(p, logit.GroupedOptions{Workers: c.Workers, KeepSingleClass: c.LinearHeadline, Weighted: weighted})
	if err != nil {
		return nil, err
	}
	return d.fitGrouped(c, g)
}

// fitGrouped fits data of the design that are packed already.
func (d *Design) fitGrouped(c Choice, g *logit.Grouped) (*Fitted, error) {
	var fit *logit.Fit
	var err error
	switch {
	case c.LinearHeadline:
		fit, err = logit.LinearProbability(g)
	case c.Penalty == result.PenaltyFirth && d.start != nil:
		fit, err = logit.FirthNear(g, d.start, d.rough)
	case c.Penalty == result.PenaltyFirth:
		fit, err = logit.Firth(g)
	case d.start != nil:
		fit, err = logit.LogisticNear(g, d.start, d.rough)
	default:
		fit, err = logit.LogisticML(g)
	}
	if err != nil {
		return nil, err
	}
	return d.fitted(c, g, fit), nil
}

func (d *Design) fitted(c Choice, g *logit.Grouped, fit *logit.Fit) *Fitted {
	f := &Fitted{Design: d, Choice: c, Grouped: g, Fit: fit, Model: fit.ModelCovariance()}
	if c.Cluster != result.ClusterNone {
		// One cluster has no clustered error: the model-based one stands in and says so.
		f.Clustered, _ = fit.TwoWayCovariance(logit.ByCluster, logit.Correction(c.ClusterCorrection))
	}
	return f
}

// Under fits the headline's model under another specification of the same stage.
func (a *Adjustment) Under(s Specification) (*Fitted, error) {
	return a.near(a.Base, s, false).Fit(a.Choice)
}

// near is a design whose penalised fit starts at the headline's, which saves most of its
// steps. rough: it only stands beside the headline.
func (a *Adjustment) near(b *Base, s Specification, rough bool) *Design {
	d := b.Design(s)
	d.start, d.rough = a.Fit, rough
	return d
}

// Own is the fit that factor j's effect is read from: on the applications whose value of
// j is known. It is kept, and shared by factors that are unknown for the same ones.
// Above waldAbove patterns it is the model of all applications, in which the unknown have
// an indicator: one more pass over the data for each signal would move nothing.
func (a *Adjustment) Own(j int) (*Fitted, error) {
	if a.Headline == nil {
		return nil, a.why()
	}
	if a.Grouped.Rows() > waldAbove {
		return a.Headline, nil
	}
	mask := a.mask(j)
	if mask == "" {
		return a.Headline, nil
	}
	if f, ok := a.own[mask]; ok {
		return f.fit, f.err
	}
	s := All(a.Choice.Form)
	s.Of, s.Fill = j, DropUnknown
	f, err := a.Under(s)
	a.own[mask] = ownFit{f, err}
	return f, err
}

type ownFit struct {
	fit *Fitted
	err error
}

// mask names the patterns whose value of j is unknown; "" = none.
func (a *Adjustment) mask(j int) string {
	var mask []byte
	for i, c := range a.Base.codes[j] {
		if c == 0 {
			mask = append(mask, byte(i), byte(i>>8), byte(i>>16), byte(i>>24))
		}
	}
	return string(mask)
}

// estimable tells why factor j has no coefficient in the fit; "" = it has one.
func (f *Fitted) estimable(j int) string {
	if len(f.Own[j]) == 0 {
		return "does not vary"
	}
	why := ""
	for _, c := range f.Own[j] {
		if why = f.Grouped.Aliased(c); why == "" {
			return ""
		}
	}
	return why
}

// block lists the factors' columns of a block.
func (d *Design) block(b result.Block) []int {
	return d.ColumnsOf(func(f *dataset.Factor) bool { return f.Block == b })
}
