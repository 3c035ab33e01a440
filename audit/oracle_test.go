package audit

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

// oracle is testdata/expected.json, made by testdata/oracle.R from testdata/table.csv.
type oracle struct {
	Signals        map[string]map[string]float64 `json:"signals"`
	Holm           map[string]float64            `json:"holm"`
	LogLik         float64                       `json:"loglik"`
	LogLikNull     float64                       `json:"loglik_null"`
	ClogitLogLik   []float64                     `json:"clogit_loglik"`
	McFadden       float64                       `json:"mcfadden"`
	McFaddenTotal  float64                       `json:"mcfadden_total"`
	ShapleyWeak    float64                       `json:"shapley_weak"`
	ShapleyRelated float64                       `json:"shapley_related"`
	Gap            struct {
		N           int                `json:"n"`
		Gap         float64            `json:"gap"`
		GapSE       float64            `json:"gap_se"`
		Unexplained float64            `json:"unexplained"`
		Parts       map[string]float64 `json:"parts"`
		PartsSE     map[string]float64 `json:"parts_se"`
	} `json:"gap"`
	Mixed map[string]float64 `json:"mixed"`
	// Plans by requisition effects and cluster correction, then signal.
	Plans  map[string]map[string]map[string]float64 `json:"plans"`
	Impact struct {
		NF      int     `json:"n_f"`
		XF      int     `json:"x_f"`
		NM      int     `json:"n_m"`
		XM      int     `json:"x_m"`
		FisherP float64 `json:"fisher_p"`
	} `json:"impact"`
}

func readOracle(t *testing.T) (*dataset.Dataset, oracle) {
	t.Helper()
	var want oracle
	plant.Load(t, "testdata/expected.json", &want)
	return plant.OracleTable(t, "testdata/table.csv"), want
}

type check struct {
	what      string
	got       result.Estimate
	pick      string // value | se | low | high
	want, tol float64
}

func (c check) run(t *testing.T) {
	t.Helper()
	p := c.got.Value
	switch c.pick {
	case "se":
		p = c.got.SE
	case "low":
		p = c.got.Low
	case "high":
		p = c.got.High
	}
	if p == nil {
		t.Errorf("%s %s: nothing (%s), want %v", c.what, c.pick, c.got.NotEstimable, c.want)
		return
	}
	if d := math.Abs(*p-c.want) / math.Max(math.Abs(c.want), 1e-12); d > c.tol {
		t.Errorf("%s %s: %.15g, want %.15g (relative %.1e)", c.what, c.pick, *p, c.want, d)
	}
}

func checkP(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > 1e-8 {
		t.Errorf("%s: p %v, want %v", what, got, want)
	}
}

// TestRunAgainstR: the whole audit of a table agrees with R.
func TestRunAgainstR(t *testing.T) {
	d, want := readOracle(t)
	straight := DefaultPlan()
	straight.Form = model.FormLinear // the oracle's; other forms: model's tests
	r := mustRun(t, d, straight)
	validate(t, r)
	s := &r.Stages[0]
	byScreener := straight
	byScreener.Cluster = result.ClusterByScreener
	screeners := mustRun(t, d, byScreener)
	for _, term := range s.Model.Terms {
		check{term.Term + " slope", result.Point(*term.LogOdds, "", 0), "value", want.Signals[term.Term]["log_odds"], 1e-7}.run(t)
		check{term.Term + " slope, se", result.Point(*term.SECluster, "", 0), "value", want.Signals[term.Term]["se_cluster"], 1e-7}.run(t)
	}
	for id, w := range want.Signals {
		if id == "years" || id == "skills" {
			g := plant.Find(t, s, id, result.JobRelated)
			check{id + " robustness", g.Sensitivity.RobustnessValue, "value", w["robustness"], 1e-7}.run(t)
			continue // what a numeric signal's effect compares is in model's tests
		}
		block := result.Weak
		g := plant.Find(t, s, id, block)
		for _, c := range []check{
			{"log odds", g.Adjusted.LogOdds, "value", w["log_odds"], 1e-7},
			{"log odds", g.Adjusted.LogOdds, "se", w["se_cluster"], 1e-7},
			{"AME", g.Adjusted.AverageMarginalEffect, "value", w["ame"], 1e-7},
			{"AME", g.Adjusted.AverageMarginalEffect, "se", w["ame_se"], 1e-7},
			{"AME", g.Adjusted.AverageMarginalEffect, "low", w["ame_low"], 1e-7},
			{"AME", g.Adjusted.AverageMarginalEffect, "high", w["ame_high"], 1e-7},
			{"AME by screener", plant.Find(t, &screeners.Stages[0], id, block).Adjusted.AverageMarginalEffect, "se", w["ame_se_screener"], 1e-7},
			{"E-value", g.Sensitivity.EValue, "value", w["e_value"], 1e-7},
			{"LPM", g.Adjusted.LinearProbability, "value", w["lpm"], 1e-7},
			{"LPM", g.Adjusted.LinearProbability, "se", w["lpm_se"], 1e-7},
			{"robustness", g.Sensitivity.RobustnessValue, "value", w["robustness"], 1e-7},
		} {
			c.what = id + " " + c.what
			c.run(t)
		}
		checkP(t, id, g.Adjusted.P, w["p"])
		check{id + " benchmark", g.Sensitivity.Benchmark.AdjustedEffect, "value", w["benchmark"], 1e-7}.run(t)
		checkCrude(t, id, g, w)
		checkP(t, id+" Holm", g.Adjusted.PAdjusted, want.Holm[id])
	}
	if m := s.Model; math.Abs(m.LogLik-want.LogLik) > 1e-6 || math.Abs(m.LogLikNull-want.LogLikNull) > 1e-6 {
		t.Errorf("log-likelihoods %v and %v, want %v and %v", m.LogLik, m.LogLikNull, want.LogLik, want.LogLikNull)
	}
	check{"screeners", s.Consistency.InterceptSD, "value", want.Mixed["sd"], 1e-5}.run(t)
	check{"screeners, crude", s.Consistency.Crude.InterceptSD, "value", want.Mixed["crude_sd"], 1e-5}.run(t)
	in := s.Reliance.InSample
	check{"McFadden", in.McFadden, "value", want.McFadden, 1e-7}.run(t)
	check{"McFadden total", in.McFaddenTotal, "value", want.McFaddenTotal, 1e-7}.run(t)
	check{"Shapley weak", in.Blocks[0].Shapley, "value", want.ShapleyWeak, 1e-7}.run(t)
	check{"Shapley job-related", in.Blocks[1].Shapley, "value", want.ShapleyRelated, 1e-7}.run(t)
}

func checkCrude(t *testing.T, id string, g *result.SignalResult, w map[string]float64) {
	t.Helper()
	got := []int{g.Present.N, g.Present.Advanced, g.Absent.N, g.Absent.Advanced}
	if want := []int{int(w["n1"]), int(w["x1"]), int(w["n0"]), int(w["x0"])}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: counts %v, want %v", id, got, want)
	}
	checkP(t, id+" Fisher", g.FisherP, w["fisher_p"])
	checkP(t, id+" CMH", g.Stratified.CMHP, w["cmh_p"])
	checkP(t, id+" exact CMH", g.Stratified.CMHExactP, w["cmh_exact_p"])
	checkP(t, id+" Breslow–Day–Tarone", g.Stratified.BreslowDayP, w["breslow_day_p"])
	check{id + " MH odds ratio", g.Stratified.MHOddsRatio, "value", w["mh_or"], 1e-9}.run(t)
	check{id + " MH risk difference", g.Stratified.MHRiskDifference, "value", w["mh_rd"], 1e-9}.run(t)
}

func TestConditionalAgainstR(t *testing.T) {
	d, want := readOracle(t)
	p := DefaultPlan()
	p.Likelihood, p.Form = "conditional", model.FormLinear
	m := mustRun(t, d, p).Stages[0].Model
	for _, term := range m.Terms {
		w := want.Signals[term.Term]
		check{term.Term + " clogit", result.Point(*term.LogOdds, "", 0), "value", w["clogit"], 1e-7}.run(t)
		check{term.Term + " clogit se", result.Point(*term.SE, "", 0), "value", w["clogit_se"], 1e-7}.run(t)
	}
	if math.Abs(m.LogLik-want.ClogitLogLik[1]) > 1e-6 || math.Abs(m.LogLikNull-want.ClogitLogLik[0]) > 1e-6 {
		t.Errorf("log-likelihoods %v and %v, want %v", m.LogLik, m.LogLikNull, want.ClogitLogLik)
	}
}

// TestGapAgainstR: Gelbach's parts agree with plain regressions, and add up.
func TestGapAgainstR(t *testing.T) {
	d, want := readOracle(t)
	s := mustRun(t, d, DefaultPlan()).Stages[0]
	im := s.Impact[0]
	if im.ReferenceGroup != "m" || im.Groups[0].N != want.Impact.NF || im.Groups[0].Advanced != want.Impact.XF || im.Groups[1].N != want.Impact.NM {
		t.Fatalf("impact %+v, want %+v", im, want.Impact)
	}
	checkP(t, "impact Fisher", im.Groups[0].FisherP, want.Impact.FisherP)
	g := s.GapDecomposition[0]
	check{"gap", g.Gap, "value", want.Gap.Gap, 1e-9}.run(t)
	check{"gap", g.Gap, "se", want.Gap.GapSE, 1e-9}.run(t)
	parts := map[string]result.Estimate{}
	for _, p := range g.Parts {
		parts[p.Part] = p.Estimate
	}
	check{"unexplained", parts["unexplained"], "value", want.Gap.Unexplained, 1e-9}.run(t)
	weak := 0.0
	for _, id := range []string{"referral", "open_source", "award"} {
		check{id, parts[id], "value", want.Gap.Parts[id], 1e-9}.run(t)
		check{id, parts[id], "se", want.Gap.PartsSE[id], 1e-9}.run(t)
		weak += want.Gap.Parts[id]
	}
	check{"weak", parts["weak"], "value", weak, 1e-9}.run(t)
	check{"job-related", parts["job_related"], "value", want.Gap.Parts["years"] + want.Gap.Parts["skills"], 1e-9}.run(t)
	sum := plant.Value(t, parts["job_related"]) + plant.Value(t, parts["weak"]) + plant.Value(t, parts["unexplained"])
	if math.Abs(sum-plant.Value(t, g.Gap)) > 1e-12 {
		t.Errorf("parts add to %v, the gap is %v", sum, plant.Value(t, g.Gap))
	}
}

// TestFixedPlansAgainstR: what an analyst fixes is what is fitted.
func TestFixedPlansAgainstR(t *testing.T) {
	plant.SkipUnderRace(t)
	d, want := readOracle(t)
	for name, signals := range want.Plans {
		p := DefaultPlan()
		p.Likelihood, p.Penalty, p.Form = "unconditional", "none", model.FormLinear
		p.RequisitionEffects, p.ClusterCorrection, _ = strings.Cut(name, "_")
		if p.ClusterCorrection == "none" {
			p.Cluster, p.ClusterCorrection = result.ClusterNone, "CR1"
		}
		r := mustRun(t, d, p)
		validate(t, r)
		for id, w := range signals {
			g := plant.Find(t, &r.Stages[0], id, result.Weak).Adjusted
			check{name + " " + id + " log odds", g.LogOdds, "value", w["log_odds"], 1e-7}.run(t)
			check{name + " " + id + " log odds", g.LogOdds, "se", w["se"], 1e-7}.run(t)
			if w["ame_se"] != 0 {
				check{name + " " + id + " AME", g.AverageMarginalEffect, "value", w["ame"], 1e-7}.run(t)
				check{name + " " + id + " AME", g.AverageMarginalEffect, "se", w["ame_se"], 1e-7}.run(t)
			}
		}
	}
}
