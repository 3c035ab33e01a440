package planning

import (
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// Design is a stage as it is planned for.
type Design struct {
	// Rate of advancing of those without the signal, in (0,1).
	Rate float64
	// Share of the applicants that have the signal, in (0,1).
	Share float64
	// PerRequisition is the mean number of decisions a requisition, above 1; 0 = plan
	// without clusters and without requisition effects.
	PerRequisition float64
	// DesignEffect multiplies the variance beyond that: 1 if the signal goes with no
	// other, 1/(1 − R²) with R² of the signal on the other columns within requisitions
	// (the variance inflation factor). At least 1.
	DesignEffect float64
	// Tests is the number of signals that Holm's correction counts; at least 1.
	Tests int
	// Alpha is two-sided; Power is of one signal.
	Alpha, Power float64
}

// most bounds the search: more decisions than any employer has.
const most = 1 << 30

// leastClusters are the fewest requisitions of a plan with clusters: one degree of freedom.
const leastClusters = 2

func (d Design) check() error {
	switch {
	case !(d.Rate > 0 && d.Rate < 1):
		return stats.NotEstimablef("a rate of %v leaves nothing to tell apart", d.Rate)
	case !(d.Share > 0 && d.Share < 1):
		return stats.NotEstimablef("a share of %v leaves one of the two groups empty", d.Share)
	case d.PerRequisition != 0 && !(d.PerRequisition > 1):
		return stats.NotEstimablef("%v decisions a requisition leave nothing to compare within one", d.PerRequisition)
	case !(d.DesignEffect >= 1) || math.IsInf(d.DesignEffect, 1):
		return stats.NotEstimablef("a design effect of %v is none", d.DesignEffect)
	case d.Tests < 1:
		return stats.NotEstimablef("%d tests are none", d.Tests)
	}
	return checkLevels(d.Alpha, d.Power)
}

func checkLevels(alpha, power float64) error {
	if !(alpha > 0 && alpha < 1) || !(power > 0 && power < 1) {
		return stats.NotEstimablef("significance level %v and power %v must lie between 0 and 1", alpha, power)
	}
	return nil
}

// inflation of the variance: requisition effects take one decision of each requisition.
func (d Design) inflation() float64 {
	if d.PerRequisition == 0 {
		return d.DesignEffect
	}
	return d.DesignEffect * d.PerRequisition / (d.PerRequisition - 1)
}

// law of the standardised estimate: t with G − 1 degrees of freedom for errors clustered
// by G requisitions, else normal.
func (d Design) law(n float64) (quantile, cdf func(float64) float64, ok bool) {
	if d.PerRequisition == 0 {
		return distuv.UnitNormal.Quantile, distuv.UnitNormal.CDF, true
	}
	g := n / d.PerRequisition
	if g < leastClusters {
		return nil, nil, false
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: g - 1}
	return t.Quantile, t.CDF, true
}

// PowerToDetect is the chance that the corrected test finds that those with the signal
// advance at another rate, n decisions being made.
//
//	F( (|p₁ − p₀| − t_{1−α/2m} · sqrt(D p̄(1−p̄)(1/n₁+1/n₀))) / sqrt(D (p₁(1−p₁)/n₁ + p₀(1−p₀)/n₀)) )
//
// F and t are Student's with G − 1 degrees of freedom, G = n/PerRequisition requisitions;
// D is the design effect times PerRequisition/(PerRequisition − 1); p̄ weighs the rates by
// group size. Holm's correction is planned for at α/m, its first and strictest step: the
// power of a signal beside others that are found is higher. With one test, no clusters
// and D = 1 it is R's power.prop.test for two groups of any size. Approximate: a t
// distribution that is shifted and scaled, not the non-central one.
// Source: Fleiss, Levin & Paik (2003) Statistical Methods for Rates and Proportions,
// §4.2; Holm (1979) Scand J Stat 6:65–70; Donner & Klar (2000) Design and Analysis of
// Cluster Randomization Trials, §5.2, for the t quantile.
func (d Design) PowerToDetect(n, difference float64) (float64, error) {
	if err := d.check(); err != nil {
		return 0, err
	}
	other := d.Rate + difference
	if !(other >= 0 && other <= 1) || difference == 0 {
		return 0, stats.NotEstimablef("a rate of %v is none, or the same", other)
	}
	quantile, cdf, ok := d.law(n)
	if !ok {
		return 0, nil
	}
	n1, n0 := n*d.Share, n*(1-d.Share)
	pooled := d.Share*other + (1-d.Share)*d.Rate
	null := math.Sqrt(d.inflation() * pooled * (1 - pooled) * (1/n1 + 1/n0))
	alternative := math.Sqrt(d.inflation() * (other*(1-other)/n1 + d.Rate*(1-d.Rate)/n0))
	t := quantile(1 - d.Alpha/2/float64(d.Tests))
	return cdf((math.Abs(difference) - t*null) / alternative), nil
}

// PowerOfEquivalence is the chance that the 1 − α interval of a signal lies inside
// ±margin, n decisions being made and those with the signal advancing at a rate that
// differs by truth.
//
//	F((δ − θ)/s − t_{1−α/2}) + F((δ + θ)/s − t_{1−α/2}) − 1, at least 0
//
// with s² = D (p₁(1−p₁)/n₁ + p₀(1−p₀)/n₀), p₁ = p₀ + θ. These are two one-sided tests at
// α/2 each (usual texts take α each, and the 1 − 2α interval); they need no correction,
// each claim being about its own interval.
// Source: Schuirmann (1987) J Pharmacokinet Biopharm 15:657–680; Chow, Shao & Wang
// (2008) Sample Size Calculations in Clinical Research, §4.2.
func (d Design) PowerOfEquivalence(n, margin, truth float64) (float64, error) {
	if err := d.check(); err != nil {
		return 0, err
	}
	other := d.Rate + truth
	if !(margin > 0) || !(other >= 0 && other <= 1) {
		return 0, stats.NotEstimablef("a margin of %v or a rate of %v is none", margin, other)
	}
	quantile, cdf, ok := d.law(n)
	if !ok {
		return 0, nil
	}
	s := math.Sqrt(d.inflation() * (other*(1-other)/(n*d.Share) + d.Rate*(1-d.Rate)/(n*(1-d.Share))))
	t := quantile(1 - d.Alpha/2)
	return math.Max(0, cdf((margin-truth)/s-t)+cdf((margin+truth)/s-t)-1), nil
}

// Detect is the smallest number of decisions with the planned power of PowerToDetect.
// Not estimable where no number has it.
func (d Design) Detect(difference float64) (int, error) {
	return smallest(d.Power, func(n float64) (float64, error) { return d.PowerToDetect(n, difference) })
}

// Equivalence is the smallest number of decisions with the planned power of
// PowerOfEquivalence, there being no effect. Not estimable where no number has it.
func (d Design) Equivalence(margin float64) (int, error) {
	return smallest(d.Power, func(n float64) (float64, error) { return d.PowerOfEquivalence(n, margin, 0) })
}

// smallest doubles and bisects.
func smallest(power float64, at func(n float64) (float64, error)) (int, error) {
	enough := func(n int) (bool, error) {
		p, err := at(float64(n))
		return p >= power, err
	}
	high := 4
	for {
		ok, err := enough(high)
		if err != nil {
			return 0, err
		}
		if ok {
			break
		}
		if high *= 2; high > most {
			return 0, stats.NotEstimablef("no number of decisions is enough")
		}
	}
	low := high / 2
	for high-low > 1 {
		mid := (low + high) / 2
		ok, err := enough(mid)
		if err != nil {
			return 0, err
		}
		if ok {
			high = mid
		} else {
			low = mid
		}
	}
	return high, nil
}
