package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/funnel"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

type shareOracle struct {
	X, N             int
	Value, Low, High float64
}

type followOracle struct {
	Applicants       int
	Hired            shareOracle
	Product          struct{ Value, Low, High float64 }
	Cumulative, Rate []shareOracle
	OnsiteToOffer    shareOracle `json:"onsite_to_offer"`
	Acceptance       shareOracle
}

// followedTable reads testdata/funnel.csv.
func followedTable(t *testing.T) *dataset.Dataset {
	t.Helper()
	stages := []string{"resume_screen", "phone_screen", "onsite", "offer"}
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: stages, Attributes: []string{"sex"}, Signals: append(plant.Signals(result.Weak, "referral"), plant.Signals(result.JobRelated, "years")...)})
	word := map[string]dataset.StageRow{"": {}, "advanced": {Status: dataset.Advanced}, "rejected": {Status: dataset.Rejected}, "skipped": {Status: dataset.Skipped},
		"withdrawn": {Status: dataset.Excluded, Reason: "withdrawn"}, "pending": {Status: dataset.Excluded, Reason: "pending"}}
	for _, r := range plant.ReadTable(t, "testdata/funnel.csv") {
		row := dataset.Row{Requisition: r["requisition"], Level: r["level"], Source: r["source"], Groups: []string{r["sex"]}, Values: r.Numbers(t, "referral", "years")}
		for _, s := range stages {
			row.Stages = append(row.Stages, word[r[s]])
		}
		b.Put(&row)
	}
	return b.Dataset()
}

func findRow(t *testing.T, f *result.Funnel, kind, name, value, level string) *result.FunnelRow {
	t.Helper()
	for i, r := range f.Rows {
		if r.Kind == kind && r.Name == name && r.Value == value && r.Level == level {
			return &f.Rows[i]
		}
	}
	t.Fatalf("no row %s %s %s %s", kind, name, value, level)
	return nil
}

// TestFunnelAgainstR: rates, cumulative shares and products are those of prop.test
// and survfit, stage by stage, and effects are compared as a stacked model in R does.
func TestFunnelAgainstR(t *testing.T) {
	var want struct {
		Rows    map[string]followOracle
		Effects []struct{ First, Later, Value, SE, DF, P float64 }
	}
	plant.Load(t, "testdata/funnel.json", &want)
	p := DefaultPlan()
	p.NoReliance, p.Likelihood, p.Penalty, p.Form = true, "unconditional", "none", model.FormLinear
	r := mustRun(t, followedTable(t), p)
	validate(t, r)
	for name, key := range map[string][4]string{"all": {"all"}, "senior": {"level", "", "", "senior"}, "junior": {"level", "", "", "junior"},
		"referral": {"signal", "referral", "present", ""}, "f": {"group", "sex", "f", ""}, "other": {"source", "", "other", ""},
		"campus_junior": {"source", "", "campus", "junior"}} {
		row, w := findRow(t, r.Funnel, key[0], key[1], key[2], key[3]), want.Rows[name]
		if row.Applicants != w.Applicants || row.Hired != w.Hired.X {
			t.Errorf("%s: %d of %d, want %+v", name, row.Hired, row.Applicants, w.Hired)
		}
		near := func(what string, got result.Estimate, value, low, high float64) {
			check{name + " " + what, got, "value", value, 1e-9}.run(t)
			check{name + " " + what, got, "low", low, 1e-9}.run(t)
			check{name + " " + what, got, "high", high, 1e-9}.run(t)
		}
		near("hired", row.HiredShare, w.Hired.Value, w.Hired.Low, w.Hired.High)
		near("product", row.Product, w.Product.Value, w.Product.Low, w.Product.High)
		near("onsite to offer", row.OnsiteToOffer, w.OnsiteToOffer.Value, w.OnsiteToOffer.Low, w.OnsiteToOffer.High)
		near("acceptance", row.OfferAcceptance, w.Acceptance.Value, w.Acceptance.Low, w.Acceptance.High)
		for k, s := range row.Stages {
			if s.N != w.Rate[k].N || s.Advanced != w.Rate[k].X || s.Passed != w.Cumulative[k].X {
				t.Errorf("%s, %s: %+v, want %+v and %+v", name, s.Stage, s, w.Rate[k], w.Cumulative[k])
			}
			near(s.Stage, s.Rate, w.Rate[k].Value, w.Rate[k].Low, w.Rate[k].High)
			near(s.Stage+" cumulative", s.Cumulative, w.Cumulative[k].Value, w.Cumulative[k].Low, w.Cumulative[k].High)
		}
	}
	if len(r.Funnel.Effects) != len(want.Effects) {
		t.Fatalf("%d comparisons of effects, want %d", len(r.Funnel.Effects), len(want.Effects))
	}
	for k, e := range r.Funnel.Effects {
		w := want.Effects[k]
		check{e.Later, e.AtFirst, "value", w.First, 1e-7}.run(t)
		check{e.Later, e.AtLater, "value", w.Later, 1e-7}.run(t)
		check{e.Later, e.Difference, "value", w.Value, 1e-7}.run(t)
		check{e.Later, e.Difference, "se", w.SE, 1e-7}.run(t)
		checkP(t, e.Later, e.P, w.P)
	}
}

// Without exclusions and skips the product of the stage rates is hired over
// applicants, for everybody and in every row; with them it isn't.
func TestProductTelescopesInCohorts(t *testing.T) {
	d := followedTable(t)
	if all := funnel.Of(d, 0.95).Rows[0]; math.Abs(plant.Value(t, all.Product)-plant.Value(t, all.HiredShare)) < 0.02 {
		t.Errorf("product %v and share %v should differ where people withdraw", plant.Value(t, all.Product), plant.Value(t, all.HiredShare))
	}
	b := plant.NewBuilder(t, d.Spec())
	var row dataset.Row
	for i := range d.Len() {
		d.Row(i, &row)
		row.Groups = []string{"f"}
		whole := true
		for _, s := range row.Stages {
			whole = whole && s.Status != dataset.Excluded && s.Status != dataset.Skipped
		}
		if !whole {
			continue
		}
		b.Put(&row)
	}
	for _, r := range funnel.Of(b.Dataset(), 0.95).Rows {
		if !r.Product.Estimable() { // nobody reached a stage
			if r.Hired > 0 {
				t.Errorf("%+v: %s", r, r.Product.NotEstimable)
			}
			continue
		}
		if math.Abs(plant.Value(t, r.Product)-plant.Value(t, r.HiredShare)) > 1e-12 {
			t.Errorf("%s %s %s %s: product %v, hired %v", r.Kind, r.Name, r.Value, r.Level, plant.Value(t, r.Product), plant.Value(t, r.HiredShare))
		}
	}
}

// The difference between stages covers 0 at its level where a signal counts equally,
// although requisitions sway both stages.
func TestStageDifferenceCovers(t *testing.T) {
	if testing.Short() {
		t.Skip("many audits")
	}
	plant.SkipUnderRace(t)
	pools, missed := plant.Pools(24, 120), 0
	for seed := range uint64(pools) {
		b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen", "onsite"}, Signals: plant.Signals(result.Weak, "x")})
		rng := rand.New(rand.NewPCG(seed, 5))
		for q := range 20 {
			lift := 0.15 * rng.NormFloat64() // of the signal, in this requisition, at both stages
			for range 60 {
				x := float64(rng.IntN(2))
				at := func() dataset.Status { return plant.Decided(rng.Float64() < 0.5+(0.1+lift)*(x-0.5)) }
				row := dataset.Row{Requisition: fmt.Sprint("R", q), Values: []float64{x}, Stages: []dataset.StageRow{{Status: at()}, {}}}
				if row.Stages[0].Status == dataset.Advanced {
					row.Stages[1].Status = at()
				}
				b.Put(&row)
			}
		}
		p := DefaultPlan()
		p.NoReliance = true
		e := mustRun(t, b.Dataset(), p).Funnel.Effects[0]
		if _, low, high, ok := e.Difference.Bounds(); !ok || low > 0 || high < 0 {
			missed++
		}
	}
	if missed > plant.UpperCount(pools, 0.05) {
		t.Errorf("%d of %d intervals miss 0", missed, pools)
	}
	t.Logf("%d of %d intervals miss 0", missed, pools)
}

// A signal that was selected on before carries a warning at the later stage, another not.
func TestSelectedBeforeWarns(t *testing.T) {
	p := DefaultPlan()
	p.NoReliance = true
	r := mustRun(t, followedTable(t), p)
	for i, want := range []bool{false, true, true, true} {
		s := plant.Find(t, &r.Stages[i], "referral", result.Weak)
		if got := plant.Warned(s.Warnings, "reached this stage more often"); got != want {
			t.Errorf("%s: warned %v, want %v: %q", r.Stages[i].Stage, got, want, s.Warnings)
		}
	}
}
