package stats

import (
	"fmt"
	"testing"
)

func TestFourFifths(t *testing.T) {
	for _, c := range []struct {
		name string
		t    Table
		want bool
	}{
		// Rates of 45, 48 and 51 against 60 %: the worked example of the Questions
		// and Answers on the Uniform Guidelines, 44 FR 11996 (1979).
		{"45/60 fails", Table{45, 100, 60, 100}, false},
		{"48/60 is .80 and passes", Table{48, 100, 60, 100}, true},
		{"51/60 passes", Table{51, 100, 60, 100}, true},
		// 0.28/0.35 is 0.8 but 0.79999… in floating point.
		{"28/100 of 35/100", Table{28, 100, 35, 100}, true},
		{"just under", Table{3_199_999, 10_000_000, 4, 10}, false},
		{"nobody", Table{0, 10, 4, 10}, false},
		{"large counts", Table{799_999_999, 1_000_000_000, 1_000_000_000, 1_000_000_000}, false},
		{"large counts, exactly", Table{800_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000}, true},
		{"above the reference", Table{9, 10, 4, 10}, true},
	} {
		got, err := FourFifths(c.t)
		if err != nil || got != c.want {
			t.Errorf("%s: got %v, %v", c.name, got, err)
		}
	}
	_, err := FourFifths(Table{3, 10, 0, 10})
	refused(t, "no reference rate", err)
	_, err = FourFifths(Table{0, 0, 3, 10})
	refused(t, "empty group", err)
}

func TestFlips(t *testing.T) {
	for _, c := range []struct {
		t    Table
		want bool
	}{
		{Table{2, 10, 3, 10}, true},  // 3/10 > 2/10
		{Table{1, 10, 3, 10}, false}, // 2/10 = 2/10
		{Table{2, 20, 3, 10}, false}, // 3/20 < 2/10
		{Table{0, 5, 1, 100}, true},  // 1/5 > 0
		{Table{30, 100, 90, 100}, false},
	} {
		got, err := Flips(c.t)
		if err != nil || got != c.want {
			t.Errorf("%+v: got %v, %v", c.t, got, err)
		}
	}
	_, err := Flips(Table{3, 10, 0, 10})
	refused(t, "nobody of the reference advanced", err)
}

func TestShortfall(t *testing.T) {
	for _, c := range []struct {
		x, n, total, pool int
		want              number
	}{
		{10, 50, 40, 100, 10}, {30, 50, 40, 100, -10}, {0, 4, 0, 9, 0}, {3, 3, 3, 3, 0},
	} {
		got, err := Shortfall(c.x, c.n, c.total, c.pool)
		if err != nil {
			t.Error(err)
		}
		near(t, fmt.Sprintf("%+v", c), got, c.want, 1e-14)
	}
	for _, c := range [][4]int{{0, 0, 1, 5}, {1, 2, 0, 0}, {3, 2, 5, 10}, {1, 2, 0, 10}, {1, 9, 9, 10}, {-1, 2, 3, 9}} {
		_, err := Shortfall(c[0], c[1], c[2], c[3])
		refused(t, fmt.Sprint(c), err)
	}
}

// The shortfall over the hypergeometric standard deviation is z.
func TestShortfallAndZAgree(t *testing.T) {
	tab := Table{29, 100, 12, 80}
	s, _ := Shortfall(tab.X1, tab.N1, tab.X1+tab.X2, tab.N1+tab.N2)
	z, _ := HypergeometricZ(tab)
	mean, _ := tab.margins()
	near(t, "shortfall", s, number(mean-29), 1e-13)
	if (s > 0) == (z > 0) {
		t.Errorf("shortfall %v and z %v have the same sign", s, z)
	}
}
