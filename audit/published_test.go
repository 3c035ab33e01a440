package audit

import (
	"math"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
	"weaksignal/audit/rule"
)

// published is one row of a printed table: counts, then what is printed. A ratio of
// 0 means that none is printed.
type published struct {
	sex, race   string
	n, selected int
	rate, ratio float64
}

// printedPool has one application for each that the rows count.
func printedPool(t *testing.T, attributes []string, rows []published) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: attributes})
	for _, r := range rows {
		for i := range r.n {
			row := dataset.Row{Stages: []dataset.StageRow{{Status: plant.Decided(i < r.selected)}}}
			for _, a := range attributes {
				row.Groups = append(row.Groups, map[string]string{"sex": r.sex, "race_ethnicity": r.race}[a])
			}
			b.Put(&row)
		}
	}
	return b.Dataset()
}

func viewOf(t *testing.T, d *dataset.Dataset, id string) result.RuleView {
	t.Helper()
	p := DefaultPlan()
	var err error
	if p.Rules, err = rule.Find([]string{id}); err != nil {
		t.Fatal(err)
	}
	r := mustRun(t, d, p)
	validate(t, r)
	return r.Rules[0]
}

func categoryOf(t *testing.T, table result.RuleTable, name string) result.RuleCategory {
	t.Helper()
	for _, c := range table.Categories {
		if c.Category == name {
			return c
		}
	}
	t.Fatalf("%s: no category %q", table.Heading, name)
	return result.RuleCategory{}
}

// prints compares with a published number to its printed digits.
func prints(t *testing.T, what string, e result.Estimate, want float64, digits int) {
	t.Helper()
	scale := math.Pow(10, float64(digits))
	if e.Value == nil {
		t.Errorf("%s: not estimable (%s), published %v", what, e.NotEstimable, want)
	} else if math.Abs(math.Round(*e.Value*scale)/scale-want) > 1e-9 {
		t.Errorf("%s: got %v, published %v", what, *e.Value, want)
	}
}

const (
	hispanic, white, black, asian = "Hispanic or Latino", "White", "Black or African American", "Asian"
	pacific, native, several      = "Native Hawaiian or Pacific Islander", "Native American or Alaska Native", "Two or More Races"
)

// nycExample are the three tables of the example in 6 RCNY § 5-301(b) (The City Record
// of 6 April 2023, pp. 1495–1498).
func nycExample() (sex, race, both []published) {
	sex = []published{{"Male", "", 1390, 667, .48, 1}, {"Female", "", 1181, 555, .47, .979}}
	race = []published{{"", hispanic, 408, 204, .50, .97}, {"", white, 797, 412, .52, 1}, {"", black, 390, 170, .44, .84},
		{"", pacific, 119, 52, .44, .85}, {"", asian, 616, 302, .49, .95}, {"", native, 41, 18, .44, .85}, {"", several, 213, 96, .45, .87}}
	both = []published{{"Male", hispanic, 205, 90, .439, .841}, {"Female", hispanic, 190, 82, .432, .827},
		{"Male", white, 412, 215, .522, 1}, {"Male", black, 226, 95, .420, .806}, {"Male", pacific, 87, 37, .425, .815},
		{"Male", asian, 321, 167, .520, .997}, {"Male", native, 24, 11, .458, .878}, {"Male", several, 115, 52, .452, .866},
		{"Female", white, 385, 197, .512, .981}, {"Female", black, 164, 75, .457, .876}, {"Female", pacific, 32, 15, .469, .898},
		{"Female", asian, 295, 135, .458, .877}, {"Female", native, 17, 7, .412, .789}, {"Female", several, 98, 44, .449, .860}}
	return sex, race, both
}

// TestPublishedLocalLaw144Example: each table of the rule's example, to its printed digits. They
// are three pools, because they are not of one (see below). The example leaves no
// category out.
func TestPublishedLocalLaw144Example(t *testing.T) {
	sex, race, both := nycExample()
	for _, c := range []struct {
		name                    string
		attributes              []string
		rows                    []published
		table                   int
		rateDigits, ratioDigits int
	}{
		{"sex", []string{"sex"}, sex, 0, 2, 3},
		{"race and ethnicity", []string{"race_ethnicity"}, race, 0, 2, 2},
		{"intersections", []string{"sex", "race_ethnicity"}, both, 2, 3, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := viewOf(t, printedPool(t, c.attributes, c.rows), "nyc_local_law_144").Tables[c.table]
			for _, r := range c.rows {
				name := strings.TrimPrefix(strings.TrimSuffix(r.sex+" × "+r.race, " × "), " × ")
				got := categoryOf(t, table, name)
				if got.N != r.n || got.Advanced != r.selected {
					t.Errorf("%s: %d of %d, published %d of %d", name, got.Advanced, got.N, r.selected, r.n)
				}
				prints(t, name+" rate", got.Rate, r.rate, c.rateDigits)
				prints(t, name+" ratio", got.ImpactRatio, r.ratio, c.ratioDigits)
			}
		})
	}
}

// TestPublishedLocalLaw144ExampleDoesNotCrossFoot: the example's Hispanic applicants are 408 in
// one table and 395 in the other, those selected 204 and 172. 32 selected of 13 cannot
// be people without a sex, so no one pool has these tables; with the 13 as selected as
// possible, the audit warns.
func TestPublishedLocalLaw144ExampleDoesNotCrossFoot(t *testing.T) {
	_, race, both := nycExample()
	for _, r := range race {
		n, selected := 0, 0
		for _, b := range both {
			if b.race == r.race {
				n, selected = n+b.n, selected+b.selected
			}
		}
		if same := n == r.n && selected == r.selected; same == (r.race == hispanic) {
			t.Errorf("%s: %d of %d in one table, %d of %d in the other", r.race, r.selected, r.n, selected, n)
		}
	}
	d := printedPool(t, []string{"sex", "race_ethnicity"}, append(both, published{"", hispanic, 13, 13, 0, 0}))
	tables := viewOf(t, d, "nyc_local_law_144").Tables
	if w := tables[2].Warnings; len(w) != 1 || !strings.Contains(w[0], "2571 applicants, that of race_ethnicity 2584, because 13 ") {
		t.Errorf("warnings %q", w)
	}
}

// plumAudit is a published Local Law 144 summary: Bloomberg L.P., Plum assessment, by
// Resolution Economics, 2023, historical data of December 2021 to November 2022
// (perma.cc/2EMX-WNYU), as recorded in the data of Gerchick et al. (2025), Auditing the
// Audits, FAccT '25, doi 10.1145/3715275.3732004 (audits/audits_full.csv). Those who
// gave one answer only are the difference between its tables, which agree in every sum;
// the outcome of the 777 who gave none is not published and taken as none here. A ratio
// of 0: the auditor left the category out, as under 2 %.
func plumAudit() []published {
	return []published{
		{"Female", asian, 1531, 1396, .91, 1}, {"Female", black, 250, 189, .76, .83}, {"Female", hispanic, 290, 237, .82, .90},
		{"Female", white, 582, 492, .85, .93}, {"Female", several, 59, 54, .92, 0}, {"Female", native, 1, 1, 1, 0}, {"Female", pacific, 3, 3, 1, 0},
		{"Male", asian, 1996, 1751, .88, .96}, {"Male", black, 425, 350, .82, .90}, {"Male", hispanic, 645, 520, .81, .88},
		{"Male", white, 1682, 1432, .85, .93}, {"Male", several, 200, 177, .89, .97}, {"Male", native, 10, 9, .90, 0}, {"Male", pacific, 8, 7, .88, 0},
		{"Female", "", 77, 68, 0, 0}, {"Male", "", 221, 179, 0, 0},
		{"", asian, 16, 15, 0, 0}, {"", black, 3, 3, 0, 0}, {"", hispanic, 2, 2, 0, 0}, {"", several, 5, 4, 0, 0}, {"", white, 10, 10, 0, 0},
		{"", "", 777, 0, 0, 0},
	}
}

// TestPublishedBiasAudit: every printed number of that summary, of one pool. One does
// not follow from the summary's own counts and is left out: the ratio of White
// applicants is recorded as 0.94, and (1934/2274)/(3162/3543) is 0.953.
func TestPublishedBiasAudit(t *testing.T) {
	rows := plumAudit()
	tables := viewOf(t, printedPool(t, []string{"sex", "race_ethnicity"}, rows), "nyc_local_law_144").Tables
	for i, unknown := range []int{813, 1075, 1111} {
		if tables[i].Unknown.N != unknown {
			t.Errorf("%s: %d unknown, published %d", tables[i].Heading, tables[i].Unknown.N, unknown)
		}
	}
	compare := func(table result.RuleTable, name string, r published) {
		got := categoryOf(t, table, name)
		if got.N != r.n || got.Advanced != r.selected {
			t.Errorf("%s: %d of %d, published %d of %d", name, got.Advanced, got.N, r.selected, r.n)
		}
		prints(t, name+" rate", got.Rate, r.rate, 2)
		switch {
		case got.Small != (r.ratio == 0):
			t.Errorf("%s: under 2 %%: %v, published %v", name, got.Small, r.ratio == 0)
		case !got.Small && r.ratio > 0 && !math.IsNaN(r.ratio):
			prints(t, name+" ratio", got.ImpactRatioWithoutSmall, r.ratio, 2)
		}
	}
	compare(tables[0], "Female", published{n: 2793, selected: 2440, rate: .87, ratio: 1})
	compare(tables[0], "Male", published{n: 5187, selected: 4425, rate: .85, ratio: .98})
	compare(tables[1], asian, published{n: 3543, selected: 3162, rate: .89, ratio: 1})
	compare(tables[1], black, published{n: 678, selected: 542, rate: .80, ratio: .90})
	compare(tables[1], hispanic, published{n: 937, selected: 759, rate: .81, ratio: .91})
	compare(tables[1], several, published{n: 264, selected: 235, rate: .89, ratio: 1})
	compare(tables[1], white, published{n: 2274, selected: 1934, rate: .85, ratio: math.NaN()})
	compare(tables[1], native, published{n: 11, selected: 10, rate: .91})
	compare(tables[1], pacific, published{n: 11, selected: 10, rate: .91})
	for _, r := range rows {
		if r.sex != "" && r.race != "" {
			compare(tables[2], r.sex+" × "+r.race, r)
		}
	}
}

// TestPublishedUniformGuidelines: the worked examples of the Questions and Answers, 44
// FR 11996 (2 March 1979), by question.
func TestPublishedUniformGuidelines(t *testing.T) {
	t.Run("question 11: 45, 48 and 51 % against 60 %", func(t *testing.T) {
		table := viewOf(t, printedPool(t, []string{"race_ethnicity"}, []published{{"", white, 100, 60, 0, 0}, {"", native, 100, 45, 0, 0},
			{"", hispanic, 100, 48, 0, 0}, {"", black, 100, 51, 0, 0}}), "us_ugesp").Tables[0]
		for _, c := range []struct {
			group  string
			ratio  float64
			passes bool
		}{{native, .75, false}, {hispanic, .80, true}, {black, .85, true}} {
			got := categoryOf(t, table, c.group)
			prints(t, c.group, got.ImpactRatioWithoutSmall, c.ratio, 2)
			if got.FourFifths == nil || *got.FourFifths != c.passes {
				t.Errorf("%s: four-fifths %v, published %v", c.group, got.FourFifths, c.passes)
			}
		}
	})
	t.Run("question 12: 48 of 80 and 12 of 40", func(t *testing.T) {
		got := categoryOf(t, viewOf(t, printedPool(t, []string{"race_ethnicity"}, []published{{"", white, 80, 48, 0, 0}, {"", black, 40, 12, 0, 0}}), "us_ugesp").Tables[0], black)
		prints(t, "rate", got.Rate, .30, 2)
		prints(t, "ratio", got.ImpactRatioWithoutSmall, .50, 2)
		if *got.FourFifths || *got.Flips || !strings.Contains(got.Reading, "Below four-fifths, and chance alone is an unlikely reason") {
			t.Errorf("reading %q", got.Reading)
		}
	})
	t.Run("question 20: 90 % against 96 %", func(t *testing.T) {
		got := categoryOf(t, viewOf(t, printedPool(t, []string{"race_ethnicity"}, []published{{"", white, 2000, 1920, 0, 0}, {"", hispanic, 2000, 1800, 0, 0}}), "us_ugesp").Tables[0], hispanic)
		prints(t, "ratio", got.ImpactRatioWithoutSmall, .94, 2)
		if !*got.FourFifths || !strings.Contains(got.Reading, "At or above four-fifths, but chance alone is an unlikely reason") {
			t.Errorf("a large pool with a small difference reads %q", got.Reading)
		}
	})
	t.Run("question 21: 16 of 80 and 3 of 20", func(t *testing.T) {
		pool := func(whites, blacks int) result.RuleTable {
			return viewOf(t, printedPool(t, []string{"race_ethnicity"}, []published{{"", white, 80, whites, 0, 0}, {"", black, 20, blacks, 0, 0}}), "us_ugesp").Tables[0]
		}
		got := categoryOf(t, pool(16, 3), black)
		prints(t, "rate", got.Rate, .15, 2)
		prints(t, "ratio", got.ImpactRatioWithoutSmall, .75, 2)
		if *got.FourFifths || !*got.Flips || !strings.Contains(got.Reading, "one different selection would turn the order") {
			t.Errorf("reading %q", got.Reading)
		}
		after := pool(15, 4) // one more black hired instead of a white: 20 % against 18.75 %
		if after.Highest != black {
			t.Errorf("after the exchange the highest rate is that of %s", after.Highest)
		}
		prints(t, "the other rate", categoryOf(t, after, white).Rate, .1875, 4)
	})
}

// TestPublishedBerkeleyDecomposition: crude odds ratio, pooled odds ratio, Cochran–Mantel–
// Haenszel, Breslow–Day–Tarone, and Gelbach's split of the crude gap over departments.
// berkeley.R computes them from R's own copy of the data.
func TestPublishedBerkeleyDecomposition(t *testing.T) {
	var want struct {
		OddsRatio      float64   `json:"odds_ratio"`
		CMHP           float64   `json:"cmh_p"`
		BreslowDayP    float64   `json:"breslow_day_p"`
		CrudeOddsRatio float64   `json:"crude_odds_ratio"`
		Gap            float64   `json:"gap"`
		Unexplained    float64   `json:"unexplained"`
		Parts          []float64 `json:"parts"`
	}
	plant.Load(t, "testdata/berkeley.json", &want)
	plan := DefaultPlan()
	plan.NoReliance = true
	s := plant.Find(t, &mustRun(t, berkeleyPool(t, false), plan).Stages[0], "female", result.Weak)
	check{"crude odds ratio", s.OddsRatio, "value", want.CrudeOddsRatio, 1e-9}.run(t)
	check{"pooled odds ratio", s.Stratified.MHOddsRatio, "value", want.OddsRatio, 1e-9}.run(t)
	checkP(t, "CMH", s.Stratified.CMHP, want.CMHP)
	checkP(t, "Breslow–Day", s.Stratified.BreslowDayP, want.BreslowDayP)

	plan.Cluster = result.ClusterNone
	gap := mustRun(t, berkeleyPool(t, true), plan).Stages[0].GapDecomposition[0]
	check{"crude gap", gap.Gap, "value", want.Gap, 1e-12}.run(t)
	for k, part := range []string{"dept_b", "dept_c", "dept_d", "dept_e", "dept_f", "unexplained"} {
		value := append(want.Parts, want.Unexplained)[k]
		for _, p := range gap.Parts {
			if p.Part == part {
				check{part, p.Estimate, "value", value, 1e-12}.run(t)
				part = ""
			}
		}
		if part != "" {
			t.Errorf("no part %s in %+v", part, gap.Parts)
		}
	}
}

// berkeleyPool has departments as requisitions and sex as a signal or, for the split,
// departments as signals of one requisition.
func berkeleyPool(t *testing.T, split bool) *dataset.Dataset {
	t.Helper()
	ids := []string{"female"}
	if split {
		ids = []string{"dept_b", "dept_c", "dept_d", "dept_e", "dept_f"}
	}
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"admission"}, Attributes: []string{"sex"}, Signals: plant.Signals(result.Weak, ids...)})
	for k, d := range berkeleyDepartments() {
		for s, sex := range []string{"male", "female"} {
			for i := range d.admitted[s] + d.rejected[s] {
				row := dataset.Row{Requisition: d.name, Values: []float64{float64(s)}, Groups: []string{sex}, Stages: []dataset.StageRow{{Status: plant.Decided(i < d.admitted[s])}}}
				if split {
					row.Requisition, row.Values = "all", make([]float64, 5)
					if k > 0 {
						row.Values[k-1] = 1
					}
				}
				b.Put(&row)
			}
		}
	}
	return b.Dataset()
}

// TestPublishedBerkeleyTable1: all 12,763 applicants, Bickel, Hammel & O'Connell (1975), table 1:
// 277.3 women fewer than expected, and a chi-square of 110.8 with Yates's correction.
func TestPublishedBerkeleyTable1(t *testing.T) {
	const men, menIn, women, womenIn = 8442, 3738, 4321, 1494
	plan := DefaultPlan()
	plan.NoReliance = true
	r := mustRun(t, poolOfCounts(t, []counted{{"all", 0, "male", men, menIn}, {"all", 1, "female", women, womenIn}}), plan)
	female := r.Stages[0].Impact[0].Groups[0]
	prints(t, "women's rate", female.Rate, .35, 2)
	prints(t, "men's rate", r.Stages[0].Impact[0].Groups[1].Rate, .44, 2)
	prints(t, "shortfall", result.Point(*female.Shortfall, "", women), 277.3, 1)
	yates := (math.Abs(*female.Shortfall) - .5) / *female.Shortfall * *female.Z
	prints(t, "chi-square", result.Point(yates*yates*float64(men+women)/float64(men+women-1), "", men+women), 110.8, 1)
}
