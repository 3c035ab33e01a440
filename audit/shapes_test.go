package audit

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// TestPoolShapes: whatever a pool lacks, every part of the result is a number or a
// reason, and the schema, which no NaN passes, holds.
func TestPoolShapes(t *testing.T) {
	plant.SkipUnderRace(t)
	for _, c := range []struct {
		name   string
		spec   func(*dataset.Spec)
		change func(i int, r *dataset.Row, rng *rand.Rand)
		check  func(t *testing.T, r *result.Result)
	}{
		{"no groups", func(s *dataset.Spec) { s.Attributes = nil }, func(_ int, r *dataset.Row, _ *rand.Rand) { r.Groups = nil },
			func(t *testing.T, r *result.Result) {
				if len(r.Stages[0].Impact)+len(r.Stages[0].GapDecomposition) > 0 {
					t.Error("there are groups")
				}
			}},
		{"one group", nil, func(_ int, r *dataset.Row, _ *rand.Rand) { r.Groups[0] = "f" },
			func(t *testing.T, r *result.Result) {
				if len(r.Stages[0].GapDecomposition) > 0 {
					t.Error("a gap with one group")
				}
			}},
		{"a group of three", nil, func(i int, r *dataset.Row, _ *rand.Rand) {
			if i < 3 {
				r.Groups[0] = "x"
			}
		}, func(t *testing.T, r *result.Result) {
			for _, g := range r.Stages[0].Impact[0].Groups {
				if g.Group == "x" && (!g.Small || g.Neutralised != nil || g.Verdict != "") {
					t.Errorf("three people: %+v", g)
				}
			}
			for _, g := range r.Stages[0].GapDecomposition {
				if g.Group == "x" || g.ReferenceGroup == "x" {
					t.Errorf("a gap of three people: %+v", g)
				}
			}
			findRow(t, r.Funnel, "group", "sex", "x", "")
		}},
		{"90 % unknown", nil, func(_ int, r *dataset.Row, rng *rand.Rand) {
			if rng.IntN(10) > 0 {
				r.Groups[0] = ""
			}
		}, func(t *testing.T, r *result.Result) {
			if u := findRow(t, r.Funnel, "group", "sex", "unknown", ""); u.Applicants < 500 {
				t.Errorf("%d unknown", u.Applicants)
			}
			if !plant.Warned(r.Stages[0].Impact[0].Warnings, "unknown for") {
				t.Errorf("no warning: %q", r.Stages[0].Impact[0].Warnings)
			}
		}},
		{"thirty groups", nil, func(_ int, r *dataset.Row, rng *rand.Rand) { r.Groups[0] = fmt.Sprint("g", rng.IntN(30)) },
			func(t *testing.T, r *result.Result) {
				large := -1 // the reference has no gap to itself
				for _, g := range r.Stages[0].Impact[0].Groups {
					large += dataset.Side(!g.Small)
				}
				if n := len(r.Stages[0].GapDecomposition); n != large || n < 20 {
					t.Errorf("%d gaps, want %d", n, large)
				}
			}},
		{"everybody is hired", nil, func(_ int, r *dataset.Row, _ *rand.Rand) {
			for k := range r.Stages {
				r.Stages[k].Status = dataset.Advanced
			}
		}, func(t *testing.T, r *result.Result) {
			if all := r.Funnel.Rows[0]; plant.Value(t, all.Product) != 1 || plant.Value(t, all.HiredShare) != 1 || plant.Value(t, all.OfferAcceptance) != 1 {
				t.Errorf("%+v", all)
			}
		}},
		{"nobody is decided", nil, func(_ int, r *dataset.Row, _ *rand.Rand) {
			r.Stages[0], r.Stages[1], r.Stages[2] = dataset.StageRow{Status: dataset.Excluded, Reason: "pending"}, dataset.StageRow{}, dataset.StageRow{}
		}, func(t *testing.T, r *result.Result) {
			if all := r.Funnel.Rows[0]; all.Product.Estimable() || all.Applicants != 700 {
				t.Errorf("%+v", all)
			}
		}},
		{"nobody gets past the first stage", nil, func(_ int, r *dataset.Row, _ *rand.Rand) {
			r.Stages[0].Status, r.Stages[1], r.Stages[2] = dataset.Rejected, dataset.StageRow{}, dataset.StageRow{}
		}, func(t *testing.T, r *result.Result) {
			if all := r.Funnel.Rows[0]; all.Hired != 0 || all.Product.Estimable() {
				t.Errorf("%+v", all)
			}
		}},
		{"one stage", func(s *dataset.Spec) { s.Stages = s.Stages[:1] }, func(_ int, r *dataset.Row, _ *rand.Rand) { r.Stages = r.Stages[:1] },
			func(t *testing.T, r *result.Result) {
				if all := r.Funnel.Rows[0]; plant.Value(t, all.Product) != plant.Value(t, all.HiredShare) || all.OnsiteToOffer.NotEstimable == "" || len(r.Funnel.Effects) > 0 {
					t.Errorf("%+v", all)
				}
			}},
		{"no application", nil, nil, func(t *testing.T, r *result.Result) {
			if all := r.Funnel.Rows[0]; all.Applicants != 0 || len(all.Stages) != 3 {
				t.Errorf("%+v", all)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := dataset.Spec{Roles: []string{""}, Stages: []string{"screen", "onsite", "offer"}, Attributes: []string{"sex"},
				Signals: plant.Signals(result.Weak, "x")}
			if c.spec != nil {
				c.spec(&spec)
			}
			b := plant.NewBuilder(t, spec)
			rng := rand.New(rand.NewPCG(8, 3))
			for i := 0; i < 700 && c.change != nil; i++ {
				row := dataset.Row{Requisition: fmt.Sprint("R", i%9), Values: []float64{float64(rng.IntN(2))}, Groups: []string{[]string{"f", "m"}[rng.IntN(2)]},
					Level: []string{"Junior", "Senior", "Staff"}[i%3], Source: []string{"referral", "", "agency"}[rng.IntN(3)],
					Stages: []dataset.StageRow{{Status: dataset.Rejected, Screener: "S"}, {}, {}}}
				for k := 0; k < 3 && rng.IntN(2) == 0; k++ {
					row.Stages[k].Status = dataset.Advanced
					if k < 2 {
						row.Stages[k+1].Status = dataset.Rejected
					}
				}
				c.change(i, &row, rng)
				b.Put(&row)
			}
			r := mustRun(t, b.Dataset(), DefaultPlan())
			validate(t, r)
			c.check(t, r)
		})
	}
}
