package model_test

import (
	"fmt"
	"math"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

// expected is ../testdata/effects.json, made by effects.R from table.csv.
type expected struct {
	Forms         map[model.Form]map[string]contrast `json:"forms"`
	TwoWay        map[string]contrast                `json:"twoway"`
	TwoWayLinear  map[string]contrast                `json:"twoway_linear"`
	Within        map[string]contrast                `json:"within"`
	Ordered       map[string]contrast                `json:"ordered"`
	OrderedAgains float64                            `json:"reference"`
}

type contrast struct {
	From, To, Effect, SE, Extra float64
	SEModel                     float64 `json:"se_model"`
	PModel                      float64 `json:"p_model"`
	PCluster                    any     `json:"p_cluster"` // "NaN" where there are no more clusters than terms
	Rise, Fall                  float64
}

// table reads testdata/table.csv; persons applies the rule of effects.R for who applies twice.
func table(t *testing.T, ids []string, persons bool) *dataset.Dataset {
	t.Helper()
	spec := dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}}
	for _, id := range ids {
		block := result.Weak
		if id == "years" || id == "skills" {
			block = result.JobRelated
		}
		spec.Signals = append(spec.Signals, plant.Signals(block, id)...)
	}
	b := plant.NewBuilder(t, spec)
	for i, r := range plant.ReadTable(t, "../testdata/table.csv") {
		years := r.Numbers(t, "years")[0]
		grade := 1.0
		for _, over := range []float64{2, 5, 14} {
			if years > over {
				grade++
			}
		}
		row := &dataset.Row{Requisition: r["requisition"], Stages: []dataset.StageRow{{Status: plant.Decided(r["decision"] == "1"), Screener: r["screener"]}}}
		for _, id := range ids {
			if id == "grade" {
				row.Values = append(row.Values, grade)
				continue
			}
			row.Values = append(row.Values, r.Numbers(t, id)[0])
		}
		if persons {
			row.Person = fmt.Sprint(7 * i % 700)
		}
		b.Put(row)
	}
	return b.Dataset()
}

var signals = []string{"referral", "open_source", "award", "years", "skills"}

func adjust(t *testing.T, ids []string, persons bool, change func(*model.Plan)) *model.Adjustment {
	t.Helper()
	d, p := table(t, ids, persons), model.DefaultPlan()
	if change != nil {
		change(&p)
	}
	a := model.Adjust(d.Enter(0), p, d.Factors())
	if a.Headline == nil {
		t.Fatal(a.Record.NotEstimable)
	}
	return a
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance*math.Max(1e-3, math.Abs(want)) {
		t.Errorf("%s: %.15g, want %.15g", what, got, want)
	}
}

func se(e result.Estimate) float64 {
	if e.SE == nil {
		return math.NaN()
	}
	return *e.SE
}

func load(t *testing.T) (want expected) {
	t.Helper()
	plant.Load(t, "../testdata/effects.json", &want)
	return want
}

func TestFormsAgainstR(t *testing.T) {
	want := load(t)
	for form, of := range want.Forms {
		a := adjust(t, signals, false, func(p *model.Plan) { p.Form = form })
		for j, id := range signals {
			w, c := of[id], a.Headline.Contrast(j)
			name := fmt.Sprint(form, " ", id)
			near(t, name, *c.Clustered.Value, w.Effect, 1e-7)
			near(t, name+" clustered error", se(c.Clustered), w.SE, 1e-7)
			near(t, name+" model-based error", se(c.ModelBased), w.SEModel, 1e-7)
			if c.From == nil {
				continue
			}
			if *c.From != w.From || *c.To != w.To {
				t.Errorf("%s compares %v and %v, want %v and %v", name, *c.From, *c.To, w.From, w.To)
			}
			if form == model.FormLinear {
				continue // one term: p is that of the effect
			}
			near(t, name+" joint p", *c.ModelBasedP, w.PModel, 1e-6)
			if p, ok := w.PCluster.(float64); ok {
				near(t, name+" joint p, clustered", *c.ClusteredP, p, 1e-6)
			}
			if id == "years" {
				near(t, name+" rise", c.Rise, w.Rise, 1e-7)
				near(t, name+" fall", c.Fall, w.Fall, 1e-7)
			}
		}
	}
}

// The automatic choice is the spline, and the two others stand beside it.
func TestFormsStandBeside(t *testing.T) {
	want := load(t)
	a := adjust(t, signals, false, nil)
	checks := a.Forms(0)
	if len(checks) != 2 {
		t.Fatalf("%d forms beside the spline", len(checks))
	}
	near(t, "spline", *a.Headline.Contrast(0).Decisive.Value, want.Forms[model.FormSpline]["referral"].Effect, 1e-7)
	near(t, "linear", *checks[0].Estimate.Value, want.Forms[model.FormLinear]["referral"].Effect, 1e-7)
	near(t, "quantiles", *checks[1].Estimate.Value, want.Forms[model.FormQuantiles]["referral"].Effect, 1e-7)
}

// Two ways: the error is at least the one-way error, and sandwich::vcovCL's where the
// second way adds something.
func TestTwoWayClustersAgainstR(t *testing.T) {
	want := load(t)
	for name, c := range map[string]struct {
		likelihood string
		want       map[string]contrast
	}{"logistic": {"unconditional", want.TwoWay}, "linear": {"conditional", want.TwoWayLinear}} {
		a := adjust(t, signals, true, func(p *model.Plan) { p.Likelihood = c.likelihood })
		wider := 0
		for j, id := range signals {
			near(t, name+" "+id, se(a.Headline.Contrast(j).Clustered), c.want[id].SE, 1e-7)
			if c.want[id].Extra > 0 {
				wider++
			}
		}
		if wider == 0 || wider == len(signals) {
			t.Errorf("%s: %d of %d errors are wider two ways: the oracle doesn't test both cases", name, wider, len(signals))
		}
	}
}

func TestWithinModelAgainstR(t *testing.T) {
	want := load(t)
	a := adjust(t, signals, false, func(p *model.Plan) { p.Likelihood = "conditional" })
	for j, id := range signals {
		w, c := want.Within[id], a.Headline.Contrast(j)
		near(t, id, *c.Clustered.Value, w.Effect, 1e-8)
		near(t, id+" clustered error", se(c.Clustered), w.SE, 1e-8)
		near(t, id+" model-based error", se(c.ModelBased), w.SEModel, 1e-8)
	}
}

func TestOrderedSignalAgainstR(t *testing.T) {
	want := load(t)
	ids := []string{"referral", "open_source", "award", "grade", "skills"}
	a := adjust(t, ids, false, nil)
	j := 3
	c := a.Headline.Contrast(j)
	if len(c.Levels) != 3 || *c.From != want.OrderedAgains {
		t.Fatalf("levels %+v against %v", c.Levels, *c.From)
	}
	largest := 0.0
	for _, l := range c.Levels {
		w := want.Ordered[l.Level]
		near(t, "level "+l.Level, *l.Estimate.Value, w.Effect, 1e-7)
		error, quantile := w.SE, 2.306004135204166 // t with 8 degrees of freedom
		if 1.959963984540054*w.SEModel > quantile*error {
			error = w.SEModel
		}
		near(t, "level "+l.Level+" error", se(l.Estimate), error, 1e-7)
		near(t, "joint p", *c.ModelBasedP, w.PModel, 1e-6)
		largest = math.Max(largest, math.Abs(w.Effect))
	}
	near(t, "the effect is the largest", math.Abs(*c.Decisive.Value), largest, 1e-7)
}
