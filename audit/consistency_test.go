package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// consistencyOracle is testdata/consistency.json, made by testdata/consistency.R.
type consistencyOracle struct {
	Judgements  int
	Full, Crude struct{ SD, ICC, MOR, P float64 }
	Shrunken    struct{ Value, Low, High map[string]float64 }
	Double      struct {
		Applications, Judgements, Differently int
		Alpha, Low, High                      float64
	}
	Training struct {
		NYes int     `json:"n_yes"`
		XYes int     `json:"x_yes"`
		RD   float64 `json:"rd"`
		RDSE float64 `json:"rd_se"`
	}
	Signals map[string]struct {
		Trained, Untrained, Difference float64
		DifferenceSE                   float64 `json:"difference_se"`
		Q, P, Tau                      float64
	}
}

// judgedTable reads testdata/consistency.csv, a row per judgement: the last of an
// application decides.
func judgedTable(t *testing.T) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: append(plant.Signals(result.Weak, "referral", "open_source"), plant.Signals(result.JobRelated, "years")...)})
	records := plant.ReadTable(t, "testdata/consistency.csv")
	for i := 0; i < len(records); {
		var row dataset.Row
		var all []dataset.Review
		for first := i; i < len(records) && records[i]["application"] == records[first]["application"]; i++ {
			r := records[i]
			trained := r["trained"] == "1"
			row.Requisition, row.Values = r["requisition"], r.Numbers(t, "referral", "open_source", "years")
			all = append(all, dataset.Review{Screener: r["screener"], Advanced: r["judged"] == "1", Trained: &trained})
		}
		last := all[len(all)-1]
		row.Stages = []dataset.StageRow{{Status: plant.Decided(last.Advanced), Screener: last.Screener, Trained: last.Trained}}
		if len(all) > 1 {
			row.Stages[0].Reviews = all
		}
		b.Put(&row)
	}
	return b.Dataset()
}

// TestConsistencyAgainstR: every judgement counts once, and the numbers are those of
// glmer (25 points), sandwich and formulas written out in R.
func TestConsistencyAgainstR(t *testing.T) {
	var want consistencyOracle
	plant.Load(t, "testdata/consistency.json", &want)
	p := DefaultPlan()
	p.NoReliance = true
	r := mustRun(t, judgedTable(t), p)
	validate(t, r)
	c := r.Stages[0].Consistency
	d := c.DoubleScreened
	if c.Judgements != want.Judgements || d.Applications != want.Double.Applications || d.Judgements != want.Double.Judgements || d.Differently != want.Double.Differently {
		t.Fatalf("%d judgements, %+v, want %d, %+v", c.Judgements, d, want.Judgements, want.Double)
	}
	if tr := c.Training; tr.Trained.N != want.Training.NYes || tr.Trained.Advanced != want.Training.XYes || tr.TrainedScreeners != 5 {
		t.Errorf("training %+v, want %+v", tr, want.Training)
	}
	for _, k := range []check{
		{"SD", c.InterceptSD, "value", want.Full.SD, 1e-5}, {"ICC", c.ICC, "value", want.Full.ICC, 2e-5}, {"MOR", c.MedianOddsRatio, "value", want.Full.MOR, 1e-5},
		{"crude SD", c.Crude.InterceptSD, "value", want.Crude.SD, 1e-5}, {"crude ICC", c.Crude.ICC, "value", want.Crude.ICC, 2e-5},
		{"alpha", d.Alpha, "value", want.Double.Alpha, 1e-12}, {"alpha", d.Alpha, "low", want.Double.Low, 1e-9}, {"alpha", d.Alpha, "high", want.Double.High, 1e-9},
		{"training", c.Training.RiskDifference, "value", want.Training.RD, 1e-9}, {"training", c.Training.RiskDifference, "se", want.Training.RDSE, 1e-9},
	} {
		k.run(t)
	}
	if math.Abs(math.Log(*c.P/want.Full.P)) > 1e-4 {
		t.Errorf("p %v, want %v", *c.P, want.Full.P)
	}
	for i, s := range c.Signals {
		w, tr := want.Signals[s.Signal], c.Training.Signals[i]
		for _, k := range []check{
			{"tau", s.SpreadSD, "value", w.Tau, 1e-9}, {"Q", result.Point(*s.Q, "", 0), "value", w.Q, 1e-9}, {"p", result.Point(*s.P, "", 0), "value", w.P, 1e-9},
			{"trained", tr.Trained, "value", w.Trained, 1e-9}, {"untrained", tr.Untrained, "value", w.Untrained, 1e-9},
			{"difference", tr.Difference, "value", w.Difference, 1e-9}, {"difference", tr.Difference, "se", w.DifferenceSE, 1e-9},
		} {
			k.what = s.Signal + " " + k.what
			k.run(t)
		}
	}
	for _, s := range c.Screeners {
		check{s.Screener, s.ShrunkenRate, "value", want.Shrunken.Value[s.Screener], 1e-5}.run(t)
		check{s.Screener, s.ShrunkenRate, "low", want.Shrunken.Low[s.Screener], 1e-5}.run(t)
		check{s.Screener, s.ShrunkenRate, "high", want.Shrunken.High[s.Screener], 1e-5}.run(t)
	}
}

// Krippendorff (2011) prints α = .095 for these two observers and ten units.
func TestPublishedAgreement(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}})
	meg, owen := "0100000010", "1110010000"
	for i := range meg {
		b.Put(&dataset.Row{Requisition: "R", Stages: []dataset.StageRow{{Status: plant.Decided(owen[i] == '1'), Screener: "Owen",
			Reviews: []dataset.Review{{Screener: "Meg", Advanced: meg[i] == '1'}, {Screener: "Owen", Advanced: owen[i] == '1'}}}}})
	}
	d := mustRun(t, b.Dataset(), DefaultPlan()).Stages[0].Consistency.DoubleScreened
	if d.Applications != 10 || d.Judgements != 20 || d.Differently != 4 || math.Abs(plant.Value(t, d.Alpha)-.095) > .0005 {
		t.Errorf("%+v alpha %v, want 10 applications, 4 of them differently, .095", d, plant.Value(t, d.Alpha))
	}
}

// TestScreenerShapes: whatever screeners an export names, the answer is a number or a
// reason.
func TestScreenerShapes(t *testing.T) {
	plant.SkipUnderRace(t)
	for _, c := range []struct {
		name   string
		who    func(i int, rng *rand.Rand) string
		always bool // everyone advances
		why    string
	}{
		{"none named", func(int, *rand.Rand) string { return "" }, false, "no screener is named"},
		{"one", func(int, *rand.Rand) string { return "S1" }, false, "no two screeners share a requisition"},
		{"one each requisition", func(i int, _ *rand.Rand) string { return fmt.Sprint("S", i%6) }, false, "no two screeners share a requisition"},
		{"two hundred", func(_ int, rng *rand.Rand) string { return fmt.Sprint("S", rng.IntN(200)) }, false, ""},
		{"one decision each", func(i int, _ *rand.Rand) string { return fmt.Sprint("S", i) }, false, "too few applications each"},
		{"everybody advances", func(_ int, rng *rand.Rand) string { return fmt.Sprint("S", rng.IntN(5)) }, true, "all 900 applications advanced"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: plant.Signals(result.Weak, "x")})
			rng := rand.New(rand.NewPCG(3, 9))
			for i := range 900 {
				status := plant.Decided(c.always || rng.IntN(3) == 0)
				b.Put(&dataset.Row{Requisition: fmt.Sprint("R", i%6), Values: []float64{float64(rng.IntN(2))},
					Stages: []dataset.StageRow{{Status: status, Screener: c.who(i, rng)}}})
			}
			r := mustRun(t, b.Dataset(), DefaultPlan())
			validate(t, r) // which no NaN passes
			k := r.Stages[0].Consistency
			if c.why == "" {
				plant.Value(t, k.InterceptSD)
			} else if !strings.Contains(k.InterceptSD.NotEstimable, c.why) {
				t.Errorf("spread: %+v, want %q", k.InterceptSD, c.why)
			}
			for i := 1; i < len(k.Screeners); i++ {
				if k.Screeners[i-1].Screener >= k.Screeners[i].Screener {
					t.Error("screeners are not in the order of their pseudonyms")
				}
			}
		})
	}
}
