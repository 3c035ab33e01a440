package logit

import (
	"fmt"
	"math"
	"strings"

	"weaksignal/audit/stats"
)

// Fit is a model with an intercept per stratum and K slopes, fitted by
// LogisticML, Firth or LinearProbability. It is immutable.
type Fit struct {
	g     *Grouped
	link  link
	firth bool
	// alpha and beta are the estimate in working scale, info the information there.
	alpha, beta []float64
	info        *information
	// rates are the intercepts of fitted rates: FLIC after Firth, else alpha.
	rates []float64
	// LogLik is the log-likelihood at the estimate, without a penalty. For a linear
	// model it is 0.
	LogLik float64
	// Penalized is the log-likelihood plus half the log determinant of the
	// information on all intercepts and slopes; LogLik without Firth's penalty.
	Penalized float64
	// NullLogLik is that of intercepts alone.
	NullLogLik float64
	// Iterations of Newton's method.
	Iterations int
	// Separation is nil unless the maximum-likelihood estimate is infinite.
	Separation *Separation
	// ML is the maximised log-likelihood without a penalty, where finite estimates attain it.
	ML *float64
}

// Separation names what runs to infinity under maximum likelihood.
type Separation struct {
	// Columns of the caller with infinite coefficients; empty where only intercepts are infinite.
	Columns []int
	// Alone are those of Columns that separate the data without the others. With
	// complete separation by one column any other can join it, so that Columns holds
	// more than what is at work.
	Alone []int
	names []string // of Alone, or of Columns where none does
}

// String is a clause such as "referral predicts decisions without exception in part of the data".
func (s Separation) String() string {
	verb := " together predict"
	switch {
	case len(s.names) == 0:
		return "some requisitions are decided without exception"
	case len(s.names) == 1:
		verb = " predicts"
	case len(s.Alone) > 0:
		verb = " each predict"
	}
	return strings.Join(s.names, ", ") + verb + " decisions without exception in part of the data"
}

// LogisticML fits logit P(advance) = α_stratum + xᵀβ by maximum likelihood,
//
//	Σ_i (y_i - n_i p_i) x_i = 0,   information I = Σ_i n_i p_i (1-p_i) x_i x_iᵀ,
//
// with Newton's method and step halving, which is iteratively reweighted least
// squares. Assumes independent applications given x and the stratum, and linearity
// in the log odds. With few applications per stratum the slopes are biased away
// from 0 (by a factor of 2 in matched pairs): use Firth or ConditionalLogit. Where
// the data are separated there is no finite estimate: *NotEstimable, with the columns.
//
// McCullagh & Nelder (1989), Generalized Linear Models, section 4.4.
func LogisticML(g *Grouped) (*Fit, error) {
	s := problem{g: g}.maximize(g.start(), make([]float64, len(g.active)))
	if s.diverged {
		return nil, &stats.NotEstimable{Reason: "no finite maximum-likelihood estimate: " + g.separationOf(s.separated).String()}
	}
	if !s.converged {
		return nil, &stats.NotEstimable{Reason: fmt.Sprintf(
			"the maximum-likelihood fit did not settle in %d iterations", s.iterations)}
	}
	return g.fit(s, false), nil
}

func (g *Grouped) fit(s *solution, firth bool) *Fit {
	f := &Fit{g: g, link: logisticLink, firth: firth, alpha: s.alpha, beta: s.beta, info: s.info,
		rates: s.alpha, LogLik: s.m.loglik, NullLogLik: g.nullLogLik(), Iterations: s.iterations}
	f.Penalized = f.LogLik
	if firth {
		f.Penalized = s.objective + g.logScale()
		return f
	}
	f.ML = &f.LogLik
	return f
}

// logScale turns ½ log det of the working information into that of the original columns.
func (g *Grouped) logScale() (v float64) {
	for _, s := range g.scale {
		v += math.Log(s)
	}
	return v
}

// Coefficient returns the slope of the caller's column j: log odds per unit, or
// difference in probability per unit for a linear model. *NotEstimable if aliased.
func (f *Fit) Coefficient(j int) (float64, error) {
	w, err := f.g.working(j)
	if err != nil {
		return 0, err
	}
	return f.beta[w] / f.g.scale[w], nil
}

// Intercepts returns the estimated intercept of each stratum of Grouped.Strata,
// at covariates 0.
func (f *Fit) Intercepts() []float64 { return f.atZero(f.alpha) }

// RateIntercepts returns the intercepts of fitted rates: after Firth those of
// FLIC, else Intercepts.
func (f *Fit) RateIntercepts() []float64 { return f.atZero(f.rates) }

// Fitted returns the fitted rate of each of the caller's rows, of which there are
// rows; NaN for those of strata that are not in the fit.
func (f *Fit) Fitted(rows int) []float64 { return f.means(rows, f.rates) }

// Mean returns the fitted rate of each of the caller's rows at the estimate itself, without
// FLIC: what residuals and scores are taken from. NaN as in Fitted.
func (f *Fit) Mean(rows int) []float64 { return f.means(rows, f.alpha) }

// means by the caller's rows, with the given intercepts.
func (f *Fit) means(rows int, intercepts []float64) []float64 {
	out := make([]float64, rows)
	for i := range out {
		out[i] = math.NaN()
	}
	g, k := f.g, len(f.beta)
	for i, row := range g.source {
		out[row], _ = f.mean(intercepts[g.stratum[i]] + stats.Dot(g.x[i*k:(i+1)*k], f.beta))
	}
	return out
}

func (f *Fit) atZero(alpha []float64) []float64 {
	var shift float64
	for w, b := range f.beta {
		shift += b * f.g.center[w] / f.g.scale[w]
	}
	out := make([]float64, len(alpha))
	for s, a := range alpha {
		out[s] = a - shift
	}
	return out
}

// LikelihoodRatio tests that the coefficients of the given columns are all 0:
//
//	2 (ℓ(θ̂) - ℓ(θ̂₀)) ~ χ² with as many degrees of freedom as columns with a coefficient.
//
// After Firth, ℓ is the penalised likelihood at both, and the restricted fit is
// penalised with the information of the full model, as logistf does (Heinze &
// Schemper 2002, section 2.3): otherwise the two differ by the penalty of the
// columns tested. *NotEstimable where no column has a coefficient.
func (f *Fit) LikelihoodRatio(columns ...int) (stats.ChiSquare, error) {
	if err := f.needsLikelihood(); err != nil {
		return stats.ChiSquare{}, err
	}
	free, df, err := f.g.without(columns)
	if err != nil {
		return stats.ChiSquare{}, err
	}
	beta := make([]float64, len(f.beta))
	for _, w := range free {
		beta[w] = f.beta[w]
	}
	p := problem{g: f.g, firth: f.firth, free: free}
	s := p.maximize(f.alpha, beta)
	if !s.converged {
		s = p.maximize(f.g.start(), make([]float64, len(f.beta)))
	}
	if !s.converged {
		return stats.ChiSquare{}, &stats.NotEstimable{Reason: "the fit without the tested columns did not settle"}
	}
	return stats.NewChiSquare(2*(f.workingObjective()-s.objective), df), nil
}

func (f *Fit) workingObjective() float64 {
	if f.firth {
		return f.Penalized - f.g.logScale()
	}
	return f.LogLik
}

// without lists the working columns that are not among the caller's columns.
func (g *Grouped) without(columns []int) (free []int, df int, err error) {
	tested := make([]bool, len(g.active))
	var aliased error
	for _, j := range columns {
		w, err := g.working(j)
		if err != nil {
			aliased = err
			continue
		}
		tested[w] = true
	}
	free = []int{}
	for w, t := range tested {
		if t {
			df++
		} else {
			free = append(free, w)
		}
	}
	if df == 0 {
		if aliased == nil {
			aliased = &stats.NotEstimable{Reason: "no columns to test"}
		}
		return nil, 0, aliased
	}
	return free, df, nil
}

func (f *Fit) needsLikelihood() error {
	if f.link != logisticLink {
		return fmt.Errorf("a linear model has no likelihood ratio")
	}
	return nil
}
