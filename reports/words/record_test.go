package words_test

import (
	"encoding/json"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports/words"
)

// record has one statement of each kind that points to something.
func record() *result.Result {
	n := 400
	e := result.Interval(.2, .1, .3, .95, "m", n)
	share := result.Interval(.4, .2, .6, .95, "m", n)
	p, least := .002, .08
	signal := result.SignalResult{Signal: "referral", Block: result.Weak, Kind: result.Binary, Verdict: result.Associated, Why: result.Why{Kind: result.WhyClear, Margin: .05},
		Effect: result.Effect{Estimate: e, PAdjusted: &p, AtLeast: &least}, Present: result.Count{N: 100, Advanced: 60}, Absent: result.Count{N: 300, Advanced: 90},
		DiffersBy: []result.Moderation{{By: result.ByScreener, PAdjusted: &p, Levels: []result.LevelEstimate{{Level: "S-1", Estimate: e}, {Level: "S-2", Estimate: share}}}}}
	gap := result.GapDecomposition{Attribute: "sex", Group: "f", ReferenceGroup: "m", Gap: result.Interval(-.14, -.2, -.08, .95, "m", n), Parts: []result.GapPart{
		{Part: "job_related", Estimate: result.Interval(-.02, -.05, .01, .95, "m", n)}, {Part: "referral", Estimate: result.Interval(-.05, -.08, -.02, .95, "m", n)},
		{Part: "weak", Estimate: result.Interval(-.086, -.12, -.05, .95, "m", n)}, {Part: "unexplained", Estimate: result.Interval(-.034, -.06, 0, .95, "m", n)}}}
	women := result.GroupResult{Group: "f", N: 200, Advanced: 60, ImpactRatio: result.Interval(.7, .6, .79, .95, "m", n), PAdjusted: &p, Verdict: "indicated",
		Why: &result.GroupWhy{Kind: result.GroupBelow, Threshold: .8}, Neutralised: &result.Neutralised{Before: share, After: share, RatioBefore: share, RatioAfter: share}}
	st := result.StageResult{Stage: "resume_screen", N: n, Advanced: 150, Requisitions: 8, Margin: .05, Signals: []result.SignalResult{signal},
		Reliance:         &result.Reliance{Explained: share, Blocks: []result.BlockShare{{Block: result.Weak, Share: share}}, ChangedSelections: result.ChangedSelections{Estimate: share, UnderNoEffect: e}},
		Impact:           []result.Impact{{Attribute: "sex", ReferenceGroup: "m", Groups: []result.GroupResult{women}}},
		GapDecomposition: []result.GapDecomposition{gap}}
	r := &result.Result{Stages: []result.StageResult{st}, ExtractionError: &result.ExtractionError{Answered: 80}}
	add := func(s result.Sentence) {
		s.ID, s.Stage, s.Estimate = string(s.Kind), st.Stage, e
		r.Headline = append(r.Headline, s)
	}
	add(result.Sentence{Kind: result.StatesPool})
	add(result.Sentence{Kind: result.StatesUndeclared, Roles: []string{"Analyst"}})
	add(result.Sentence{Kind: result.StatesSignal, Signal: "referral", Block: result.Weak})
	add(result.Sentence{Kind: result.StatesDifference, Signal: "referral", Block: result.Weak, By: result.ByScreener})
	add(result.Sentence{Kind: result.StatesCriterion, Signal: "referral", Block: result.Weak, Criterion: "years_experience"})
	add(result.Sentence{Kind: result.StatesReading, Signals: []string{"referral"}, Corrected: 2})
	add(result.Sentence{Kind: result.StatesReliance, Block: result.Weak})
	add(result.Sentence{Kind: result.StatesChanged})
	add(result.Sentence{Kind: result.StatesImpact, Attribute: "sex", Group: "f"})
	add(result.Sentence{Kind: result.StatesGap, Attribute: "sex", Group: "f", Signals: []string{"referral"}})
	add(result.Sentence{Kind: result.StatesWhatIf, Attribute: "sex", Group: "f"})
	add(result.Sentence{Kind: result.StatesReadFailures, Attribute: "sex"})
	add(result.Sentence{Kind: result.StatesCaution})
	return r
}

// Each statement gets its sentence from the record, and a decoded record the same ones.
func TestEveryStatementIsWorded(t *testing.T) {
	r := record()
	words.Complete(r, nil)
	want := map[result.StatementKind]string{
		result.StatesPool:         "400 applications for 8 requisitions were decided at the stage “resume screen”; 37.5 % (150 of 400) advanced.",
		result.StatesUndeclared:   "for role Analyst",
		result.StatesSignal:       "those with referral advanced 20.0 percentage points more often (95 % interval 10.0 to 30.0), at least 8.0 allowing for the signals looked at",
		result.StatesDifference:   "not the same with every screener (p = 0.002 after correction): from 20.0 to 40.0 points",
		result.StatesCriterion:    "hangs on one criterion, years of experience",
		result.StatesReading:      "People checked 80",
		result.StatesReliance:     "weak signals account for 40.0 %",
		result.StatesChanged:      "someone else for 40.0 % of the places",
		result.StatesImpact:       "the selection rate of f (30.0 % (60 of 200)) was 70.0 % of that of m",
		result.StatesGap:          "8.6 of the 14.0 points of the gap between f and m run through weak signals, mostly referral (5.0) (95 % interval 5.0 to 12.0); 2.0 through job-related criteria, and 3.4 through nothing that is recorded.",
		result.StatesWhatIf:       "instead of 40.0 %",
		result.StatesReadFailures: "all groups of sex",
		result.StatesCaution:      "associations in the recorded decisions",
	}
	for _, s := range r.Headline {
		if w := want[s.Kind]; w == "" || !strings.Contains(s.Text, w) || strings.Contains(s.Text, "%!") || strings.Contains(s.Text, "S-1") {
			t.Errorf("%s says %q, want %q in it", s.Kind, s.Text, w)
		}
		for _, word := range []string{"caused", "biased", "discriminat", "relied"} {
			if strings.Contains(s.Text, word) {
				t.Errorf("%s says %q: %s", s.Kind, word, s.Text)
			}
		}
	}
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var decoded result.Result
	if err := json.Unmarshal(raw, &decoded); err != nil {
		t.Fatal(err)
	}
	for i := range decoded.Headline {
		decoded.Headline[i].Text = ""
	}
	words.Complete(&decoded, nil)
	for i, s := range r.Headline {
		if got := decoded.Headline[i].Text; got != s.Text {
			t.Errorf("%s: the decoded record says %q, the run %q", s.Kind, got, s.Text)
		}
	}
}

// A record of the first schema has sentences and no kinds: they stay.
func TestOlderSentencesStay(t *testing.T) {
	r := &result.Result{Headline: []result.Sentence{{ID: "pool", Text: "12 applications."}},
		Stages: []result.StageResult{{Stage: "screen", Signals: []result.SignalResult{{Signal: "phd", Reason: "Too few."}},
			Impact: []result.Impact{{Attribute: "sex", Groups: []result.GroupResult{{Group: "f", Reason: "It turns."}}}}}}}
	words.Complete(r, nil)
	st := r.Stages[0]
	if r.Headline[0].Text != "12 applications." || st.Signals[0].Reason != "Too few." || st.Impact[0].Groups[0].Reason != "It turns." {
		t.Errorf("%+v", r)
	}
}

// Where counts are withheld the reason of a verdict on a group has no figure at all.
func TestGroupReasonsWithoutFigures(t *testing.T) {
	p, flips := .2, true
	g := result.GroupResult{Group: "f", N: 31, Advanced: 7, ImpactRatio: result.Interval(.71, .42, 1.3, .95, "m", 31), PAdjusted: &p, Flips: &flips}
	for _, kind := range []result.GroupWhyKind{result.GroupBelow, result.GroupAbove, result.GroupReachesBelow, result.GroupTurns, result.GroupUntested, result.GroupNotWithin, result.GroupByChance} {
		g.Why = &result.GroupWhy{Kind: kind, Threshold: .8, Known: 20, Unknown: 31}
		if said := words.GroupWhy(&g, false); said == "" || strings.ContainsAny(said, "0123456789%") {
			t.Errorf("%s: %q", kind, said)
		}
		if said := words.GroupWhy(&g, true); !strings.Contains(said, "20") || strings.Contains(said, "%!") {
			t.Errorf("%s: %q", kind, said)
		}
	}
}
