package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
)

// The candidates table: one row per application, no documents. Its effects are
// chosen so that each of the three verdicts is the right one for some signal.
const (
	tableRows         = 6000
	tableRequisitions = 40
	tableRate         = .30
	tableReferral     = .15 // average marginal effects
	tableOpenSource   = .10
	tableAwardSwing   = .90 // log-odds: + in even requisitions, − in odd ones, so nil on average
)

// tableRow is one application of the table.
type tableRow struct {
	requisition, screener    int
	weak                     map[string]bool
	years, match             float64
	certified                bool
	sex, race, city, advance string
	noise                    float64 // uniform draw that decides
}

func tableWeak() []string {
	return []string{"open_source", "kaggle", "referral", "elite_employer", "elite_school", "phd", "award", "publication"}
}

// drawTableRow draws everything but the decision.
func drawTableRow(seed uint64, i int) tableRow {
	d := roll(seed, "table", i)
	r := tableRow{requisition: i % tableRequisitions, weak: map[string]bool{}}
	r.screener = (r.requisition*3 + d.IntN(5)) % 16
	r.sex = d.among([]share{{"Male", .60}, {"Female", .36}, {"Non-binary", .01}, {"", .03}})
	r.race = d.among([]share{{"White", .46}, {"Asian", .25}, {"Hispanic or Latino", .13}, {"Black or African American", .11}, {"", .05}})
	r.city = d.among([]share{{"Boston", .3}, {"London", .25}, {"Berlin", .15}, {"Remote US", .3}})
	means := d.NormFloat64() + .25*b2f(r.race == "White") - .3*b2f(r.race == "Black or African American" || r.race == "Hispanic or Latino")
	ability := d.NormFloat64()
	man := b2f(r.sex == "Male")
	draw := func(id string, logit float64) { r.weak[id] = d.chance(logistic(logit)) }
	draw("referral", -1.5+.4*means+.3*man)
	draw("open_source", -1.45+.6*man+.3*ability)
	draw("kaggle", -4.1+.5*man)
	draw("elite_employer", -1.5+.4*means)
	draw("elite_school", -1.3+.7*means)
	draw("phd", -1.3+.1*means)
	draw("publication", -1.3+.8*b2f(r.weak["phd"]))
	draw("award", -1.1)
	r.years = math.Round(10*4.5*math.Exp(.6*d.NormFloat64()-.18)) / 10
	r.match = math.Round(10*logistic(.3+.9*ability+.5*d.NormFloat64())) / 10
	r.certified = d.chance(.22)
	r.noise = d.Float64()
	return r
}

// tableModel is the true model of the table's decisions.
type tableModel struct {
	intercept, referral, openSource float64
	requisition                     [tableRequisitions]float64
}

func (m tableModel) rate(r tableRow, referral, open bool) float64 {
	swing := tableAwardSwing
	if r.requisition%2 == 1 {
		swing = -swing
	}
	return logistic(m.intercept + m.requisition[r.requisition] + m.referral*b2f(referral) + m.openSource*b2f(open) +
		.08*(r.years-4.5) + 1.5*(r.match-.55) + .25*b2f(r.certified) + swing*b2f(r.weak["award"]))
}

func calibrateTable(seed uint64, rows []tableRow) tableModel {
	d := roll(seed, "table requisitions")
	var m tableModel
	for i := range m.requisition {
		m.requisition[i] = .35 * d.NormFloat64()
	}
	n := float64(len(rows))
	for range 60 {
		var rate, referral, open float64
		for _, r := range rows {
			ref, o := r.weak["referral"], r.weak["open_source"]
			rate += m.rate(r, ref, o) / n
			referral += (m.rate(r, true, o) - m.rate(r, false, o)) / n
			open += (m.rate(r, ref, true) - m.rate(r, ref, false)) / n
		}
		m.intercept += 4 * (tableRate - rate)
		m.referral += 4 * (tableReferral - referral)
		m.openSource += 4 * (tableOpenSource - open)
	}
	return m
}

// writeTable writes table.csv and its configuration.
func writeTable(dir string, seed uint64) error {
	rows := make([]tableRow, tableRows)
	for i := range rows {
		rows[i] = drawTableRow(seed, i)
	}
	m := calibrateTable(seed, rows)
	weak := tableWeak()
	header := append([]string{"candidate_id", "requisition", "role", "screener", "decision"}, weak...)
	out := [][]string{append(header, "years_experience", "skills_match", "certification", "sex", "race_ethnicity", "city")}
	for i, r := range rows {
		d := roll(seed, "table cells", i)
		blank := func(s string) string {
			if d.chance(.002) {
				return ""
			}
			return s
		}
		row := []string{fmt.Sprintf("C%05d", i+1), fmt.Sprintf("R-%02d", r.requisition+1), roles()[r.requisition%4].name, fmt.Sprintf("Screener %02d", r.screener+1),
			fmt.Sprint(b2i(r.noise < m.rate(r, r.weak["referral"], r.weak["open_source"])))}
		for _, s := range weak {
			row = append(row, blank(fmt.Sprint(b2i(r.weak[s]))))
		}
		row = append(row, blank(fmt.Sprintf("%.1f", r.years)), blank(fmt.Sprintf("%.1f", r.match)), blank(fmt.Sprint(b2i(r.certified))), r.sex, r.race, r.city)
		out = append(out, row)
	}
	if err := writeCSV(filepath.Join(dir, "table.csv"), out); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "table.yaml"), []byte(tableConfig), 0o644)
}

const tableConfig = `# Configuration of the candidates table beside it: 6,000 invented applications to
# 40 requisitions, one row each, no documents. Run it with
#
#   weaksignal audit --config testdata/table.yaml --candidates testdata/table.csv
#
# What is planted (average marginal effects): referral +15 points, open_source +10.
# award is worth something in every second requisition and counts against in the
# others, so that nothing is left on average; kaggle has no effect, but too few have
# it to say so. The other weak signals have no effect.
table:
  id: candidate_id
  requisition: requisition
  role: role
  screener: screener
  decision: {column: decision, advanced: ["1"]}
  weak: [open_source, kaggle, referral, elite_employer, elite_school, phd, award, publication]
  job_related: [years_experience, skills_match, certification]
  groups: [sex, race_ethnicity]
  context: [city]
audit:
  level: 0.95
  seed: 1
`
