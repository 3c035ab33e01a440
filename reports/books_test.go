package reports

import (
	"fmt"
	"math"
	"time"

	"weaksignal/audit"
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

func invent(v, half float64, n int, method string) audit.Estimate {
	return audit.Interval(v, v-half, v+half, 0.95, method, n)
}

func ptr[T any](x T) *T { return &x }

func emptyBook() *Book {
	return &Book{Result: &audit.Result{Schema: audit.SchemaID, Run: inventRun()}}
}

func inventRun() audit.RunRecord {
	return audit.RunRecord{ID: "20261122T173000Z", Version: "0.1.0", ConfigSHA256: fmt.Sprintf("%064x", 4711),
		StartedAt: time.Date(2026, 11, 22, 17, 30, 0, 0, time.UTC), FinishedAt: time.Date(2026, 11, 22, 17, 31, 0, 0, time.UTC),
		CatalogueVersion: "1", Seed: 1, Inputs: []audit.InputRecord{
			{Kind: "resumes", SHA256: fmt.Sprintf("%064x", 1), Bytes: 5_000_000, Files: 360},
			{Kind: "decisions", SHA256: fmt.Sprintf("%064x", 2), Bytes: 80_000, Files: 1}}}
}

func unreadableBook() *Book {
	b := emptyBook()
	b.Result.Intake = audit.Intake{Documents: audit.DocumentCounts{Found: 40, Unreadable: 40},
		Applications: audit.ApplicationCounts{Rows: 40, Audited: 40},
		Reasons:      []audit.ReasonCount{{Reason: "no text layer (a scan?)", Count: 40}}}
	b.WorklistFile = "worklist.csv"
	st := audit.StageResult{Stage: "resume_screen", N: 40, Advanced: 12, Requisitions: 2}
	none := audit.NotEstimable("", 0, "every résumé is unreadable")
	for _, id := range []string{"open_source", "kaggle"} {
		st.Signals = append(st.Signals, audit.SignalResult{Signal: id, Block: audit.Weak, Kind: audit.Binary, Unknown: 40,
			RiskDifference: none, RiskRatio: none, RejectionRatio: none, OddsRatio: none, DetectableDifference: none,
			Adjusted: audit.Adjusted{AverageMarginalEffect: none, LogOdds: none, OddsRatio: none, LinearProbability: none},
			Verdict:  audit.CannotTell, Reason: "The signal is unknown for every applicant."})
	}
	b.Result.Stages = []audit.StageResult{st}
	return b
}

func inventBook(s shape) *Book {
	b := emptyBook()
	b.Organisation, b.Confidentiality = "Example & Co", "Privileged: prepared at the direction of counsel"
	b.WorklistFile = "worklist.csv"
	b.Result.Intake = inventIntake(s)
	n := s.people
	for i, name := range append(s.stages[:len(s.stages):len(s.stages)], audit.BottomLine) {
		adv := n * 2 / 5
		if name == audit.BottomLine {
			n, adv = s.people, b.Result.Stages[len(b.Result.Stages)-1].Advanced
		}
		st := inventStage(s, i, name, n, adv)
		b.Result.Stages = append(b.Result.Stages, st)
		for j, c := range spread(n, s.requisitions) {
			a := spread(adv, s.requisitions)[j]
			b.Requisitions = append(b.Requisitions, RequisitionCount{Stage: name, Requisition: fmt.Sprintf("REQ-%03d", j+1), Role: "ML engineer", N: c, Advanced: a})
		}
		n = adv
	}
	b.Result.Headline = []audit.Sentence{
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

func inventIntake(s shape) audit.Intake {
	in := audit.Intake{
		Documents:    audit.DocumentCounts{Found: s.people, Read: s.people - s.unreadable, Unreadable: s.unreadable},
		Applications: audit.ApplicationCounts{Rows: s.people + 14, Audited: s.people, Unmatched: 6, Excluded: 8},
		Reasons:      []audit.ReasonCount{{Reason: "withdrawn", Count: 8}, {Reason: "no résumé matched", Count: 6}, {Reason: "no text layer", Count: s.unreadable}},
		Join:         []audit.ReasonCount{{Reason: "resume column", Count: s.people - 20}, {Reason: "e-mail", Count: 20}},
		PeriodFrom:   "2026-01-05", PeriodUntil: "2026-06-30"}
	if s.undeclared {
		in.UndeclaredRoles = []string{"ML engineer", "Data scientist"}
	}
	return in
}

func inventStage(s shape, i int, name string, n, adv int) audit.StageResult {
	st := audit.StageResult{Stage: name, N: n, Advanced: adv, Requisitions: s.requisitions, Screeners: s.screeners,
		Excluded: 8, Margin: .05, Model: &audit.Model{Likelihood: "unconditional", Penalty: "firth", RequisitionEffects: "fixed",
			Rule: "Unconditional with Firth's penalty: requisitions average 20 applications or more.", Cluster: "requisition",
			Clusters: s.requisitions, N: n - s.unreadable, Dropped: s.unreadable, DroppedUnknown: s.unreadable, Patterns: n / 2,
			LogLik: -180, LogLikNull: -230}}
	for j, id := range s.signals {
		st.Signals = append(st.Signals, inventSignal(s, i, j, id, audit.Weak, audit.Binary, n, adv))
	}
	if !s.undeclared {
		st.Signals = append(st.Signals, inventSignal(s, i, len(s.signals), "years_experience", audit.JobRelated, audit.Numeric, n, adv),
			inventSignal(s, i, len(s.signals)+1, "skills_match", audit.JobRelated, audit.Numeric, n, adv))
	}
	st.Reliance = inventReliance(s, n)
	if len(s.groups) > 0 {
		st.Impact = append(st.Impact, inventImpact("sex", s.groups, n, adv))
		if s.intersection {
			st.Impact = append(st.Impact, inventCross(st.Impact[0]))
		}
		st.Prevalence = inventPrevalence(s, st)
		st.GapDecomposition = []audit.GapDecomposition{inventGap(s, n)}
	}
	st.Consistency = inventConsistency(s, n, adv)
	for _, r := range []struct{ kind, name string }{{"source", "Referral"}, {"source", "Campus"}, {"source", "Other"}} {
		c := audit.RouteResult{Kind: r.kind, Name: r.name}
		c.N, c.Advanced = n/3, adv/3
		if c.N > 0 {
			c.Rate = invent(float64(c.Advanced)/float64(c.N), .05, c.N, "Wilson score")
		} else {
			c.Rate = audit.NotEstimable("Wilson score", 0, "nobody came this way")
		}
		st.Routes = append(st.Routes, c)
	}
	return st
}

func inventSignal(s shape, i, j int, id string, block audit.Block, kind audit.Kind, n, adv int) audit.SignalResult {
	knownN := n - min(s.unreadable, n)
	with := knownN * (12 + 9*(j%4)) / 100
	ratio := []float64{1.6, 1.05, 1.7, .95, 1.1, 1.0, .8}[j%7]
	withAdv := min(with, int(float64(with)*float64(adv)/math.Max(float64(n), 1)*ratio))
	effect := []float64{.12, .01, .301, -.02, .03, 0, -.06}[j%7]
	half := .03 + .01*float64(i*i+j%3)
	out := audit.SignalResult{Signal: id, Block: block, Kind: kind, Roles: []string{"ML engineer", "Data scientist"},
		Present: audit.Count{N: with, Advanced: withAdv}, Absent: audit.Count{N: knownN - with, Advanced: max(0, min(adv-withAdv, knownN-with))},
		Unknown:        n - knownN,
		RiskDifference: invent(effect*1.1, half, n, "Newcombe hybrid score"), RiskRatio: invent(1+effect*2, half*3, n, "Koopman score"),
		RejectionRatio: invent(1-effect, half, n, "Koopman score"), OddsRatio: invent(1+effect*3, half*5, n, "conditional MLE, exact"),
		FisherP: ptr(.0004), MidP: ptr(.0003), Z: ptr(3.2),
		Stratified: audit.Stratified{MHRiskDifference: invent(effect, half, n, "Sato"), MHRiskRatio: invent(1+effect*2, half*2, n, "MH"),
			MHOddsRatio: invent(1+effect*3, half*4, n, "RBG"), CMHP: ptr(.002), BreslowDayP: ptr(.4), Strata: s.requisitions, Up: s.requisitions / 2, Down: s.requisitions / 3},
		Adjusted: audit.Adjusted{LogOdds: invent(effect*5, half*5, n, "Firth"), OddsRatio: invent(math.Exp(effect*5), half, n, "Firth"),
			AverageMarginalEffect: invent(effect, half, n, "AME, CR1, t(11)"), LinearProbability: invent(effect*.97, half, n, "LPM, CR1"),
			P: ptr(.001 + math.Abs(.1-effect)), PAdjusted: ptr(.004 + math.Abs(.1-effect)), Family: audit.ExploratoryFamily},
		Sensitivity: audit.Sensitivity{EValue: audit.Point(2.1, "E-value", n), RobustnessValue: audit.Point(.18, "robustness value", n),
			Benchmark: &audit.Benchmark{Signal: "years_experience", AdjustedEffect: invent(effect*.8, half, n, "Cinelli–Hazlett")}},
		DetectableDifference: audit.Point(.09, "80 % power", n), Verdict: audit.CannotTell,
		Reason: "The range reaches over the margin on both sides: too few decisions."}
	switch {
	case math.Abs(effect) >= .1 && i == 0:
		out.Verdict, out.Reason = audit.ReliedOn, "The difference is larger than the margin of 5 points and chance is an unlikely reason."
	case math.Abs(effect)+half < .05:
		out.Verdict, out.Reason = audit.NoMaterialReliance, "The whole range lies inside the margin of 5 points."
	}
	if i == 0 && block == audit.Weak {
		out.Adjusted.Family = audit.ConfirmatoryFamily
	}
	if i >= 3 {
		out.Adjusted.AverageMarginalEffect = audit.NotEstimable("AME", n, "fewer than two informative requisitions")
	}
	return out
}
