package bookstest

import (
	"fmt"
	"time"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/words"
)

// Shape says what an invented book holds.
type Shape struct {
	People, Requisitions, Screeners int
	Signals, Groups, Stages         []string
	Intersection, Undeclared        bool
	Unreadable                      int
	// History is how many looks there were; 0 = none.
	History  int
	Reviewed bool
}

// Full is a book that has something of everything.
func Full() Shape {
	return Shape{People: 360, Requisitions: 12, Screeners: 8,
		Signals: []string{"open_source", "kaggle", "referral", "elite_school", "elite_employer", "phd", "award"},
		Groups:  []string{"Women", "Men", "Another answer"}, Intersection: true,
		Stages: []string{"resume_screen", "phone_screen", "onsite", "offer"}, Unreadable: 6, History: 5, Reviewed: true}
}

// Cases are the books of the goldens, by name.
func Cases() map[string]*reports.Book {
	full := Full()
	with := func(change func(*Shape)) *reports.Book {
		s := full
		change(&s)
		return Invent(s)
	}
	thirty := make([]string, 30)
	for i := range thirty {
		thirty[i] = fmt.Sprintf("Group %02d", i+1)
	}
	return map[string]*reports.Book{
		"full":             Invent(full),
		"empty":            Empty(),
		"all_unreadable":   Unreadable(),
		"no_groups":        with(func(s *Shape) { s.Groups = nil }),
		"thirty_groups":    with(func(s *Shape) { s.Groups, s.People, s.Intersection = thirty, 3000, false }),
		"one_requisition":  with(func(s *Shape) { s.Requisitions, s.People, s.Unreadable = 1, 90, 1 }),
		"400_requisitions": with(func(s *Shape) { s.Requisitions, s.People, s.Screeners = 400, 12000, 40 }),
		"undeclared":       with(func(s *Shape) { s.Undeclared = true }),
		"rules":            RuleBooks()["rules"],
		"guidelines":       RuleBooks()["guidelines"],
	}
}

// Interval is an estimate with half on either side of its value.
func Interval(v, half float64, n int, method string) result.Estimate {
	return result.Interval(v, v-half, v+half, 0.95, method, n)
}

// Ptr is a pointer to a copy of x.
func Ptr[T any](x T) *T { return &x }

// Empty is a book of a run that found nothing.
func Empty() *reports.Book {
	return &reports.Book{Result: &result.Result{Schema: result.SchemaID, Run: Run()}}
}

// Run is the record of an invented run.
func Run() result.RunRecord {
	return result.RunRecord{ID: "20261122T173000Z", Version: "0.1.0", ConfigSHA256: fmt.Sprintf("%064x", 4711),
		StartedAt: time.Date(2026, 11, 22, 17, 30, 0, 0, time.UTC), FinishedAt: time.Date(2026, 11, 22, 17, 31, 0, 0, time.UTC),
		CatalogueVersion: "1", Seed: 1, Inputs: []result.InputRecord{
			{Kind: "resumes", SHA256: fmt.Sprintf("%064x", 1), Bytes: 5_000_000, Files: 360},
			{Kind: "decisions", SHA256: fmt.Sprintf("%064x", 2), Bytes: 80_000, Files: 1}}}
}

// Unreadable is a book of a run that could read no document.
func Unreadable() *reports.Book {
	b := Empty()
	b.Result.Intake = result.Intake{Documents: result.DocumentCounts{Found: 40, Unreadable: 40},
		Applications: result.ApplicationCounts{Rows: 40, Audited: 40},
		Reasons:      []result.ReasonCount{{Reason: "no text layer (a scan?)", Count: 40}}}
	b.WorklistFile = "worklist.csv"
	st := result.StageResult{Stage: "resume_screen", N: 40, Advanced: 12, Requisitions: 2}
	none := result.NotEstimable("", 0, "every résumé is unreadable")
	for _, id := range []string{"open_source", "kaggle"} {
		st.Signals = append(st.Signals, result.SignalResult{Signal: id, Block: result.Weak, Kind: result.Binary, Unknown: 40,
			RiskDifference: none, RiskRatio: none, RejectionRatio: none, OddsRatio: none, DetectableDifference: none,
			Effect: result.Effect{Estimate: none}, Form: result.Form{Linear: none, Spline: none, Quantiles: none},
			Adjusted: result.Adjusted{AverageMarginalEffect: none, LogOdds: none, OddsRatio: none, LinearProbability: none},
			Verdict:  result.CannotTell, Reason: "The signal is unknown for every applicant."})
	}
	b.Result.Stages = []result.StageResult{st}
	return b
}

// Invent makes the book of a shape.
func Invent(s Shape) *reports.Book {
	b := Empty()
	b.Organisation, b.Confidentiality = "Example & Co", "Privileged: prepared at the direction of counsel"
	b.WorklistFile = "worklist.csv"
	b.Result.Intake = inventIntake(s)
	n := s.People
	for i, name := range append(s.Stages[:len(s.Stages):len(s.Stages)], result.BottomLine) {
		adv := n * 2 / 5
		if name == result.BottomLine {
			n, adv = s.People, b.Result.Stages[len(b.Result.Stages)-1].Advanced
		}
		st := inventStage(s, i, name, n, adv)
		b.Result.Stages = append(b.Result.Stages, st)
		for j, c := range spread(n, s.Requisitions) {
			a := spread(adv, s.Requisitions)[j]
			b.Requisitions = append(b.Requisitions, dataset.Stratum{Stage: name, Requisition: fmt.Sprintf("REQ-%03d", j+1), Role: "ML engineer", N: c, Advanced: a})
		}
		n = adv
	}
	b.Result.Headline = []result.Sentence{
		{ID: "reliance", Text: "Weak signals carry 46 % of what can be explained of the decisions at the résumé screen (31 % to 60 %).", Estimate: Interval(.46, .145, n, "share")},
		{ID: "signal:" + s.Stages[0] + ":referral:weak", Text: "Applicants with a referral advanced 30.1 points more often than comparable applicants without one (22.0 to 38.2).", Estimate: Interval(.301, .081, n, "AME")}}
	b.Result.Funnel = inventFunnel(b, s)
	inventTexts(b, s)
	if s.Reviewed {
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

func inventIntake(s Shape) result.Intake {
	in := result.Intake{
		Documents:    result.DocumentCounts{Found: s.People, Read: s.People - s.Unreadable, Unreadable: s.Unreadable},
		Applications: result.ApplicationCounts{Rows: s.People + 14, Audited: s.People, Unmatched: 6, Excluded: 8},
		Reasons:      []result.ReasonCount{{Reason: "withdrawn", Count: 8}, {Reason: "no résumé matched", Count: 6}, {Reason: "no text layer", Count: s.Unreadable}},
		Join:         []result.ReasonCount{{Reason: "resume column", Count: s.People - 20}, {Reason: "e-mail", Count: 20}},
		PeriodFrom:   "2026-01-05", PeriodUntil: "2026-06-30"}
	if s.Undeclared {
		in.UndeclaredRoles = []string{"ML engineer", "Data scientist"}
	}
	return in
}

// inventFunnel follows everybody and compares each signal between the first two stages.
func inventFunnel(b *reports.Book, s Shape) *result.Funnel {
	first, last := b.Result.Stages[0], b.Result.Stages[len(b.Result.Stages)-1]
	all := result.FunnelRow{Kind: "all", Applicants: first.N + first.Excluded, Hired: last.Advanced, OnsiteToOffer: Interval(.4, .1, 30, "Wilson"), OfferAcceptance: Interval(.9, .05, 20, "Wilson")}
	f := &result.Funnel{Rows: []result.FunnelRow{all}}
	for i, id := range s.Signals {
		if later := b.Result.Stages[1].Stage; later != result.BottomLine {
			f.Effects = append(f.Effects, result.EffectDifference{Signal: id, Block: result.Weak, First: first.Stage, Later: later, AtFirst: Interval(.2, .05, 300, "AME"),
				AtLater: Interval(.02*float64(i), .05, 100, "AME"), Difference: Interval(.2-.02*float64(i), .08, 400, "stacked"), P: Ptr(.01), PAdjusted: Ptr(.04)})
		}
	}
	return f
}

func inventTexts(b *reports.Book, s Shape) {
	for _, id := range s.Signals {
		b.Signals = append(b.Signals, reports.SignalText{ID: id, Label: words.SentenceCase(words.Underscored(id)), Question: "Does the document show it?",
			Detection: "A line of the document says so; use, enthusiasm and courses don't count.", JobRelated: "Only where the role asks for it.",
			Limits:   "Wording that nobody foresaw is missed.",
			Evidence: []reports.Citation{{Claim: "Women 45 %, men 61 % “very likely” to contribute.", Source: "GitHub Open Source Survey 2017"}}})
	}
	b.Roles = []reports.Role{{Name: "ML engineer", JobRelated: []string{"years_experience", "skills_match"}, Skills: []string{"python", "docker", "sql"}, MinYears: 3, MinDegree: "bachelor"},
		{Name: "Research scientist", JobRelated: []string{"phd", "publication"}}}
	if s.Undeclared {
		b.Roles = nil
	}
	b.Lists = []reports.List{{Name: "schools", SHA256: fmt.Sprintf("%064x", 99), Entries: []string{"ETH Zürich", "MIT", "=HYPERLINK(\"http://example.invalid\")"}}}
	b.Settings = []reports.Setting{{Key: "resumes", Value: "testdata/resumes"}, {Key: "audit.level", Value: "0.95"}, {Key: "audit.margin", Value: "auto"}}
	if s.History > 0 {
		b.Result.Trend = inventTrend(s)
	}
}

func inventTrend(s Shape) *result.Trend {
	t := &result.Trend{Looks: s.History, Level: .05 * 6 / (9.87 * float64(s.History*s.History)), PreviousFrom: "2026-04-01", PreviousUntil: "2026-04-30"}
	for i := range s.History {
		look := result.Look{RunID: fmt.Sprintf("r%d", i), From: fmt.Sprintf("2026-%02d-01", i+1), Until: fmt.Sprintf("2026-%02d-28", i+1), Closed: true,
			Level: .95, Measure: result.MeasureDecisive, Found: 360, Rows: 374, Audited: 360,
			Stages: []result.LookStage{{Stage: s.Stages[0], N: 60 + 5*i, Advanced: 20 + i, Explained: Interval(.2, .05, 60, ""), WeakShare: Interval(.4+.02*float64(i), .1, 60, "")}}}
		for j, id := range s.Signals {
			look.Findings = append(look.Findings, result.LookFinding{Stage: s.Stages[0], Signal: id, Family: result.ConfirmatoryFamily, Present: 20 + i, Known: 60 + 5*i,
				Effect: Interval(.05*float64(j%4)+.02*float64(i), .06, 60, "AME"), Margin: .05, Verdict: result.CannotTell})
		}
		t.Points = append(t.Points, look)
	}
	t.Look = s.History
	t.Pool = []result.Drift{
		{Kind: "prevalence", Signal: s.Signals[0], Now: Interval(.4, .05, 80, "share"), Previous: Interval(.35, .05, 75, "share"), Difference: Interval(.05, .07, 155, "difference of shares"), PAdjusted: Ptr(.6)},
		{Kind: "unreadable", Now: Interval(.2, .05, 360, "share"), Previous: Interval(.05, .02, 340, "share"), Difference: Interval(.15, .04, 700, "difference of shares"), PAdjusted: Ptr(1e-6), Changed: true},
		{Kind: "unmatched", Now: Interval(.01, .01, 360, "share"), Previous: Interval(0, .01, 340, "share"), Difference: Interval(.01, .01, 700, "difference of shares"), PAdjusted: Ptr(.8)}}
	for j, id := range s.Signals {
		t.Pooled = append(t.Pooled, result.PooledFinding{Stage: s.Stages[0], Signal: id, Looks: s.History, Present: 20*s.History + 10, Effect: Interval(.05*float64(j%4)+.04, .03, 300, "pooled"), P: Ptr(.4)})
		t.Findings = append(t.Findings, result.TrendFinding{Stage: s.Stages[0], Signal: id, Status: []string{result.TrendNew, result.TrendPersisting, result.TrendNone}[j%3],
			Now: Interval(.1, .06, 80, "AME"), Previous: Interval(.05, .06, 75, "AME"), Difference: Interval(.05, .08, 80, "difference"), P: Ptr(.3), PAdjusted: Ptr(.6)})
	}
	return t
}
