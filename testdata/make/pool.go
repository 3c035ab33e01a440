package main

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// role is a kind of post with what the employer declares job-related.
type role struct {
	name     string
	required []string // canonical skills, as in the declaration
	phd      float64  // base rates of the highest degree among applicants
	masters  float64
	openTilt float64 // shifts on the log-odds scale
	kaggle   float64
}

func roles() []role {
	return []role{
		{"ML engineer", []string{"python", "docker", "sql", "kubernetes", "pytorch", "airflow"}, .08, .42, .1, -1.3},
		{"Research scientist", []string{"python", "pytorch", "statistics", "deep learning", "latex", "jax"}, .50, .36, 0, -2.6},
		{"Data scientist", []string{"python", "sql", "statistics", "pandas", "tableau", "a/b testing"}, .08, .45, -.4, -1.5},
		{"Research engineer", []string{"python", "c++", "cuda", "pytorch", "linux", "docker"}, .15, .45, .4, -2.4},
	}
}

// requisition is one opening as the export names it.
type requisition struct {
	id, name, department, office string
	role                         int
	senior                       bool
	opened                       time.Time
	stages                       []string // the company's own words for the six stages
	screeners                    []int
	openings                     int
}

// applicant is one invented person and application with everything true about them.
type applicant struct {
	index                  int
	candidate, application string
	req                    int
	given, family, culture string
	email, phone, city     string
	country, language      string
	sex, race, age         string // as self-reported; "" = declined or no answer
	signals                map[string]bool
	degree                 string // phd | masters | bachelor | none: highest held or in progress
	months                 int    // of work at the application's date
	skills                 []string
	applied                time.Time
	referrer               string
	source                 string
	screener               int
	ability                float64
	decision               decision
}

// weakSignals are the signals of the résumé or the export, in the order of every output.
func weakSignals() []string {
	return []string{"open_source", "code_profile", "kaggle", "kaggle_rank", "referral", "elite_employer",
		"elite_school", "phd", "masters", "publication", "award", "online_course"}
}

// pool is the whole sample before any document is written.
type pool struct {
	seed       uint64
	roles      []role
	reqs       []requisition
	screeners  []screener
	applicants []applicant
}

type screener struct {
	name      string
	trained   bool
	intercept float64
}

const perRequisition = 32

// drawPool draws twelve requisitions, eight screeners and 384 applicants.
func drawPool(seed uint64) pool {
	p := pool{seed: seed, roles: roles()}
	p.screeners = drawScreeners(seed)
	p.reqs = requisitions()
	d := roll(seed, "requisitions")
	for i := range p.reqs {
		p.reqs[i].screeners = d.Perm(len(p.screeners))[:4]
		slices.Sort(p.reqs[i].screeners)
	}
	taken := map[string]bool{}
	for i := range len(p.reqs) * perRequisition {
		p.applicants = append(p.applicants, drawApplicant(p, i, taken))
	}
	return p
}

func drawApplicant(p pool, i int, taken map[string]bool) applicant {
	d := roll(p.seed, "applicant", i)
	a := applicant{index: i, req: i / perRequisition, signals: map[string]bool{}}
	a.candidate = fmt.Sprint(41_000_000 + i*7919 + d.IntN(7000))
	a.application = fmt.Sprint(208_000_000 + i*10_007 + d.IntN(9000))
	req := p.reqs[a.req]
	a.applied = req.opened.AddDate(0, 0, d.IntN(50))
	a.screener = req.screeners[d.IntN(len(req.screeners))]

	sex, race := drawGroups(d)
	a.ability = d.NormFloat64()
	means := d.NormFloat64() + map[string]float64{"White": .2, "Asian": .1, "Black or African American": -.35, "Hispanic or Latino": -.3}[race]
	drawSignals(d, &a, p.roles[req.role], req.senior, sex, race, means)
	drawMeasures(d, &a, p.roles[req.role], req.senior)
	nameApplicant(p.seed, &a, sex, race, taken)
	a.sex, a.race, a.age = sex, race, ageBand(d, a)
	if sex == "" || d.chance(.06) {
		a.sex = ""
	}
	if race == "" || d.chance(.08) {
		a.race = ""
	}
	if d.chance(.10) {
		a.age = ""
	}
	a.source, a.referrer = drawSource(p.seed, i, a.signals["referral"], req.senior)
	return a
}

func drawGroups(d dice) (sex, race string) {
	sex = d.among([]share{{"Male", .62}, {"Female", .35}, {"Non-binary", .015}, {"", .015}})
	race = d.among([]share{{"White", .46}, {"Asian", .28}, {"Hispanic or Latino", .12},
		{"Black or African American", .10}, {"Two or More Races", .04}})
	return sex, race
}

// drawSignals draws the true signals. Their rates differ between groups in the
// directions that the published surveys report (signals.md names them): men write
// more open source and compete more, white men are referred more, means buy schools.
func drawSignals(d dice, a *applicant, r role, senior bool, sex, race string, means float64) {
	man, white, old := b2f(sex == "Male"), b2f(race == "White"), b2f(senior)
	s := a.signals
	draw := func(id string, logit float64) { s[id] = d.chance(logistic(logit)) }
	draw("referral", -1.45+.4*means+.35*white+.3*man)
	draw("open_source", -1.3+.6*man+.25*a.ability+.2*means+r.openTilt)
	draw("code_profile", -1.0+1.5*b2f(s["open_source"])+.3*man)
	draw("kaggle", r.kaggle+.5*man-.3*old)
	s["kaggle_rank"] = s["kaggle"] && d.chance(.45)
	draw("elite_employer", -2.0+.5*means+.5*old)
	draw("elite_school", -1.35+.7*means)
	switch u := d.Float64() - .03*means; {
	case u < r.phd:
		a.degree = "phd"
	case u < r.phd+r.masters:
		a.degree = "masters"
	case u < .97:
		a.degree = "bachelor"
	default:
		a.degree = "none"
		s["elite_school"] = false
	}
	s["phd"], s["masters"] = a.degree == "phd", a.degree == "masters"
	draw("publication", map[string]float64{"phd": 1.2, "masters": -1.5}[a.degree]-2.7*b2f(a.degree == "bachelor" || a.degree == "none"))
	draw("award", -1.1+.3*means+.2*a.ability)
	draw("online_course", -.8-.3*means-.6*b2f(s["phd"]))
}

// drawMeasures draws the job-related measures: months of work and required skills.
func drawMeasures(d dice, a *applicant, r role, senior bool) {
	mean := 26.0
	if senior {
		mean = 92
	}
	a.months = int(math.Round(mean * math.Exp(.45*d.NormFloat64()-.1)))
	a.months = max(5, min(a.months, 240))
	for _, s := range r.required {
		base := .3
		if s == "python" {
			base = 2.2
		}
		if d.chance(logistic(base + .5*a.ability + .25*b2f(senior))) {
			a.skills = append(a.skills, s)
		}
	}
}

// years of work at the application's date.
func (a applicant) years() float64 { return float64(a.months) / 12 }

// match is the share of the role's required skills that the applicant has, in [0,1].
func (p pool) match(a applicant) float64 {
	return float64(len(a.skills)) / float64(len(p.roles[p.reqs[a.req].role].required))
}

func ageBand(d dice, a applicant) string {
	age := 22 + a.months/12 + d.between(0, 4) + 3*int(b2f(a.degree == "phd"))
	if d.chance(.08) {
		age += d.between(5, 15)
	}
	switch {
	case age < 30:
		return "Under 30"
	case age < 40:
		return "30-39"
	case age < 50:
		return "40-49"
	default:
		return "50 or older"
	}
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
