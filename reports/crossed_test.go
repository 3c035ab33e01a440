package reports_test

import (
	"math/rand/v2"
	"testing"

	"weaksignal/reports"
	"weaksignal/reports/attack"
	"weaksignal/reports/bookstest"
	"weaksignal/reports/disclosure"
)

// TestCrossedCostNothing: what two attributes show by themselves is shown whatever their
// crossed table holds, or that table is left out; the book keeps it for the analyst.
func TestCrossedCostNothing(t *testing.T) {
	left, kept := 0, 0
	for seed := range uint64(60) {
		b := attack.Random(rand.New(rand.NewPCG(seed, 16)))
		plain, alone := reports.Plain(b)
		d := reports.NewDraft(b)
		if len(reports.CrossedOf(d.Result)) > 0 {
			kept++
		} else {
			left++
		}
		for i, st := range plain.Stages {
			for a, imp := range st.Impact {
				for g, group := range imp.Groups {
					if alone.Groups[i][a][g].Shade() == disclosure.Open && d.Shown.Groups[i][a][g].Shade() != disclosure.Open {
						t.Errorf("seed %d: %s of %s is withheld for the crossed table's sake", seed, group.Group, imp.Attribute)
					}
				}
			}
		}
		if len(reports.CrossedOf(b.Result)) != 1 {
			t.Errorf("seed %d: the book lost its crossed table", seed)
		}
	}
	if left == 0 || kept == 0 {
		t.Errorf("%d tables left out, %d kept: the pools test nothing", left, kept)
	}
}

// TestSettledOnce: settling a book changes nothing of what is shown.
func TestSettledOnce(t *testing.T) {
	b := bookstest.Invent(bookstest.Full())
	before := reports.NewDraft(b)
	b.Settle()
	after := reports.NewDraft(b)
	if after.Shown != reports.Settled(b) {
		t.Error("what was settled is not used")
	}
	for i := range before.Result.Stages {
		for a := range before.Result.Stages[i].Impact {
			for g := range before.Result.Stages[i].Impact[a].Groups {
				if before.Shown.Groups[i][a][g].Shade() != after.Shown.Groups[i][a][g].Shade() {
					t.Errorf("stage %d, attribute %d, group %d differs", i, a, g)
				}
			}
		}
	}
}
