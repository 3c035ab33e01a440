package main

import "time"

// requisitions are the invented employer's twelve openings: three for each role.
func requisitions() []requisition {
	house := []string{"Application Review", "Recruiter Phone Screen", "Coding Challenge", "Technical Offsite", "Onsite Interview", "Offer"}
	loop := []string{"Resume Review", "Phone Screen - Recruiter", "Take Home Test", "Tech Screen (offsite)", "Onsite Loop", "Offer"}
	lab := []string{"CV screen", "Intro call", "Take-home assignment", "Technical interview (offsite)", "On-site day", "Offer"}
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	req := func(id, name, dep, office string, role int, senior bool, opened time.Time, stages []string) requisition {
		return requisition{id: id, name: name, department: dep, office: office, role: role, senior: senior, opened: opened, stages: stages}
	}
	return []requisition{
		req("4100211", "Machine Learning Engineer", "Ranking", "Boston", 0, false, day(2026, 1, 12), house),
		req("4100214", "Senior Machine Learning Engineer, Platform", "ML Platform", "Remote US", 0, true, day(2026, 1, 26), loop),
		req("4100219", "ML Engineer - Fraud", "Payments", "London", 0, true, day(2026, 2, 9), house),
		req("4100223", "Research Scientist, Language", "Research", "Boston", 1, true, day(2026, 2, 16), lab),
		req("4100226", "Research Scientist (Early Career)", "Research", "Berlin", 1, false, day(2026, 3, 2), lab),
		req("4100231", "Research Scientist, Forecasting", "Research", "London", 1, true, day(2026, 3, 16), lab),
		req("4100237", "Data Scientist", "Growth", "Boston", 2, false, day(2026, 3, 23), house),
		req("4100240", "Senior Data Scientist, Pricing", "Pricing", "Remote US", 2, true, day(2026, 4, 13), loop),
		req("4100244", "Data Scientist - Operations", "Operations", "Berlin", 2, false, day(2026, 4, 27), house),
		req("4100249", "Research Engineer", "Research", "Boston", 3, false, day(2026, 5, 11), lab),
		req("4100252", "Senior Research Engineer, Training Systems", "Research", "London", 3, true, day(2026, 6, 1), lab),
		req("4100258", "Research Engineer, Simulation", "Robotics", "Remote US", 3, true, day(2026, 6, 15), loop),
	}
}

// drawScreeners gives eight recruiters; half are trained, each has a habit of
// passing a little more or fewer (standard deviation .25 on the log-odds scale).
func drawScreeners(seed uint64) []screener {
	names := []string{"Marit Osterlunde", "Devan Pellworthy", "Ines Cebrandal", "Tobias Grauhofen",
		"Chiamara Obiluwe", "Rhys Llanbrecht", "Sunita Varkhade", "Paulette Garnivaux"}
	d := roll(seed, "screeners")
	out := make([]screener, len(names))
	for i, n := range names {
		out[i] = screener{name: n, trained: i%2 == 0, intercept: screenerSD * d.NormFloat64()}
	}
	return out
}

// drawSource gives the export's source and, for a referral, the employee who made
// it. Recruiters' own sourcing and agencies are no referrals.
func drawSource(seed uint64, i int, referred, senior bool) (source, referrer string) {
	d := roll(seed, "source", i)
	if referred {
		staff := []string{"Hollis Brackmere", "Nadja Weidental", "Oluchi Adebanwe", "Kenji Morisawa", "Priyanka Devarkar",
			"Luc Montferrat", "Abril Solvedra", "Greta Lindqvaern", "Sam Quillstowe", "Farid Al-Nouraz"}
		return d.pick([]string{"Referral", "Referral", "Employee Referral"}), d.pick(staff)
	}
	campus := .18
	if senior {
		campus = .02
	}
	return d.among([]share{{"Jobs page on company website", .34}, {"LinkedIn (job post)", .28}, {"Indeed", .14},
		{"Campus: career fair", campus}, {"LinkedIn (Prospecting)", .10}, {"Agency - Northbarrow Talent", .06}, {"Other", .04}}), ""
}
