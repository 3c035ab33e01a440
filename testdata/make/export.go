package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// writeCSV writes one table.
func writeCSV(path string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	if err := w.WriteAll(rows); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func isoDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02")
}

// decisionRows is the export, in the shape of a Greenhouse report: one row per
// application with its current or last stage.
func decisionRows(p pool, files map[string]string) [][]string {
	rows := [][]string{{"Candidate ID", "Application ID", "Candidate Name", "Email", "Resume", "Job ID", "Job Name", "Level", "Department", "Office",
		"Current Stage", "Status", "Applied On", "Rejected On", "Hired On", "Rejection Reason", "Rejection Type", "Source", "Referrer",
		"Credited To", "Recruiter", "Recruiter Trained", "Openings"}}
	for _, a := range byApplication(p.applicants) {
		r, dec := p.reqs[a.req], a.decision
		file, rejected, hired := "", "", ""
		if a.joinsByFile() {
			file = files[a.candidate]
		}
		switch dec.status {
		case "Rejected":
			rejected = isoDate(dec.on)
		case "Hired":
			hired = isoDate(dec.on)
		}
		level := "Junior"
		if r.senior {
			level = "Senior"
		}
		credited := a.referrer
		if a.source == "LinkedIn (Prospecting)" {
			credited = p.screeners[a.screener].name
		}
		trained := "No"
		if p.screeners[a.screener].trained {
			trained = "Yes"
		}
		rows = append(rows, []string{a.candidate, a.application, a.given + " " + a.family, a.exportMail(), file, r.id, r.name, level, r.department, r.office,
			r.stages[dec.stage], dec.status, isoDate(a.applied), rejected, hired, dec.reason, dec.kind, a.source, a.referrer,
			credited, p.screeners[a.screener].name, trained, fmt.Sprint(r.openings)})
	}
	return rows
}

// exportMail is the address in the export. One in forty applied with another one
// than the résumé shows: such a row is found by its name alone.
func (a applicant) exportMail() string {
	if a.index%40 == 17 {
		return "apply." + a.email
	}
	return a.email
}

// joinsByFile reports whether the row names its file.
func (a applicant) joinsByFile() bool { return a.index%16 == 5 || a.index%23 == 9 }

// joinsByID reports whether the file's name holds the candidate's id.
func (a applicant) joinsByID() bool { return !a.joinsByFile() && a.index%7 == 3 }

// byApplication orders the rows as the export does, by application id.
func byApplication(list []applicant) []applicant {
	out := slices.Clone(list)
	slices.SortFunc(out, func(x, y applicant) int {
		if c := x.applied.Compare(y.applied); c != 0 {
			return c
		}
		return x.index - y.index
	})
	return out
}

// groupRows are the self-reported groups: blank or declined for some, no row for a few.
func groupRows(p pool) [][]string {
	rows := [][]string{{"candidate_id", "sex", "race_ethnicity", "age_band"}}
	for _, a := range byApplication(p.applicants) {
		if a.index%37 == 11 {
			continue
		}
		d := roll(p.seed, "decline", a.index)
		say := func(s string) string {
			if s == "" {
				return d.pick([]string{"", "Decline to self-identify", "I don't wish to answer"})
			}
			return s
		}
		rows = append(rows, []string{a.candidate, say(a.sex), say(a.race), say(a.age)})
	}
	return rows
}

// truth is the shape of truth.json.
type truth struct {
	Schema     string                    `json:"schema"`
	Seed       uint64                    `json:"seed"`
	Draw       int                       `json:"decision_draw"`
	Note       string                    `json:"note"`
	Planted    []effect                  `json:"planted"`
	Model      map[string]any            `json:"model"`
	Applicants map[string]applicantTruth `json:"applicants"`
}

// effect is a planted effect: the average marginal effect within requisitions of a
// discrete change, as a fraction, over all applicants of the pool.
type effect struct {
	Stage  string  `json:"stage"`
	Signal string  `json:"signal"`
	Effect float64 `json:"average_marginal_effect"`
}

type applicantTruth struct {
	File        string          `json:"file"`
	Producer    string          `json:"producer"`
	Language    string          `json:"language"`
	Requisition string          `json:"requisition"`
	Role        string          `json:"role"`
	Signals     map[string]bool `json:"signals"`
	Ambiguous   []string        `json:"ambiguous,omitempty"`
	Degree      string          `json:"highest_degree"`
	Months      int             `json:"months_of_work"`
	Years       float64         `json:"years_experience"`
	DateForm    string          `json:"date_form"`
	Skills      []string        `json:"required_skills_matched"`
	Match       float64         `json:"skills_match"`
	Route       string          `json:"join_route"`
	Rate        float64         `json:"true_screen_rate"`
	Passed      bool            `json:"passed_screen"`
	LastStage   int             `json:"last_stage_entered"`
	Outcome     string          `json:"outcome"`
}

// writeTruth writes truth.json; its keys are candidate ids, in order.
func writeTruth(dir string, p pool, m model, draw int, papers []paper, files map[string]string) error {
	t := truth{Schema: "weaksignal.truth/1", Seed: p.seed, Draw: draw, Note: truthNote, Applicants: map[string]applicantTruth{}, Model: m.describe(p)}
	for _, s := range weakSignals() {
		e := effect{Stage: "resume screen", Signal: s}
		if s == "referral" || s == "open_source" {
			e.Effect = plantedEffect
		}
		t.Planted = append(t.Planted, e)
	}
	for i, a := range p.applicants {
		st := drawStyle(p.seed, a)
		t.Applicants[a.candidate] = applicantTruth{File: files[a.candidate], Producer: st.format, Language: a.language, Requisition: p.reqs[a.req].id,
			Role: p.roles[p.reqs[a.req].role].name, Signals: a.signals, Degree: a.degree, Months: a.months, Years: round(a.years(), 2), DateForm: st.dates,
			Skills: a.skills, Match: round(p.match(a), 4), Route: a.route(), Rate: round(a.decision.rate, 4), Passed: a.decision.passed,
			LastStage: a.decision.stage, Outcome: a.decision.outcome, Ambiguous: ambiguous(a, papers[i])}
	}
	raw, err := json.MarshalIndent(t, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "truth.json"), append(raw, '\n'), 0o644)
}

const truthNote = "Everything here is invented. Effects are fractions (0.3 = 30 points). phd and masters hold the highest degree held or in progress. " +
	"months_of_work covers every entry of the work section; where date_form is years the document shows less than that. Stages after the resume screen depend on ability and matched skills only."

// ambiguous lists the signals that a scoring of detectors leaves out: whether a medal
// in a Kaggle competition is also a prize can be argued either way.
func ambiguous(a applicant, doc paper) []string {
	if a.signals["kaggle_rank"] && !a.signals["award"] && strings.Contains(plain(doc), "medal") {
		return []string{"award"}
	}
	return nil
}

func (a applicant) route() string {
	switch {
	case a.joinsByFile():
		return "file"
	case a.joinsByID():
		return "id"
	case a.exportMail() != a.email:
		return "name"
	}
	return "email"
}

func (m model) describe(p pool) map[string]any {
	rate, referral, open := m.effects(p)
	return map[string]any{"overall_rate": round(rate, 4), "log_odds": map[string]float64{"referral": round(m.referral, 4), "open_source": round(m.openSource, 4),
		"per_year": perYear, "skills_match": perMatch}, "effects_in_this_pool": map[string]float64{"referral": round(referral, 4), "open_source": round(open, 4)},
		"requisition_sd": requisitionSD, "screener_sd": screenerSD}
}

func round(x float64, digits int) float64 {
	v := 0.0
	fmt.Sscanf(fmt.Sprintf("%.*f", digits, x), "%g", &v)
	return v
}
