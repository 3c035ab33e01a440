package agreement

import (
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
	"weaksignal/audit/stats/resample"

	"gonum.org/v1/gonum/stat/distuv"
)

type accuracyFile struct {
	TwoPhase map[string]struct {
		Strata []struct {
			Positive                  float64
			Size, Reviewed, Confirmed int
		}
		Estimate                 Accuracy
		Sensitivity, Specificity [2]float64
	} `json:"two_phase"`
	RoganGladen []struct {
		X, N, Se, Sp, Share float64
	} `json:"rogan_gladen"`
	MatrixMethod []struct {
		X1, N1, X2, N2 int
		With, Without  float64
	} `json:"matrix_method"`
}

func TestAccuracyAgainstR(t *testing.T) {
	var file accuracyFile
	oracle.Load(t, "accuracy/expected.json", &file)
	for name, s := range file.TwoPhase {
		var strata []ReviewStratum
		degenerate := false
		for _, h := range s.Strata {
			strata = append(strata, ReviewStratum{h.Positive == 1, h.Size, h.Reviewed, h.Confirmed})
			degenerate = degenerate || h.Size > 0 && (h.Confirmed == 0 || h.Confirmed == h.Reviewed)
		}
		got, err := BeggGreenes(strata)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		oracle.Near(t, name+" sensitivity", got.Sensitivity, oracle.Number(s.Estimate.Sensitivity), 1e-12)
		oracle.Near(t, name+" specificity", got.Specificity, oracle.Number(s.Estimate.Specificity), 1e-12)
		oracle.Near(t, name+" prevalence", got.Prevalence, oracle.Number(s.Estimate.Prevalence), 1e-12)
		if degenerate {
			continue // resampling shows no error there; TestAlikeAnswersAreNoCertainty
		}
		var se, sp []float64
		for _, a := range BootstrapAccuracy(strata, 20000, 1, 2) {
			se, sp = append(se, a.Sensitivity), append(sp, a.Specificity)
		}
		for what, c := range map[string]struct {
			draws []float64
			want  [2]float64
		}{"sensitivity": {se, s.Sensitivity}, "specificity": {sp, s.Specificity}} {
			low, high, err := resample.Percentile(c.draws, .95)
			if err != nil || math.Abs(low-c.want[0]) > .01 || math.Abs(high-c.want[1]) > .01 {
				t.Errorf("%s %s: bootstrap interval %.4f to %.4f (%v), R has %v", name, what, low, high, err, c.want)
			}
		}
	}
	for _, c := range file.RoganGladen {
		got, err := RoganGladen(c.X/c.N, Accuracy{Sensitivity: c.Se, Specificity: c.Sp})
		if err != nil || math.Abs(got-c.Share) > 1e-12 {
			t.Errorf("RoganGladen(%v): %v, %v, want %v", c, got, err, c.Share)
		}
	}
	for _, c := range file.MatrixMethod {
		with, without, err := CorrectedRates(stats.Table{X1: c.X1, N1: c.N1, X2: c.X2, N2: c.N2}, Accuracy{Sensitivity: .8, Specificity: .97})
		if err != nil || math.Abs(with-c.With) > 1e-12 || math.Abs(without-c.Without) > 1e-12 {
			t.Errorf("CorrectedRates(%v): %v, %v, %v", c, with, without, err)
		}
	}
}

// TestPublishedVerificationBias: hepatic scintigraphy, as corrected by Begg &
// Greenes (1983): sensitivity .84 (naive .90) and specificity .74 (naive .63).
func TestPublishedVerificationBias(t *testing.T) {
	got, err := BeggGreenes([]ReviewStratum{{true, 429, 263, 231}, {false, 221, 81, 27}})
	if err != nil || math.Round(got.Sensitivity*100) != 84 || math.Round(got.Specificity*100) != 74 {
		t.Errorf("got %+v, %v, want .84 and .74", got, err)
	}
}

func TestAccuracyRefuses(t *testing.T) {
	_, err := BeggGreenes([]ReviewStratum{{true, 10, 5, 5}, {false, 90, 0, 0}})
	oracle.Refused(t, "a stratum that nobody reviewed", err)
	_, err = BeggGreenes([]ReviewStratum{{true, 10, 5, 6}})
	oracle.Refused(t, "more confirmed than reviewed", err)
	_, err = RoganGladen(.2, Accuracy{Sensitivity: .4, Specificity: .6})
	oracle.Refused(t, "a reading no better than chance", err)
	_, _, err = CorrectedRates(stats.Table{X1: 1, N1: 2, X2: 1, N2: 2}, Accuracy{Sensitivity: .1, Specificity: .1})
	oracle.Refused(t, "rates by a reading worse than chance", err)
}

// TestAlikeAnswersAreNoCertainty: ten absent ones without an error among 250 leave
// room for many.
func TestAlikeAnswersAreNoCertainty(t *testing.T) {
	var draws []float64
	for _, a := range BootstrapAccuracy([]ReviewStratum{{true, 100, 20, 19}, {false, 250, 10, 0}}, 2000, 1, 1) {
		draws = append(draws, a.Sensitivity)
	}
	if low, _, err := resample.Percentile(draws, .95); err != nil || low > .75 {
		t.Errorf("lower limit %.3f, %v, want well below 1", low, err)
	}
}

// TestAccuracyIntervalsCover draws pools of known accuracy, reviews a sample and
// counts how often the interval holds the truth.
func TestAccuracyIntervalsCover(t *testing.T) {
	const pools, truthSe, truthSp = 400, .85, .96
	rng := rand.New(rand.NewPCG(5, 5))
	coveredSe, coveredSp, used := 0, 0, 0
	for range pools {
		// Shares of the truth in each stratum; the strata's sizes vary with the pool.
		yes, no := 60+rng.IntN(20), 300
		found := binomialDraw(rng, yes, truthSe)
		wrong := binomialDraw(rng, no, 1-truthSp)
		strata := []ReviewStratum{
			reviewOf(rng, true, found+wrong, found, 30),
			reviewOf(rng, false, yes-found+no-wrong, yes-found, 60)}
		var se, sp []float64
		for _, a := range BootstrapAccuracy(strata, 400, rng.Uint64(), 1) {
			se, sp = append(se, a.Sensitivity), append(sp, a.Specificity)
		}
		lowSe, highSe, err := resample.Percentile(se, .95)
		lowSp, highSp, err2 := resample.Percentile(sp, .95)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		used++
		if lowSe <= truthSe && truthSe <= highSe {
			coveredSe++
		}
		if lowSp <= truthSp && truthSp <= highSp {
			coveredSp++
		}
	}
	// Three standard errors of 400 pools are 3.3 points.
	for name, n := range map[string]int{"sensitivity": coveredSe, "specificity": coveredSp} {
		if share := float64(n) / float64(used); share < .915 {
			t.Errorf("%s: intervals cover in %.1f %% of pools, want about 95", name, 100*share)
		} else {
			t.Logf("%s: %.1f %%", name, 100*share)
		}
	}
}

func binomialDraw(rng *rand.Rand, n int, p float64) int {
	return int(distuv.Binomial{N: float64(n), P: p, Src: rng}.Rand())
}

// reviewOf draws n of size units, of which yes are true.
func reviewOf(rng *rand.Rand, positive bool, size, yes, n int) ReviewStratum {
	s := ReviewStratum{Positive: positive, Size: size, Reviewed: min(n, size)}
	for _, i := range rng.Perm(size)[:s.Reviewed] {
		if i < yes {
			s.Confirmed++
		}
	}
	return s
}

// TestCalibrate holds the probabilities against Bayes' rule by enumeration.
func TestCalibrate(t *testing.T) {
	a := Accuracy{Sensitivity: .8, Specificity: .97}
	const truth = .3
	rate := truth*.8 + .7*.03
	read, unread, cut := a.Calibrate(rate)
	if math.Abs(read-.24/.261) > 1e-12 || math.Abs(unread-.06/.739) > 1e-12 || cut {
		t.Errorf("got %v, %v, %v", read, unread, cut)
	}
	if read, unread, _ := (Accuracy{Sensitivity: 1, Specificity: 1}).Calibrate(.4); read != 1 || unread != 0 {
		t.Errorf("without errors: %v, %v, want 1 and 0", read, unread)
	}
	if read, unread, cut := a.Calibrate(.01); read != 0 || unread != 0 || !cut {
		t.Errorf("fewer read than false ones alone would be: %v, %v, %v, want 0, 0, cut", read, unread, cut)
	}
}
