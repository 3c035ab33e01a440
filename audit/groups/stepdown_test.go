package groups

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

// onePool builds a pool of one stage and one attribute, row by row.
type onePool struct{ plant.Builder }

func newPool(t testing.TB) onePool {
	return onePool{plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: []string{"grp"}})}
}

func (p onePool) put(person, requisition, group string, advanced bool) {
	p.Put(&dataset.Row{Person: person, Requisition: requisition, Groups: []string{group}, Stages: []dataset.StageRow{{Status: plant.Decided(advanced)}}})
}

func (p onePool) impact(references ...Reference) result.Impact {
	v := p.Dataset().Enter(0)
	return Impact(v, &Rosters(v)[0], model.DefaultPlan(), references)
}

// TestStepDownAgainstR: the studentised differences are R's to the last digit, and the
// adjusted p of 999 deals agree with those of R's 20,000 as far as chance allows.
func TestStepDownAgainstR(t *testing.T) {
	var want struct {
		Sets []struct {
			Rows struct {
				Person, Req []int
				Group       []string
				Adv         []int
			}
			Groups []string
			Fixed  string
			Z, P   []float64
		}
	}
	plant.Load(t, "testdata/stepdown.json", &want)
	for i, s := range want.Sets {
		p := newPool(t)
		for k, g := range s.Rows.Group {
			p.put(fmt.Sprint(s.Rows.Person[k]), fmt.Sprint(s.Rows.Req[k]), g, s.Rows.Adv[k] == 1)
		}
		var references []Reference
		if s.Fixed != "" {
			references = []Reference{{Attribute: "grp", Group: s.Fixed}}
		}
		v := p.Dataset().Enter(0)
		r := &Rosters(v)[0]
		c := countGroups(v, r)
		c.refer(r.Names, r.wanted(v, references))
		got := permute(v, r, c, model.DefaultPlan())
		if !slices.Equal(r.Names, s.Groups) {
			t.Fatalf("groups %v, want %v", r.Names, s.Groups)
		}
		for g := range r.Names {
			if math.Abs(got.deficit[g]-s.Z[g]) > 1e-9 {
				t.Errorf("set %d, %s: z %v, R says %v", i, r.Names[g], got.deficit[g], s.Z[g])
			}
			if g == c.reference {
				if got.adjusted[g] != nil {
					t.Errorf("set %d: the reference has a p", i)
				}
				continue
			}
			if slack := 4*math.Sqrt(s.P[g]*(1-s.P[g])*(1./1000+1./20000)) + 1./1000; math.Abs(*got.adjusted[g]-s.P[g]) > slack {
				t.Errorf("set %d, %s: p %v, R says %v ± %v", i, r.Names[g], *got.adjusted[g], s.P[g], slack)
			}
		}
	}
}

// groupTruth is a design of groups with known rates.
type groupTruth struct {
	sizes    []int // per requisition
	shift    []float64
	again    int     // further applications of each person
	person   float64 // standard deviation of a person's own log odds
	fixed    string
	culprits []int // groups that are low
}

func (d groupTruth) pool(t *testing.T, seed uint64) result.Impact {
	rng := rand.New(rand.NewPCG(seed, 77))
	p := newPool(t)
	const requisitions = 10
	for q := range requisitions {
		for g, n := range d.sizes {
			for i := range n {
				own := rng.NormFloat64()*d.person + d.shift[g] - .4
				for a := range d.again + 1 {
					at := (q + a*(1+i%3)) % requisitions
					p.put(fmt.Sprint(q, g, i), fmt.Sprint(at), string(rune('a'+g)), rng.Float64() < plant.Expit(own+.1*float64(at)))
				}
			}
		}
	}
	var references []Reference
	if d.fixed != "" {
		references = []Reference{{"grp", d.fixed}}
	}
	return p.impact(references...)
}

// TestEqualGroups: an equal group is indicated in at most 5 % of pools, beside a low one,
// with people applying again, and against a fixed reference; a low one is found.
func TestEqualGroups(t *testing.T) {
	if testing.Short() {
		t.Skip("many pools")
	}
	for name, d := range map[string]groupTruth{
		"nobody low":             {sizes: []int{12, 6, 6}, shift: []float64{0, 0, 0}},
		"beside a low one":       {sizes: []int{12, 12, 4}, shift: []float64{0, -1.6, 0}, culprits: []int{1}},
		"beside a fixed one":     {sizes: []int{12, 12, 4}, shift: []float64{0, -1.6, 0}, culprits: []int{1}, fixed: "a"},
		"people apply again":     {sizes: []int{6, 3, 3}, shift: []float64{0, 0, 0}, again: 3, person: 1.5},
		"again, beside a low":    {sizes: []int{6, 6, 3}, shift: []float64{0, -2, 0}, again: 3, person: 1.5, culprits: []int{1}},
		"five groups, two lower": {sizes: []int{10, 10, 8, 8, 4}, shift: []float64{0, -1.6, -1.6, 0, 0}, culprits: []int{1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const pools = 200
			wrong, low, found := 0, 0, 0
			for i := range pools {
				im, convicted := d.pool(t, uint64(4000+i)), false
				for g := range im.Groups {
					x := &im.Groups[g]
					if slices.Contains(d.culprits, g) {
						found += map[bool]int{true: 1}[x.Verdict == "indicated"]
						continue
					}
					convicted = convicted || x.Verdict == "indicated"
					if x.PAdjusted != nil && *x.PAdjusted < .05 {
						low++
					}
				}
				if convicted {
					wrong++
				}
			}
			t.Logf("an equal group is indicated in %d of %d pools, has p < .05 %d times; low ones found %d of %d times", wrong, pools, low, found, pools*len(d.culprits))
			if wrong > plant.UpperCount(pools, .05) || low > plant.UpperCount(pools, .055) {
				t.Errorf("equal groups are indicated in %d of %d pools, p < .05 %d times", wrong, pools, low)
			}
			if 10*found < 8*pools*len(d.culprits) {
				t.Errorf("low groups are found %d of %d times", found, pools*len(d.culprits))
			}
		})
	}
}
