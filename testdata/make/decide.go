package main

import (
	"math"
	"time"
)

// Effects of the résumé screen on the log-odds scale that are set by hand; those
// of the planted signals are solved for by calibrate.
const (
	plantedEffect = .30 // average marginal effect of referral and of open_source
	typical       = .02 // see decideTypically
	screenRate    = .45 // overall
	perYear       = .07 // log-odds per year of work
	perMatch      = 1.8 // log-odds from no to all required skills
	requisitionSD = .30 // of the requisitions' intercepts
	screenerSD    = .25 // of the screeners' intercepts
)

// decision is what happened to one application.
type decision struct {
	passed  bool    // the résumé screen
	rate    float64 // its true probability
	stage   int     // index of the last stage entered, 0 = résumé screen
	status  string  // Rejected | Hired | Active
	reason  string  // the export's rejection reason
	kind    string  // the export's rejection type
	outcome string  // truth: advanced is judged by stage; rejected | hired | withdrawn | transferred | pending
	on      time.Time
}

// model is the true model of the résumé screen.
type model struct {
	intercept            float64
	referral, openSource float64
	requisition          []float64
}

func (m model) logit(p pool, a applicant, referral, open bool) float64 {
	return m.intercept + m.requisition[a.req] + p.screeners[a.screener].intercept +
		perYear*(a.years()-5) + perMatch*(p.match(a)-.6) +
		m.referral*b2f(referral) + m.openSource*b2f(open)
}

// rate is the true probability that a passes the résumé screen.
func (m model) rate(p pool, a applicant) float64 {
	return logistic(m.logit(p, a, a.signals["referral"], a.signals["open_source"]))
}

// effects are the true overall rate and the average marginal effects (discrete
// change, averaged over all applicants) of referral and open_source.
func (m model) effects(p pool) (rate, referral, open float64) {
	n := float64(len(p.applicants))
	for _, a := range p.applicants {
		r, o := a.signals["referral"], a.signals["open_source"]
		rate += m.rate(p, a) / n
		referral += (logistic(m.logit(p, a, true, o)) - logistic(m.logit(p, a, false, o))) / n
		open += (logistic(m.logit(p, a, r, true)) - logistic(m.logit(p, a, r, false))) / n
	}
	return rate, referral, open
}

// calibrate solves for the intercept and the two planted coefficients, so that the
// true overall rate and average marginal effects in this pool are the stated ones.
func calibrate(p pool) model {
	d := roll(p.seed, "requisition intercepts")
	m := model{referral: 1.5, openSource: 1.5}
	for range p.reqs {
		m.requisition = append(m.requisition, requisitionSD*d.NormFloat64())
	}
	for range 200 {
		rate, referral, open := m.effects(p)
		m.intercept += 4 * (screenRate - rate)
		m.referral += 4 * (plantedEffect - referral)
		m.openSource += 4 * (plantedEffect - open)
	}
	return m
}

// decide draws every application's way through the funnel. After the résumé screen
// nothing but ability and matched skills matters.
//
// The draw has a number: 0 is a plain draw of the seed.
func decide(p *pool, m model, draw int) {
	hired := map[int]int{}
	for i := range p.applicants {
		a := &p.applicants[i]
		a.decision = drawDecision(*p, m, *a, draw)
		if a.decision.outcome == "hired" {
			hired[a.req]++
		}
	}
	for i := range p.reqs {
		p.reqs[i].openings = max(1, hired[i])
	}
}

// decideTypically takes the first draw in which the plain estimates of the planted
// effects lie within typical of the truth, so that the one sample that everybody
// sees shows what is planted in it. It looks at no other signal.
func decideTypically(p *pool, m model) (draw int) {
	for draw = 0; ; draw++ {
		decide(p, m, draw)
		weak := weakSignals()
		y, x, group := screenTable(*p, weak)
		beta, _, _ := within(y, x, group)
		near := true
		for j, s := range weak {
			if s == "referral" || s == "open_source" {
				near = near && math.Abs(beta[j]-plantedEffect) < typical
			}
		}
		if near {
			return draw
		}
	}
}

func drawDecision(p pool, m model, a applicant, draw int) decision {
	d := roll(p.seed, "decision", a.index, draw)
	out := decision{rate: m.rate(p, a), on: a.applied.AddDate(0, 0, d.between(3, 16))}
	out.passed = d.Float64() < out.rate
	pass := out.passed
	for {
		if leave := d.among([]share{{"", .965}, {"withdrawn", .018}, {"pending", .008}, {"transferred", .009}}); leave != "" {
			return out.excluded(d, leave)
		}
		if !pass {
			return out.rejected(d, a, p)
		}
		if out.stage == 5 {
			out.status, out.outcome = "Hired", "hired"
			return out
		}
		out.stage++
		out.on = out.on.AddDate(0, 0, d.between(4, 15))
		odds := []float64{0, .45, .55, .6, -.3, 1.5}[out.stage] + .5*a.ability + .9*(p.match(a)-.6)
		pass = d.chance(logistic(odds))
	}
}

func (out decision) excluded(d dice, leave string) decision {
	out.outcome = leave
	switch leave {
	case "pending":
		out.status, out.on = "Active", time.Time{}
	case "withdrawn":
		out.status, out.kind = "Rejected", "They rejected us"
		out.reason = d.pick([]string{"Candidate withdrew", "Withdrew - accepted another offer", "Withdrew - compensation"})
	case "transferred":
		out.status, out.kind, out.reason = "Rejected", "None specified", "Transferred to another job"
	}
	return out
}

func (out decision) rejected(d dice, a applicant, p pool) decision {
	out.status, out.outcome, out.kind = "Rejected", "rejected", "We rejected them"
	switch {
	case out.stage == 0 && p.match(a) < .4:
		out.reason = d.pick([]string{"Lacking skill(s)/qualification(s)", "Wrong skill set"})
	case out.stage == 0:
		out.reason = d.pick([]string{"Lacking skill(s)/qualification(s)", "Other candidates more qualified", "Not enough experience", ""})
	case out.stage == 5:
		out.reason, out.kind = "Offer rescinded - position closed", "We rejected them"
	default:
		out.reason = d.pick([]string{"Failed interview", "Other candidates more qualified", "Technical skills", "Communication"})
	}
	return out
}
