package reports

import (
	"math/rand/v2"
	"testing"

	"weaksignal/reports/disclosure"
)

// TestCrossedCostNothing: what two attributes show by themselves is shown whatever their
// crossed table holds, or that table is left out; the book keeps it for the analyst.
func TestCrossedCostNothing(t *testing.T) {
	left, kept := 0, 0
	for seed := range uint64(12) {
		b, _ := attackBook(rand.New(rand.NewPCG(seed, 16)))
		plain := leaveOut(complete(b), crossedOf(b.Result))
		alone := shownOf(plain)
		d := newDraft(b)
		if len(crossedOf(d.res)) > 0 {
			kept++
		} else {
			left++
		}
		for i, st := range plain.Result.Stages {
			for a, imp := range st.Impact {
				for g, group := range imp.Groups {
					if alone.Groups[i][a][g].Shade() == disclosure.Open && d.shown.Groups[i][a][g].Shade() != disclosure.Open {
						t.Errorf("seed %d: %s of %s is withheld for the crossed table's sake", seed, group.Group, imp.Attribute)
					}
				}
			}
		}
		if len(crossedOf(b.Result)) != 1 {
			t.Errorf("seed %d: the book lost its crossed table", seed)
		}
	}
	if left == 0 || kept == 0 {
		t.Errorf("%d tables left out, %d kept: the pools test nothing", left, kept)
	}
}

// TestSettledOnce: settling a book changes nothing of what is shown.
func TestSettledOnce(t *testing.T) {
	b := inventBook(fullShape())
	before := newDraft(b)
	b.Settle()
	after := newDraft(b)
	if after.shown != b.settled.shown {
		t.Error("what was settled is not used")
	}
	for i := range before.res.Stages {
		for a := range before.res.Stages[i].Impact {
			for g := range before.res.Stages[i].Impact[a].Groups {
				if before.shown.Groups[i][a][g].Shade() != after.shown.Groups[i][a][g].Shade() {
					t.Errorf("stage %d, attribute %d, group %d differs", i, a, g)
				}
			}
		}
	}
}
