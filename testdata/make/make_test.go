package main

import (
	"math"
	"reflect"
	"testing"
)

// The same seed gives the same people, decisions and papers; another seed others.
func TestRepeatable(t *testing.T) {
	make := func(seed uint64) (pool, []paper) {
		p := drawPool(seed)
		m := calibrate(p)
		decide(&p, m, 0)
		papers, err := writePapers(p) // holds each text against its truth, too
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		return p, papers
	}
	p, papers := make(1)
	again, papersAgain := make(1)
	if !reflect.DeepEqual(p, again) || !reflect.DeepEqual(papers, papersAgain) {
		t.Error("seed 1 twice gave two pools")
	}
	if other, _ := make(2); reflect.DeepEqual(p.applicants, other.applicants) {
		t.Error("seeds 1 and 2 gave the same applicants")
	}
}

func TestEffectsArePlanted(t *testing.T) {
	for seed := uint64(1); seed <= 5; seed++ {
		p := drawPool(seed)
		rate, referral, open := calibrate(p).effects(p)
		for _, c := range []struct {
			what      string
			got, want float64
		}{{"overall rate", rate, screenRate}, {"referral", referral, plantedEffect}, {"open_source", open, plantedEffect}} {
			if math.Abs(c.got-c.want) > 1e-6 {
				t.Errorf("seed %d: %s = %.7f, want %.2f", seed, c.what, c.got, c.want)
			}
		}
	}
}

func TestNamesAreUnique(t *testing.T) {
	p := drawPool(1)
	names, mails, ids := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, a := range p.applicants {
		n := fold(a.given + " " + a.family)
		if names[n] || mails[a.email] || ids[a.candidate] {
			t.Errorf("%s <%s> %s comes twice", n, a.email, a.candidate)
		}
		names[n], mails[a.email], ids[a.candidate] = true, true, true
	}
}

// Values of Student's t from R 4.2: 2 * pt(-q, df).
func TestTTail(t *testing.T) {
	for _, c := range []struct {
		q    float64
		df   int
		want float64
	}{{2.200985, 11, 0.05}, {3.105807, 11, 0.01}, {1, 3, 0.3910022}, {0, 5, 1}} {
		if got := tTail(c.q, c.df); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("tTail(%v, %d) = %.7f, want %.7f", c.q, c.df, got, c.want)
		}
	}
}
