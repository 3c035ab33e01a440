package audit

import (
	"context"
	"fmt"
	"math"
	"testing"

	"weaksignal/audit/internal/plant"
	"weaksignal/audit/misread"
	"weaksignal/audit/result"
)

func TestReadFailuresAgainstR(t *testing.T) {
	var want struct {
		Tables []struct {
			N, X    []int
			EvenP   float64   `json:"even_p"`
			FisherP []float64 `json:"fisher_p"`
		}
	}
	plant.Load(t, "testdata/readfailure.json", &want)
	for _, w := range want.Tables {
		c := &result.ReadCounts{Attributes: []result.AttributeCount{{Attribute: "sex"}}}
		for i, n := range w.N {
			name := fmt.Sprintf("g%d", i)
			c.Formats = append(c.Formats, result.FormatCount{Format: name, Documents: n, Unreadable: w.X[i]})
			// Half of the failures are unreadable files, half have none.
			c.Attributes[0].Groups = append(c.Attributes[0].Groups, result.ApplicantCount{Group: name, Applicants: n, Unreadable: w.X[i] / 2, Unmatched: w.X[i] - w.X[i]/2})
		}
		got := misread.ReadFailures(c, DefaultPlan().Plan)
		a := got.Attributes[0]
		for _, p := range []*float64{a.OmnibusP, got.FormatP} {
			// 999 deals: four standard errors of their share.
			if p == nil || math.Abs(*p-w.EvenP) > .001+4*math.Sqrt(w.EvenP*(1-w.EvenP)/999) {
				t.Errorf("%v of %v: p %v, want about %v", w.X, w.N, p, w.EvenP)
			}
		}
		for i, p := range w.FisherP {
			if math.Abs(*a.Groups[i].FisherP-p) > 1e-9 || math.Abs(*got.Formats[i].FisherP-p) > 1e-9 {
				t.Errorf("%v of %v: group %d has p %v, want %v", w.X, w.N, i, *a.Groups[i].FisherP, p)
			}
		}
		if warned := len(got.Warnings) > 0; warned != (*a.OmnibusP < .05) {
			t.Errorf("%v of %v: warnings %v", w.X, w.N, got.Warnings)
		}
	}
}

func TestReadFailureEdges(t *testing.T) {
	plan := DefaultPlan()
	if misread.ReadFailures(nil, plan.Plan) != nil || misread.ReadFailures(&result.ReadCounts{}, plan.Plan) != nil {
		t.Error("nothing counted is a result")
	}
	for name, groups := range map[string][]result.ApplicantCount{
		"no failure": {{Group: "f", Applicants: 50, Unreadable: 0, Unmatched: 0}, {Group: "m", Applicants: 50, Unreadable: 0, Unmatched: 0}}, "all failed": {{Group: "f", Applicants: 5, Unreadable: 5, Unmatched: 0}, {Group: "m", Applicants: 5, Unreadable: 0, Unmatched: 5}},
		"one group": {{Group: "f", Applicants: 50, Unreadable: 3, Unmatched: 0}}, "nobody": {}, "an empty group": {{Group: "f", Applicants: 0, Unreadable: 0, Unmatched: 0}, {Group: "m", Applicants: 9, Unreadable: 1, Unmatched: 1}},
	} {
		got := misread.ReadFailures(&result.ReadCounts{Attributes: []result.AttributeCount{{Attribute: "sex", Groups: groups}}}, plan.Plan)
		if got.Attributes[0].OmnibusP != nil || len(got.Warnings) > 0 {
			t.Errorf("%s: p %v, warnings %v, want none", name, *got.Attributes[0].OmnibusP, got.Warnings)
		}
	}
}

// TestReadFailuresInTheHeadline: a hurdle that differs between groups is said, before
// the caution.
func TestReadFailuresInTheHeadline(t *testing.T) {
	d := plant.Pool{Seed: 1, Requisitions: 4, Each: 20, Weak: []float64{1}}.Dataset(t)
	before := len(mustRun(t, d, DefaultPlan()).Headline)
	r, err := Run(context.Background(), Input{Dataset: d, Plan: DefaultPlan(), Reads: &result.ReadCounts{Attributes: []result.AttributeCount{
		{Attribute: "sex", Groups: []result.ApplicantCount{{Group: "f", Applicants: 200, Unreadable: 20, Unmatched: 5}, {Group: "m", Applicants: 200, Unreadable: 2, Unmatched: 1}}},
		{Attribute: "region", Groups: []result.ApplicantCount{{Group: "north", Applicants: 200, Unreadable: 10, Unmatched: 3}, {Group: "south", Applicants: 200, Unreadable: 11, Unmatched: 3}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Headline) != before+1 || r.Headline[before].ID != "caution" {
		t.Fatalf("headline %+v", r.Headline)
	}
	if s := r.Headline[before-1]; s.ID != "read_failures:sex" || s.Attribute != "sex" {
		t.Errorf("sentence %+v", s)
	}
	validate(t, r)
}
