package decision

// hiredStage is no stage with a decision of its own: who reaches it passed all.
const hiredStage = "hired"

// defaultStages is the usual funnel with the names that exports give its stages.
func defaultStages() []StageMap {
	return []StageMap{
		{"resume_screen", []string{"resume screen", "application review", "applied", "new", "new applicant", "new application", "application received",
			"inbox", "review", "reviewed", "screen", "screening", "in review", "application", "applications", "sourced candidates", "new candidates",
			"*resume*", "*cv review*", "*cv screen*", "*application review*", "*application screen*", "*initial review*", "*hiring manager review*", "*recruiter review*",
			"new applicant*", "new submission*", "*profile review*", "*prescreen*", "*pre screen*", "shortlist*", "*paper screen*"}},
		{"phone_screen", []string{"phone", "recruiter screen", "*phone*", "*recruiter call*", "*recruiter screen*", "*intro call*", "*screening call*", "*telephone*",
			"*recruiter interview*", "*video screen*", "*hr screen*", "*hr interview*", "*first interview*", "*initial interview*", "*introductory call*"}},
		{"coding_challenge", []string{"assessment", "test", "*coding challenge*", "*coding test*", "*coding exercise*", "*code challenge*", "*take home*", "*takehome*", "*hackerrank*",
			"*codility*", "*assessment*", "*assignment*", "*home task*", "*technical test*", "*skills test*", "*online test*", "*homework*", "*case study*"}},
		{"technical_offsite", []string{"*technical offsite*", "*technical interview*", "*tech interview*", "*technical screen*", "*tech screen*", "*technical call*",
			"*offsite*", "*off site*", "*remote interview*", "*second interview*", "*2nd interview*", "*team interview*"}},
		{"onsite", []string{"interview", "interviews", "*onsite*", "*on site*", "*face to face*", "*in person*", "*final interview*", "*final round*", "*panel*", "*interview day*",
			"*superday*", "*virtual loop*", "*interview loop*", "*manager interview*", "*third interview*", "*3rd interview*", "*site visit*"}},
		{"offer", []string{"offer", "*offer*", "*reference check*", "*background check*"}},
		{hiredStage, []string{"hired", "hire", "ready for hire", "*hired*", "*onboarding*", "*preboarding*", "started", "placed"}},
	}
}

// defaultOutcomes are the usual status words. Order matters: the first pattern
// that fits decides, a text without wildcards before one with.
func defaultOutcomes() []OutcomeMap {
	return []OutcomeMap{
		{"withdrawn", []string{"withdrawn", "withdrew", "*withdr*", "*offer declined*", "*declined offer*", "*offer rejected by*", "*candidate declined*", "*declined by candidate*",
			"*they rejected us*", "*no longer interested*", "*not interested*", "*accepted another*", "*took another*", "*accepted other*", "self withdr*", "*rejected by candidate*",
			"*unresponsive*", "*no show*", "*dropped out*", "*declined by applicant*"}},
		{"transferred", []string{"transferred", "*transferred*", "moved to another*", "*moved to other*"}},
		{"other", []string{"duplicate", "*duplicate*", "spam", "*position cancel*", "*requisition cancel*", "*job cancel*", "*req cancel*", "*requisition closed*", "*job closed*", "*position closed*",
			"*req closed*", "deleted"}},
		{"hired", []string{"hired", "hire", "hired *", "*offer accepted*", "*accepted offer*", "placed", "started", "*onboard*", "converted to employee"}},
		{"rejected", []string{"rejected", "reject", "0", "no", "false", "n", "declined", "disqualified", "archived", "dispositioned", "fail", "failed", "unsuccessful",
			"*reject*", "*not selected*", "*not qualified*", "*unqualified*", "*under qualified*", "*underqualified*", "*disqualif*", "*no hire*", "*turned down*", "*unsuccessful*",
			"*not hired*", "*no longer under consideration*", "*not a fit*", "*not a good fit*", "*we rejected them*", "*does not meet*", "*did not meet*", "*not advanced*", "*not moving forward*", "*regret*", "not progressed"}},
		{"prospect", []string{"lead", "leads", "prospect", "*prospect*", "new lead", "*sourced lead*"}},
		{"pending", []string{"active", "in progress", "in process", "in review", "open", "new", "pending", "under review", "on hold", "hold", "interview", "offer", "current",
			"under consideration", "interviewed", "phone screened", "screened", "reviewed", "schedule interview", "offer sent", "offer extended", "*in progress*", "*in process*", "*pending*", "*awaiting*", "*scheduled*", "*on hold*", "to be *", "considering", "*under review*", "*under consideration*"}},
		{"advanced", []string{"advanced", "advance", "passed", "pass", "1", "yes", "true", "y", "moved forward", "proceed", "proceeded", "selected", "accepted", "progressed", "qualified",
			"*moved to next*", "*advanced to*", "*move forward*", "*moved forward*", "*passed*"}},
	}
}

// defaultSources tell a person's referral from sourcing, agencies and boards.
func defaultSources() []SourceMap {
	return []SourceMap{
		{"agency", []string{"agency", "*agency*", "*headhunter*", "*staffing*", "*search firm*", "*recruitment firm*", "*third party recruiter*", "*external recruiter*"}},
		{"referral", []string{"referral", "referred", "referrals", "employee referral", "*referral*", "*referred*", "refer a friend", "*friend or colleague*"}},
		{"campus", []string{"campus", "university", "*campus*", "*universit*", "*college*", "*career fair*", "*careers fair*", "*job fair*", "*handshake*", "*on campus*", "*student*"}},
		{"sourcing", []string{"sourced", "sourcing", "prospecting", "*sourced*", "*sourcing*", "*outbound*", "*prospecting*", "*inmail*", "*linkedin recruiter*", "*passive*", "*headhunt*", "*added manually*"}},
		{"internal", []string{"internal", "*internal applicant*", "*internal transfer*", "*internal mobility*", "*internal candidate*", "*current employee*"}},
		{"job_board", []string{"job board", "job boards", "*job board*", "*indeed*", "*linkedin*", "*glassdoor*", "*monster*", "*stepstone*", "*ziprecruiter*", "*dice*", "*naukri*", "*xing*",
			"*wellfound*", "*angellist*", "*hacker news*", "*otta*", "*stack overflow*", "*google jobs*", "*google for jobs*", "*seek*", "third party boards"}},
		{"career_site", []string{"career site", "careers site", "company website", "website", "applied", "*career site*", "*careers site*", "*career page*", "*careers page*", "*jobs page*", "*company website*",
			"*corporate website*", "*company site*", "*careers website*", "*direct*", "*inbound*", "*organic*"}},
		{"other", []string{"other", "*other*", "*event*", "*meetup*", "*conference*", "*social media*", "*facebook*", "*twitter*", "*advert*"}},
	}
}
