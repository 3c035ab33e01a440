package reports

import (
	"fmt"
	"time"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// The books of the tests hold invented numbers: counts that add up, and intervals
// of about the right width. They test rendering, not statistics.

// shape says what an invented book holds.
type shape struct {
	people, requisitions, screeners int
	signals                         []string
	groups                          []string
	intersection                    bool
	stages                          []string
	undeclared                      bool
	unreadable                      int
	history                         int
	reviewed                        bool
}

func fullShape() shape {
	return shape{people: 360, requisitions: 12, screeners: 8,
		signals: []string{"open_source", "kaggle", "referral", "elite_school", "elite_employer", "phd", "award"},
		groups:  []string{"Women", "Men", "Another answer"}, intersection: true,
		stages: []string{"resume_screen", "phone_screen", "onsite", "offer"}, unreadable: 6, history: 5, reviewed: true}
}

// cases are the books of issue-level goldens, by name.
func bookCases() map[string]*Book {
	full := fullShape()
	with := func(change func(*shape)) *Book {
		s := full
		change(&s)
		return inventBook(s)
	}
	thirty := make([]string, 30)
	for i := range thirty {
		thirty[i] = fmt.Sprintf("Group %02d", i+1)
	}
	return map[string]*Book{
		"full":             inventBook(full),
		"empty":            emptyBook(),
		"all_unreadable":   unreadableBook(),
		"no_groups":        with(func(s *shape) { s.groups = nil }),
		"thirty_groups":    with(func(s *shape) { s.groups, s.people, s.intersection = thirty, 3000, false }),
		"one_requisition":  with(func(s *shape) { s.requisitions, s.people, s.unreadable = 1, 90, 1 }),
		"400_requisitions": with(func(s *shape) { s.requisitions, s.people, s.screeners = 400, 12000, 40 }),
		"undeclared":       with(func(s *shape) { s.undeclared = true }),
		"rules":            ruleBooks()["rules"],
		"guidelines":       ruleBooks()["guidelines"],
	}
}

func invent(v, half float64, n int, method string) result.Estimate {
	return result.Interval(v, v-half, v+half, 0.95, method, n)
}

func ptr[T any](x T) *T { return &x }

func emptyBook() *Book {
	return &Book{Result: &result.Result{Schema: result.SchemaID, Run: inventRun()}}
}

func inventRun() result.RunRecord {
	return result.RunRecord{ID: "20261122T173000Z", Version: "0.1.0", ConfigSHA256: fmt.Sprintf("%064x", 4711),
		StartedAt: time.Date(2026, 11, 22, 17, 30, 0, 0, time.UTC), FinishedAt: time.Date(2026, 11, 22, 17, 31, 0, 0, time.UTC),
		CatalogueVersion: "1", Seed: 1, Inputs: []result.InputRecord{
			{Kind: "resumes", SHA256: fmt.Sprintf("%064x", 1), Bytes: 5_000_000, Files: 360},
			{Kind: "decisions", SHA256: fmt.Sprintf("%064x", 2), Bytes: 80_000, Files: 1}}}
}

func unreadableBook() *Book {
	b := emptyBook()
	b.Result.Intake = result.Intake{Documents: result.DocumentCounts{Found: 40, Unreadable: 40},
		Applications: result.ApplicationCounts{Rows: 40, Audited: 40},
		Reasons:      []result.ReasonCount{{Reason: "no text layer (a scan?)", Count: 40}}}
	b.WorklistFile = "worklist.csv"
	st := result.StageResult{Stage: "resume_screen", N: 40, Advanced: 12, Requisitions: 2}
	none := result.NotEstimable("", 0, "every résumé is unreadable")
	for _, id := range []string{"open_source", "kaggle"} {
		st.Signals = append(st.Signals, result.SignalResult{Signal: id, Block: result.Weak, Kind: result.Binary, Unknown: 40,
			RiskDifference: none, RiskRatio: none, RejectionRatio: none, OddsRatio: none, DetectableDifference: none,
			Adjusted: result.Adjusted{AverageMarginalEffect: none, LogOdds: none, OddsRatio: none, LinearProbability: none},
			Verdict:  result.CannotTell, Reason: "The signal is unknown for every applicant."})
	}
	b.Result.Stages = []result.StageResult{st}
	return b
}

func inventBook(s shape) *Book {
	b := emptyBook()
	b.Organisation, b.Confidentiality = "Example & Co", "Privileged: prepared at the direction of counsel"
	b.WorklistFile = "worklist.csv"
	b.Result.Intake = inventIntake(s)
	n := s.people
	for i, name := range append(s.stages[:len(s.stages):len(s.stages)], result.BottomLine) {
		adv := n * 2 / 5
		if name == result.BottomLine {
			n, adv = s.people, b.Result.Stages[len(b.Result.Stages)-1].Advanced
		}
		st := inventStage(s, i, name, n, adv)
		b.Result.Stages = append(b.Result.Stages, st)
		for j, c := range spread(n, s.requisitions) {
			a := spread(adv, s.requisitions)[j]
			b.Requisitions = append(b.Requisitions, dataset.Stratum{Stage: name, Requisition: fmt.Sprintf("REQ-%03d", j+1), Role: "ML engineer", N: c, Advanced: a})
		}
		n = adv
	}
	b.Result.Headline = []result.Sentence{
		{ID: "reliance", Text: "Weak signals carry 46 % of what can be explained of the decisions at the résumé screen (31 % to 60 %).", Estimate: invent(.46, .145, n, "share")},
		{ID: "signal:" + s.stages[0] + ":referral:weak", Text: "Applicants with a referral advanced 30.1 points more often than comparable applicants without one (22.0 to 38.2).", Estimate: invent(.301, .081, n, "AME")}}
	b.Result.Funnel = inventFunnel(b, s)
	inventTexts(b, s)
	if s.reviewed {
		inventReading(b, s)
	}
	return b
}

// spread divides n over k in uneven, fixed parts that add up to n.
func spread(n, k int) []int {
	out := make([]int, k)
	left := n
	for i := range out {
		part := n/k + (i%3-1)*(n/k)/4
		if i == k-1 || part > left {
			part = left
		}
		out[i], left = part, left-part
	}
	return out
}

func inventIntake(s shape) result.Intake {
	in := result.Intake{
		Documents:    result.DocumentCounts{Found: s.people, Read: s.people - s.unreadable, Unreadable: s.unreadable},
		Applications: result.ApplicationCounts{Rows: s.people + 14, Audited: s.people, Unmatched: 6, Excluded: 8},
		Reasons:      []result.ReasonCount{{Reason: "withdrawn", Count: 8}, {Reason: "no résumé matched", Count: 6}, {Reason: "no text layer", Count: s.unreadable}},
		Join:         []result.ReasonCount{{Reason: "resume column", Count: s.people - 20}, {Reason: "e-mail", Count: 20}},
		PeriodFrom:   "2026-01-05", PeriodUntil: "2026-06-30"}
	if s.undeclared {
		in.UndeclaredRoles = []string{"ML engineer", "Data scientist"}
	}
	return in
}

// inventFunnel follows everybody and compares each signal between the first two stages.
func inventFunnel(b *Book, s shape) *result.Funnel {
	first, last := b.Result.Stages[0], b.Result.Stages[len(b.Result.Stages)-1]
	all := result.FunnelRow{Kind: "all", Applicants: first.N + first.Excluded, Hired: last.Advanced, OnsiteToOffer: invent(.4, .1, 30, "Wilson"), OfferAcceptance: invent(.9, .05, 20, "Wilson")}
	f := &result.Funnel{Rows: []result.FunnelRow{all}}
	for i, id := range s.signals {
		if later := b.Result.Stages[1].Stage; later != result.BottomLine {
			f.Effects = append(f.Effects, result.EffectDifference{Signal: id, Block: result.Weak, First: first.Stage, Later: later, AtFirst: invent(.2, .05, 300, "AME"),
				AtLater: invent(.02*float64(i), .05, 100, "AME"), Difference: invent(.2-.02*float64(i), .08, 400, "stacked"), P: ptr(.01), PAdjusted: ptr(.04)})
		}
	}
	return f
}

func inventTexts(b *Book, s shape) {
	for _, id := range s.signals {
		b.Signals = append(b.Signals, SignalText{ID: id, Label: (&draft{}).label(id), Question: "Does the document show it?",
			Detection: "A line of the document says so; use, enthusiasm and courses don't count.", JobRelated: "Only where the role asks for it.",
			Limits:   "Wording that nobody foresaw is missed.",
			Evidence: []Citation{{Claim: "Women 45 %, men 61 % “very likely” to contribute.", Source: "GitHub Open Source Survey 2017"}}})
	}
	b.Roles = []Role{{Name: "ML engineer", JobRelated: []string{"years_experience", "skills_match"}, Skills: []string{"python", "docker", "sql"}, MinYears: 3, MinDegree: "bachelor"},
		{Name: "Research scientist", JobRelated: []string{"phd", "publication"}}}
	if s.undeclared {
		b.Roles = nil
	}
	b.Lists = []List{{Name: "schools", SHA256: fmt.Sprintf("%064x", 99), Entries: []string{"ETH Zürich", "MIT", "=HYPERLINK(\"http://example.invalid\")"}}}
	b.Settings = []Setting{{"resumes", "testdata/resumes"}, {"audit.level", "0.95"}, {"audit.margin", "auto"}}
	if s.history > 0 {
		b.Result.Trend = inventTrend(s)
	}
}

func inventTrend(s shape) *result.Trend {
	t := &result.Trend{Looks: s.history, Level: .05 * 6 / (9.87 * float64(s.history*s.history)), PreviousFrom: "2026-04-01", PreviousUntil: "2026-04-30"}
	for i := range s.history {
		look := result.Look{RunID: fmt.Sprintf("r%d", i), From: fmt.Sprintf("2026-%02d-01", i+1), Until: fmt.Sprintf("2026-%02d-28", i+1), Closed: true,
			Level: .95, Measure: result.MeasureDecisive, Found: 360, Rows: 374, Audited: 360,
			Stages: []result.LookStage{{Stage: s.stages[0], N: 60 + 5*i, Advanced: 20 + i, Explained: invent(.2, .05, 60, ""), WeakShare: invent(.4+.02*float64(i), .1, 60, "")}}}
		for j, id := range s.signals {
			look.Findings = append(look.Findings, result.LookFinding{Stage: s.stages[0], Signal: id, Family: result.ConfirmatoryFamily, Present: 20 + i, Known: 60 + 5*i,
				Effect: invent(.05*float64(j%4)+.02*float64(i), .06, 60, "AME"), Margin: .05, Verdict: result.CannotTell})
		}
		t.Points = append(t.Points, look)
	}
	t.Look = s.history
	t.Pool = []result.Drift{
		{Kind: "prevalence", Signal: s.signals[0], Now: invent(.4, .05, 80, "share"), Previous: invent(.35, .05, 75, "share"), Difference: invent(.05, .07, 155, "difference of shares"), PAdjusted: ptr(.6)},
		{Kind: "unreadable", Now: invent(.2, .05, 360, "share"), Previous: invent(.05, .02, 340, "share"), Difference: invent(.15, .04, 700, "difference of shares"), PAdjusted: ptr(1e-6), Changed: true},
		{Kind: "unmatched", Now: invent(.01, .01, 360, "share"), Previous: invent(0, .01, 340, "share"), Difference: invent(.01, .01, 700, "difference of shares"), PAdjusted: ptr(.8)}}
	for j, id := range s.signals {
		t.Findings = append(t.Findings, result.TrendFinding{Stage: s.stages[0], Signal: id, Status: []string{result.TrendNew, result.TrendPersisting, result.TrendNone}[j%3],
			Now: invent(.1, .06, 80, "AME"), Previous: invent(.05, .06, 75, "AME"), Difference: invent(.05, .08, 80, "difference"), P: ptr(.3), PAdjusted: ptr(.6)})
	}
	return t
}
