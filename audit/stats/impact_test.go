package stats_test

import (
	"fmt"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

func TestFourFifths(t *testing.T) {
	for _, c := range []struct {
		name string
		t    stats.Table
		want bool
	}{
		// Rates of 45, 48 and 51 against 60 %: the worked example of the Questions
		// and Answers on the Uniform Guidelines, 44 FR 11996 (1979).
		{"45/60 fails", stats.Table{X1: 45, N1: 100, X2: 60, N2: 100}, false},
		{"48/60 is .80 and passes", stats.Table{X1: 48, N1: 100, X2: 60, N2: 100}, true},
		{"51/60 passes", stats.Table{X1: 51, N1: 100, X2: 60, N2: 100}, true},
		// 0.28/0.35 is 0.8 but 0.79999… in floating point.
		{"28/100 of 35/100", stats.Table{X1: 28, N1: 100, X2: 35, N2: 100}, true},
		{"just under", stats.Table{X1: 3_199_999, N1: 10_000_000, X2: 4, N2: 10}, false},
		{"nobody", stats.Table{X1: 0, N1: 10, X2: 4, N2: 10}, false},
		{"large counts", stats.Table{X1: 799_999_999, N1: 1_000_000_000, X2: 1_000_000_000, N2: 1_000_000_000}, false},
		{"large counts, exactly", stats.Table{X1: 800_000_000, N1: 1_000_000_000, X2: 1_000_000_000, N2: 1_000_000_000}, true},
		{"above the reference", stats.Table{X1: 9, N1: 10, X2: 4, N2: 10}, true},
	} {
		got, err := stats.FourFifths(c.t)
		if err != nil || got != c.want {
			t.Errorf("%s: got %v, %v", c.name, got, err)
		}
	}
	_, err := stats.FourFifths(stats.Table{X1: 3, N1: 10, X2: 0, N2: 10})
	oracle.Refused(t, "no reference rate", err)
	_, err = stats.FourFifths(stats.Table{X1: 0, N1: 0, X2: 3, N2: 10})
	oracle.Refused(t, "empty group", err)
}

func TestFlips(t *testing.T) {
	for _, c := range []struct {
		t    stats.Table
		want bool
	}{
		{stats.Table{X1: 2, N1: 10, X2: 3, N2: 10}, true},  // 3/10 > 2/10
		{stats.Table{X1: 1, N1: 10, X2: 3, N2: 10}, false}, // 2/10 = 2/10
		{stats.Table{X1: 2, N1: 20, X2: 3, N2: 10}, false}, // 3/20 < 2/10
		{stats.Table{X1: 0, N1: 5, X2: 1, N2: 100}, true},  // 1/5 > 0
		{stats.Table{X1: 30, N1: 100, X2: 90, N2: 100}, false},
	} {
		got, err := stats.Flips(c.t)
		if err != nil || got != c.want {
			t.Errorf("%+v: got %v, %v", c.t, got, err)
		}
	}
	_, err := stats.Flips(stats.Table{X1: 3, N1: 10, X2: 0, N2: 10})
	oracle.Refused(t, "nobody of the reference advanced", err)
}

func TestShortfall(t *testing.T) {
	for _, c := range []struct {
		x, n, total, pool int
		want              oracle.Number
	}{
		{10, 50, 40, 100, 10}, {30, 50, 40, 100, -10}, {0, 4, 0, 9, 0}, {3, 3, 3, 3, 0},
	} {
		got, err := stats.Shortfall(c.x, c.n, c.total, c.pool)
		if err != nil {
			t.Error(err)
		}
		oracle.Near(t, fmt.Sprintf("%+v", c), got, c.want, 1e-14)
	}
	for _, c := range [][4]int{{0, 0, 1, 5}, {1, 2, 0, 0}, {3, 2, 5, 10}, {1, 2, 0, 10}, {1, 9, 9, 10}, {-1, 2, 3, 9}} {
		_, err := stats.Shortfall(c[0], c[1], c[2], c[3])
		oracle.Refused(t, fmt.Sprint(c), err)
	}
}

// The shortfall over the hypergeometric standard deviation is z.
func TestShortfallAndZAgree(t *testing.T) {
	tab := stats.Table{X1: 29, N1: 100, X2: 12, N2: 80}
	s, _ := stats.Shortfall(tab.X1, tab.N1, tab.X1+tab.X2, tab.N1+tab.N2)
	z, _ := stats.HypergeometricZ(tab)
	mean, _ := tab.Margins()
	oracle.Near(t, "shortfall", s, oracle.Number(mean-29), 1e-13)
	if (s > 0) == (z > 0) {
		t.Errorf("shortfall %v and z %v have the same sign", s, z)
	}
}
