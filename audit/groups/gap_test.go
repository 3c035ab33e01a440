package groups

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

type gapOracle struct {
	Rows struct {
		Person, Req, W1, W2, Adv []int
		Group, City              []string
		Years                    []float64
	}
	Gap map[string]map[string]struct {
		Value  float64
		TwoWay float64 `json:"two_way"`
		OneWay float64 `json:"one_way"`
	}
}

// gapsOf decomposes the oracle's pool; named tells whether people are known.
func (o *gapOracle) gapsOf(t *testing.T, named bool) []result.GapDecomposition {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: []string{"group"}, Context: []string{"city"},
		Signals: append(plant.Signals(result.Weak, "w1", "w2"), plant.Signals(result.JobRelated, "years")...)})
	r := &o.Rows
	for k := range r.Req {
		row := dataset.Row{Requisition: fmt.Sprint(r.Req[k]), Groups: []string{r.Group[k]}, Context: []string{r.City[k]},
			Values: []float64{float64(r.W1[k]), float64(r.W2[k]), r.Years[k]}, Stages: []dataset.StageRow{{Status: plant.Decided(r.Adv[k] == 1)}}}
		if named {
			row.Person = fmt.Sprint("P", r.Person[k])
		}
		b.Put(&row)
	}
	v := b.Dataset().Enter(0)
	im := &result.Impact{ReferenceGroup: "a", Groups: []result.GroupResult{{Group: "a"}, {Group: "b"}, {Group: "c"}}}
	return Gaps(v, v.Data.Factors(), &Rosters(v)[0], im, model.DefaultPlan())
}

// TestGapsOfReapplicantsAgainstR: where people apply several times, gap and parts are
// clustered by requisition and person, as R's sandwich does it; where nobody is known,
// by requisition.
func TestGapsOfReapplicantsAgainstR(t *testing.T) {
	var want gapOracle
	plant.Load(t, "testdata/gap.json", &want)
	for _, named := range []bool{true, false} {
		gaps := want.gapsOf(t, named)
		if len(gaps) != 2 {
			t.Fatalf("%d gaps, want 2", len(gaps))
		}
		for _, g := range gaps {
			for _, p := range append(g.Parts, result.GapPart{Part: "gap", Estimate: g.Gap}) {
				w := want.Gap[g.Group][p.Part]
				se := w.OneWay
				if named {
					se = w.TwoWay
				}
				if math.Abs(*p.Estimate.Value-w.Value) > 1e-9 || math.Abs(*p.Estimate.SE/se-1) > 1e-7 {
					t.Errorf("people named %v, %s, %s: %v ± %v, R says %v ± %v", named, g.Group, p.Part, *p.Estimate.Value, *p.Estimate.SE, w.Value, se)
				}
				if strings.Contains(p.Estimate.Method, "persons") != named {
					t.Errorf("people named %v: %s", named, p.Estimate.Method)
				}
			}
		}
	}
}
