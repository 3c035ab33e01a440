package moderation

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

// pool is one stage with a weak signal worth slope(level) log odds, where level is that of
// the screener, the role or the group named by "by", or 0 where by is "".
type pool struct {
	seed            uint64
	requisitions    int
	each            int
	by              result.ModeratorKind
	slope           func(level int) float64
	applicationsPer int  // of one person
	numeric         bool // the signal has many values
}

func (p pool) dataset(t testing.TB) *dataset.Dataset {
	t.Helper()
	rng := rand.New(rand.NewPCG(p.seed, 77))
	roles := []string{"analyst", "clerk", "engineer"}
	spec := dataset.Spec{Roles: roles, Stages: []string{"screen"}, Attributes: []string{"sex", "region"}}
	for i, id := range []string{"w", "w2", "x"} {
		block := []result.Block{result.Weak, result.Weak, result.JobRelated}[i]
		spec.Signals = append(spec.Signals, dataset.SignalSpec{ID: id, Blocks: []result.Block{block, block, block}})
	}
	b := plant.NewBuilder(t, spec)
	type person struct{ merit, x, w float64 }
	var people []person
	applications := 0
	for r := range p.requisitions {
		alpha, role := 0.6*rng.NormFloat64(), rng.IntN(3)
		for range p.each {
			screener, sex, region := rng.IntN(4), rng.IntN(2), rng.IntN(3)
			x, w, w2, merit := float64(int(20*rng.NormFloat64()))/20, float64(drawn(rng, 0.35)), float64(drawn(rng, 0.3)), 0.0
			if p.numeric {
				w = float64(int(10*rng.NormFloat64())) / 10
			}
			who := ""
			if p.applicationsPer > 1 {
				if len(people) <= applications/p.applicationsPer {
					people = append(people, person{1.2 * rng.NormFloat64(), x, w})
				}
				k := rng.IntN(len(people))
				merit, x, w = people[k].merit, people[k].x, people[k].w
				who = fmt.Sprint("P", k)
			}
			applications++
			level := map[result.ModeratorKind]int{result.ByScreener: screener, result.ByRole: role, result.ByGroup: sex, result.ByRequisition: r}[p.by]
			eta := alpha + merit + 0.9*x + p.slope(level)*w + 0.4*float64(screener-2) + 0.3*float64(sex) - 0.5
			b.Put(&dataset.Row{Requisition: fmt.Sprintf("R%03d", r), Role: role, Values: []float64{w, w2, x}, Person: who,
				Groups: []string{[]string{"f", "m"}[sex], []string{"north", "south", "west"}[region]},
				Stages: []dataset.StageRow{{Status: plant.Decided(rng.Float64() < plant.Expit(eta)), Screener: fmt.Sprint("S", screener)}}})
		}
	}
	return b.Dataset()
}

func drawn(rng *rand.Rand, p float64) int {
	if rng.Float64() < p {
		return 1
	}
	return 0
}

// moderations of the two weak signals.
func moderations(t testing.TB, d *dataset.Dataset) []result.SignalResult {
	t.Helper()
	v := d.Enter(0)
	a := model.Adjust(v, model.DefaultPlan(), d.Factors())
	var asked []Asked
	for j := range 2 {
		f, err := a.Own(j)
		if err != nil {
			t.Fatal(err)
		}
		c := f.Contrast(j)
		asked = append(asked, Asked{j, &c})
	}
	out := make([]result.SignalResult, 2)
	for k, m := range Of(v, a, asked, nil) {
		out[k].DiffersBy = m
	}
	Correct(out)
	return out
}

func flat(slope float64) func(int) float64 { return func(int) float64 { return slope } }

// TestHomogeneousPools: no difference is found more often than its level says, at any
// requisition size, with re-applicants, and for a numeric signal.
func TestHomogeneousPools(t *testing.T) {
	plant.SkipUnderRace(t)
	if testing.Short() {
		t.Skip("a simulation")
	}
	n := plant.Pools(6, 25)
	for _, c := range []struct {
		name string
		pool pool
	}{
		{"3", pool{requisitions: 240, each: 3}}, {"6", pool{requisitions: 120, each: 6}}, {"10", pool{requisitions: 72, each: 10}},
		{"15", pool{requisitions: 48, each: 15}}, {"40", pool{requisitions: 24, each: 40}},
		{"two each", pool{requisitions: 24, each: 40, applicationsPer: 2}}, {"five each", pool{requisitions: 24, each: 40, applicationsPer: 5}},
		{"numeric", pool{requisitions: 24, each: 40, numeric: true}},
	} {
		findings, bars, tests, rejected := 0, 0, map[string]int{}, map[string]int{}
		for i := range n {
			c.pool.seed, c.pool.slope = uint64(1000+i), flat(0.5)
			found := false
			for _, s := range moderations(t, c.pool.dataset(t)) {
				barred := false
				for k := range s.DiffersBy {
					m := &s.DiffersBy[k]
					found = found || m.Finding()
					barred = barred || *m.PSignal < 0.10
					tests[string(m.By)+m.Attribute]++
					if *m.P < 0.05 {
						rejected[string(m.By)+m.Attribute]++
					}
				}
				if barred {
					bars++
				}
			}
			if found {
				findings++
			}
		}
		t.Logf("%-9s findings in %2d of %d pools, barred %2d of %d signals, rejected at .05 %v of %v", c.name, findings, n, bars, 2*n, rejected, tests)
		if findings > plant.UpperCount(n, 0.05) || bars > plant.UpperCount(2*n, 0.10) {
			t.Errorf("%s: too many", c.name)
		}
	}
}

// TestDifferencesAreFound where they are, with the effects by level.
func TestDifferencesAreFound(t *testing.T) {
	for _, c := range []struct {
		by    result.ModeratorKind
		slope func(int) float64
	}{
		{result.ByScreener, func(l int) float64 { return []float64{1.1, -1.1, 1.1, -1.1}[l] }},
		{result.ByGroup, func(l int) float64 { return []float64{1, -1}[l] }},
		{result.ByRole, func(l int) float64 { return []float64{2, 0, -2}[l] }},
		{result.ByRequisition, func(l int) float64 { return []float64{1.5, -1.5}[l%2] }},
	} {
		d := pool{seed: 5, requisitions: 30, each: 40, by: c.by, slope: c.slope}.dataset(t)
		s := moderations(t, d)[0]
		at := slices.IndexFunc(s.DiffersBy, func(m result.Moderation) bool { return m.By == c.by && (m.Attribute == "" || m.Attribute == "sex") })
		if !s.DiffersBy[at].Finding() {
			t.Errorf("by %s: p = %v is no finding", c.by, *s.DiffersBy[at].P)
		}
		for l, e := range s.DiffersBy[at].Levels {
			if v := plant.Value(t, e.Estimate); v*c.slope(l) < 0 {
				t.Errorf("by %s, level %s: %v, planted %v", c.by, e.Level, v, c.slope(l))
			}
		}
	}
}
