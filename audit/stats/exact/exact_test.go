package exact

import (
	"math"
	"testing"

	"weaksignal/audit/stats"
)

// A cut distribution and a full one agree where both are defined.
func TestCoarseTrimCostsNoDigits(t *testing.T) {
	strata := manyStrata(30, 1000)
	c, err := newConditional(strata)
	if err != nil {
		t.Fatal(err)
	}
	if !c.exact() {
		t.Fatalf("%d possible values: the case is meant to be summed in full", c.hi-c.lo)
	}
	full := c.distribution(0)
	cut := hypergeometric(c.tables[0], 0, coarseTrim)
	for _, tab := range c.tables[1:] {
		cut = convolve(cut, hypergeometric(tab, 0, coarseTrim)).trimmed(coarseTrim)
	}
	if len(cut.p) >= len(full.p) {
		t.Fatalf("the cut kept %d of %d values", len(cut.p), len(full.p))
	}
	for x := cut.first; x <= cut.last(); x++ {
		if d := math.Abs(cut.at(x) - full.at(x)); d > 1e-37 && d > 1e-12*full.at(x) {
			t.Fatalf("P(%d) = %v, in full %v", x, cut.at(x), full.at(x))
		}
	}
}

func TestTinyPValuesAreNeverZero(t *testing.T) {
	// Far below the smallest float64.
	f, err := Fisher(stats.Table{X1: 100_000, N1: 100_000, X2: 0, N2: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	if f.P != math.SmallestNonzeroFloat64 || f.Bound {
		t.Errorf("got %+v", f)
	}
	// In R 4.2.2: fisher.test(matrix(c(800, 200, 250, 750), 2))$p.value
	if f, err = Fisher(stats.Table{X1: 800, N1: 1000, X2: 250, N2: 1000}); err != nil {
		t.Fatal(err)
	}
	if math.Abs(math.Log(f.P)-math.Log(4.139363357408232e-141)) > 1e-9 {
		t.Errorf("got %v", f.P)
	}
	// Many large strata are cut, and say so.
	strata := manyStrata(40, 3000)
	for i := range strata {
		strata[i].X1 = strata[i].N1
	}
	ex, err := ExactCMH(strata)
	if err != nil {
		t.Fatal(err)
	}
	if !ex.Bound || ex.P != smallestExact {
		t.Errorf("got %+v, want the bound", ex)
	}
}
