package stats_test

import (
	"math"
	"testing"

	"weaksignal/audit/stats"
)

// Values of testdata/looks/looks.R, R 4.2.2.
func TestEffectDifferenceAgreesWithR(t *testing.T) {
	cases := []struct {
		a, b                stats.Independent
		diff, low, high, pp float64
	}{
		{stats.Independent{Value: .143, SE: .04, DF: 11}, stats.Independent{Value: .02, SE: .05, DF: 11}, 0.123, -0.0101646431654523, 0.256164643165452, 0.0684271944333614},
		{stats.Independent{Value: .3, SE: .1, DF: 4}, stats.Independent{Value: .05, SE: .02, DF: 29}, 0.25, -0.0249359208796812, 0.524935920879681, 0.0656000235217399},
	}
	for _, c := range cases {
		got, p, err := stats.EffectDifference(c.a, c.b, .95)
		if err != nil {
			t.Fatal(err)
		}
		for name, pair := range map[string][2]float64{"difference": {got.Value, c.diff}, "low": {got.Low, c.low}, "high": {got.High, c.high}, "p": {p, c.pp}} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Errorf("%v − %v: %s = %.15g, want %.15g", c.a, c.b, name, pair[0], pair[1])
			}
		}
		back, q, err := stats.EffectDifference(c.b, c.a, .95)
		if err != nil || math.Abs(back.Value+got.Value) > 1e-15 || math.Abs(q-p) > 1e-15 {
			t.Errorf("swapped: %v, p %v, %v", back, q, err)
		}
	}
}

func TestEffectDifferenceWithoutErrors(t *testing.T) {
	for _, bad := range []stats.Independent{{Value: .1, SE: 0, DF: 5}, {Value: .1, SE: math.NaN(), DF: 5}, {Value: math.Inf(1), SE: .1, DF: 5}, {Value: .1, SE: .1, DF: 0}} {
		if _, _, err := stats.EffectDifference(bad, stats.Independent{Value: .1, SE: .1, DF: 5}, .95); err == nil {
			t.Errorf("%v gave an answer", bad)
		}
	}
	if _, p, err := stats.EffectDifference(stats.Independent{Value: .1, SE: .05, DF: math.Inf(1)}, stats.Independent{Value: .1, SE: .05, DF: math.Inf(1)}, .95); err != nil || p != 1 {
		t.Errorf("no difference: p = %v, %v; want 1", p, err)
	}
}

func TestLookLevelsSumToAlpha(t *testing.T) {
	sum := 0.0
	for k := 1; k <= 200_000; k++ {
		level, err := stats.LookLevel(.05, k)
		if err != nil {
			t.Fatal(err)
		}
		sum += level
	}
	if sum >= .05 || sum < .05-1e-6 {
		t.Errorf("levels of 200,000 looks sum to %v, want just under .05", sum)
	}
	if got, _ := stats.LookLevel(.05, 2); math.Abs(got-0.0075990887731753349) > 1e-16 {
		t.Errorf("second look = %v", got)
	}
	if _, err := stats.LookLevel(.05, 0); err == nil {
		t.Error("look 0 has a level")
	}
}

// Values of testdata/looks/looks.R, R 4.2.2.
func TestMeanEffectAgreesWithR(t *testing.T) {
	effects := []stats.Independent{{Value: .30, SE: .05, DF: 11}, {Value: .12, SE: .04, DF: 24}, {Value: .21, SE: .08, DF: math.Inf(1)}}
	got, se, alike, err := stats.MeanEffect(effects, .95)
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]float64{"mean": {got.Value, 0.192857142857}, "se": {se, 0.029095718698}, "low": {got.Low, 0.134265074398}, "high": {got.High, 0.251449211316},
		"Q": {alike.Statistic, 7.955357142857}, "p": {alike.P, 0.018729067102}} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("%s = %.12g, want %.12g", name, pair[0], pair[1])
		}
	}
	for _, bad := range [][]stats.Independent{nil, effects[:1], {effects[0], {Value: .1, SE: 0, DF: 3}}, {effects[0], {Value: math.NaN(), SE: .1, DF: 3}}} {
		if _, _, _, err := stats.MeanEffect(bad, .95); err == nil {
			t.Errorf("%v gave an answer", bad)
		}
	}
}
