package agreement

import (
	"math"
	"math/rand/v2"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// ReviewStratum is what people found in a random sample of a stratum, within
// which every unit has the same chance to be looked at.
type ReviewStratum struct {
	// Positive is the program's answer in this stratum.
	Positive bool
	// Size counts the units of the stratum, Reviewed those looked at, Confirmed those
	// of them that truly have the property. 0 ≤ Confirmed ≤ Reviewed ≤ Size.
	Size, Reviewed, Confirmed int
}

// Accuracy of a yes-or-no reading against the truth, proportions in [0,1].
type Accuracy struct {
	// Sensitivity is P(read | true), Specificity P(not read | not true), Prevalence P(true).
	Sensitivity, Specificity, Prevalence float64
}

// BeggGreenes estimates sensitivity and specificity where only a sample was
// verified, drawn by the reading itself. Each verified unit stands for the units of
// its stratum (weight Size/Reviewed, the inverse of its chance to be looked at):
//
//	sensitivity = Σ_{h read} N_h·c_h / Σ_h N_h·c_h,   c_h = confirmed_h / reviewed_h
//	specificity = Σ_{h not read} N_h·(1−c_h) / Σ_h N_h·(1−c_h)
//
// Assumes that whether a unit was verified depends on its stratum alone. Naive
// shares among the verified overstate sensitivity, as negatives are rarely verified.
// A side without any unit gives NaN there. *NotEstimable where a stratum with units
// has none reviewed: nothing then stands for it.
//
// Begg & Greenes (1983) Biometrics 39:207–215. Synonyms: correction for
// verification bias, inverse probability weighting of a two-phase sample.
func BeggGreenes(strata []ReviewStratum) (Accuracy, error) {
	shares := make([]float64, len(strata))
	for h, s := range strata {
		switch {
		case s.Confirmed < 0 || s.Confirmed > s.Reviewed || s.Reviewed > s.Size:
			return Accuracy{}, stats.NotEstimablef("%d confirmed of %d reviewed of %d is no sample", s.Confirmed, s.Reviewed, s.Size)
		case s.Size > 0 && s.Reviewed == 0:
			return Accuracy{}, stats.NotEstimablef("none of the %d in one of the strata was reviewed", s.Size)
		case s.Size > 0:
			shares[h] = float64(s.Confirmed) / float64(s.Reviewed)
		}
	}
	return accuracyAt(strata, shares), nil
}

// accuracyAt takes the share of true units in each stratum as known.
func accuracyAt(strata []ReviewStratum, shares []float64) Accuracy {
	var truth, found, untrue, rightly float64
	for h, s := range strata {
		yes := float64(s.Size) * shares[h]
		no := float64(s.Size) - yes
		truth, untrue = truth+yes, untrue+no
		if s.Positive {
			found += yes
		} else {
			rightly += no
		}
	}
	return Accuracy{Sensitivity: found / truth, Specificity: rightly / untrue, Prevalence: truth / (truth + untrue)}
}

// BootstrapAccuracy resamples the verified units within each stratum and computes
// [BeggGreenes] anew, draws times, in draw order. Draw r has a generator of its own,
// (seed, r), so that nothing depends on workers.
//
// Where all verified units of a stratum are alike, resampling shows nothing else:
// no error in ten absent ones would claim that there is none in the other 250. The
// share of such a stratum is drawn from Beta(c + ½, n − c + ½) instead, Jeffreys'
// posterior, so that few reviewed give a wide interval. Few false negatives are
// where corrections for verification bias are known to fail (Cronin & Vickers 2008,
// BMC Medical Research Methodology 8:75).
//
// Efron & Tibshirani (1993), chapter 8 (strata); Brown, Cai & DasGupta (2001)
// Statistical Science 16:101–133 for Jeffreys' interval.
func BootstrapAccuracy(strata []ReviewStratum, draws int, seed uint64, workers int) []Accuracy {
	out := make([]Accuracy, draws)
	stats.Parallel(workers, draws, func(r int) {
		rng := rand.New(rand.NewPCG(seed, uint64(r)))
		shares := make([]float64, len(strata))
		for h, s := range strata {
			shares[h] = drawShare(s, rng)
		}
		out[r] = accuracyAt(strata, shares)
	})
	return out
}

func drawShare(s ReviewStratum, rng *rand.Rand) float64 {
	c, n := float64(s.Confirmed), float64(s.Reviewed)
	switch {
	case s.Size == 0:
		return 0
	case s.Confirmed == 0 || s.Confirmed == s.Reviewed:
		return distuv.Beta{Alpha: c + 0.5, Beta: n - c + 0.5, Src: rng}.Rand()
	}
	return distuv.Binomial{N: n, P: c / n, Src: rng}.Rand() / n
}

// RoganGladen is the share that truly has a property of which the share read is
// seen through a reading of known accuracy,
//
//	π = (read + specificity − 1) / (sensitivity + specificity − 1),
//
// cut to [0,1]. *NotEstimable unless sensitivity + specificity > 1: a reading that
// is no better than chance says nothing.
//
// Rogan & Gladen (1978) American Journal of Epidemiology 107:71–76.
func RoganGladen(read float64, a Accuracy) (float64, error) {
	if !(a.Sensitivity+a.Specificity > 1) {
		return 0, stats.NotEstimablef("sensitivity and specificity add up to no more than 1: the reading is no better than chance")
	}
	return a.truth(read), nil
}

func (a Accuracy) truth(read float64) float64 {
	return math.Min(1, math.Max(0, (read+a.Specificity-1)/(a.Sensitivity+a.Specificity-1)))
}

// CorrectedRates are the rates of advancing with and without a property that was
// read with errors, the errors being the same for those advanced and those not: the
// matrix method, [RoganGladen] among the advanced and among the rest. t holds the
// table as read. A group that turns out to be empty gives NaN.
//
// Barron (1977) Biometrics 33:414–418; Rothman, Greenland & Lash (2008) Modern
// Epidemiology, 3rd ed., ch. 19.
func CorrectedRates(t stats.Table, a Accuracy) (with, without float64, err error) {
	if _, err := RoganGladen(0, a); err != nil {
		return 0, 0, err
	}
	advanced, rest := float64(t.X1+t.X2), float64(t.N1-t.X1+t.N2-t.X2)
	share := func(read, all float64) float64 {
		if all == 0 {
			return 0
		}
		return a.truth(read / all)
	}
	yes, no := share(float64(t.X1), advanced)*advanced, share(float64(t.N1-t.X1), rest)*rest
	return yes / (yes + no), (advanced - yes) / (advanced - yes + rest - no), nil
}

// Calibrate gives the probability that a property read with errors is truly there,
// for a unit with it read and for one without, where rate is the share read among
// units of the same covariates. It is what regression calibration puts in the
// place of the reading: on the scale of risk differences
//
//	E[Y | read, Z] = E[Y | X=0, Z] + P(X=1 | read, Z)·Δ(Z),
//
// so that a linear model on it is exact and a logistic one nearly so, as long as the
// errors depend on the truth alone. cut tells that rate is below 1 − specificity or
// above sensitivity, where the true share is taken as 0 or 1. The accuracy must be
// better than chance.
//
// Rosner, Spiegelman & Willett (1990) American Journal of Epidemiology 132:734–745;
// Carroll, Ruppert, Stefanski & Crainiceanu (2006) Measurement Error in Nonlinear
// Models, 2nd ed., ch. 4.
func (a Accuracy) Calibrate(rate float64) (read, unread float64, cut bool) {
	truth := a.truth(rate)
	cut = rate < 1-a.Specificity || rate > a.Sensitivity
	read, unread = a.Specificity, 1-a.Sensitivity // where nothing decides: 1 and 0 if the reading is without error
	if p := truth*a.Sensitivity + (1-truth)*(1-a.Specificity); p > 0 {
		read = truth * a.Sensitivity / p
	}
	if q := truth*(1-a.Sensitivity) + (1-truth)*a.Specificity; q > 0 {
		unread = truth * (1 - a.Sensitivity) / q
	}
	return read, unread, cut
}
