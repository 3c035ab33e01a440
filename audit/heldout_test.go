package audit

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
)

// rpool is the pool of stats/testdata/regression with three of its signals.
func rpool(t *testing.T) *Dataset {
	t.Helper()
	f, err := os.Open("stats/testdata/regression/pool.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	b, err := NewBuilder(Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: []SignalSpec{
		{ID: "referral", Blocks: []Block{Weak}}, {ID: "years", Blocks: []Block{JobRelated}}, {ID: "match", Blocks: []Block{JobRelated}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		row := Row{Requisition: r[at("requisition")], Stages: []StageRow{{Status: Rejected}}}
		if r[at("decision")] == "1" {
			row.Stages[0].Status = Advanced
		}
		for _, name := range []string{"referral", "years", "match"} {
			v, err := strconv.ParseFloat(r[at(name)], 64)
			if err != nil {
				t.Fatal(err)
			}
			row.Values = append(row.Values, v)
		}
		if err := b.Add(&row); err != nil {
			t.Fatal(err)
		}
	}
	return b.Dataset()
}

// TestHeldOutAgainstR: values of heldout.R, brglm2 on the other requisitions and then
// the intercept of the one held out by stats::glm.
func TestHeldOutAgainstR(t *testing.T) {
	var want struct{ Model, Null []float64 }
	content, err := os.ReadFile("stats/testdata/regression/heldout.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &want); err != nil {
		t.Fatal(err)
	}
	d := rpool(t)
	a := adjust(d.enter(0), DefaultPlan(), d.factors(), dropUnknown)
	p := panelOf(a.d, func(s int32) int32 { return s })
	p.assignFolds(1)
	h := newHeldOut(p, 1)
	got := h.score([]int{0, 1, 2}, p.fit(true, -1, nil))
	for _, c := range []struct {
		what      string
		got, want []float64
	}{{"held-out deviance", got.deviance, want.Model}, {"null deviance", h.null, want.Null}} {
		slices.Sort(c.got)
		slices.Sort(c.want)
		if len(c.got) != len(c.want) {
			t.Fatalf("%s: %d requisitions, want %d", c.what, len(c.got), len(c.want))
		}
		for i := range c.want {
			if math.Abs(c.got[i]/c.want[i]-1) > 1e-8 {
				t.Errorf("%s: %v, want %v", c.what, c.got[i], c.want[i])
			}
		}
	}
}
