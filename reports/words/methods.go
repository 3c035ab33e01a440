package words

// method is one paragraph of Methods: what a number is, how it is computed, when
// to be careful, and where it comes from.
type method struct{ Name, How, Care, Source string }

const MethodsNote = "What each number is, in words. Nothing here shows a cause: every number says what decisions are associated with. Where a number could not be computed, the reason stands in its place."

// MethodTexts in the order of the sheets.
func MethodTexts() []method {
	return slicesOf(
		methodsOfUnits(), methodsOfSignals(), methodsOfReliance(), methodsOfGroups(), methodsOfReading(), methodsOfOthers())
}

func slicesOf(parts ...[]method) []method {
	var all []method
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func methodsOfUnits() []method {
	return []method{
		{"Who is counted", "One application at one stage of one requisition, if it entered that stage and was decided there: advanced or not. Withdrawn, pending and transferred applications are counted apart and are no rejections.",
			"An export of active applications only hides the rejections and makes every rate wrong.", ""},
		{"Weak, job-related, context", "The employer's declaration decides, for each role. Signals not declared job-related are weak; context (source, month) is adjusted for and is neither.",
			"Where nothing is declared the result is unadjusted. Years of experience is itself a weak predictor of performance.", "Sackett, Zhang, Berry & Lievens 2022, Journal of Applied Psychology 107(11)"},
		{"Not known", "A résumé that could not be read has unknown signals, never absent ones. Rates use the applications where the signal is known; models use those where all are known.",
			"If more than 5 % are left out, two further fits (unknown = absent, unknown = present) must agree, else the verdict is “cannot tell”.", ""},
		{"Comparisons within requisitions", "Applicants are compared with others for the same requisition, so that a requisition that gets many strong applicants does not count as a signal's effect.",
			"A requisition in which everybody or nobody advanced says nothing and is left out of adjusted models; how many is printed.", ""},
	}
}

func methodsOfSignals() []method {
	return []method{
		{"Rate", "Advanced ÷ people, with the Wilson score interval.", "Few people make a wide interval.", "Wilson 1927, JASA 22; Brown, Cai & DasGupta 2001, Statistical Science 16(2)"},
		{"Difference of rates", "Rate with the signal minus rate without, in percentage points. Interval: Newcombe's hybrid score.", "Not adjusted for anything.", "Newcombe 1998, Statistics in Medicine 17(8), method 10"},
		{"Ratio of rates", "Rate with ÷ rate without, with the Koopman score interval; the ratio of rejection rates stands beside it.", "Ratios explode where rates are low and see little where they are high: read it with the difference.", "Koopman 1984, Biometrics 40(2)"},
		{"Odds ratio", "Conditional maximum likelihood, exact interval.", "An odds ratio is further from 1 than the ratio of rates, and cannot be compared between models.", "Fisher 1935; Cornfield 1956"},
		{"Two-group tests", "Fisher's exact test, its mid-p version and the number of standard deviations from chance (hypergeometric). All are printed, whatever they say.", "A small p says that chance alone is an unlikely reason, not that the difference is large.", "Fisher 1935; Lancaster 1961, JASA 56; Hazelwood School Dist. v. United States, 433 U.S. 299 (1977)"},
		{"Pooled over requisitions", "Mantel–Haenszel difference (Sato's variance) and odds ratio; Cochran–Mantel–Haenszel test; Breslow–Day test with Tarone's correction for whether requisitions differ.", "Requisitions that go opposite ways can cancel out. Up and down are counted.", "Mantel & Haenszel 1959, JNCI 22; Sato 1989, Biometrics 45; Robins, Breslow & Greenland 1986, Biometrics 42; Tarone 1985, Biometrika 72"},
		{"Adjusted difference", "Logistic regression on all weak, job-related and context signals with an effect for each requisition, with Firth's penalty; from it the average marginal effect: how much the chance to advance differs, on average, with the signal present instead of absent and all else as it is. For a numeric signal: one standard deviation within a requisition.", "It adjusts for what is in the data. Something hidden can still lie behind it.", "Firth 1993, Biometrika 80; Heinze & Schemper 2002, Statistics in Medicine 21; Puhr et al. 2017, Statistics in Medicine 36"},
		{"Its range", "95 % unless configured otherwise; errors clustered by requisition (CR1) with a t quantile on the number of requisitions less one.", "With under 8 requisitions a second, model-based interval stands beside it and the wider one decides.", "Cameron & Miller 2015, Journal of Human Resources 50(2)"},
		{"p and adjusted p", "p of the adjusted difference. Adjusted p: Holm over all weak signals at the first audited stage (the confirmatory family); Benjamini–Hochberg within each other stage (exploratory).", "With many signals, some small p come by chance: use the adjusted one.", "Holm 1979, Scandinavian Journal of Statistics 6; Benjamini & Hochberg 1995, JRSS B 57"},
		{"Verdict", "Associated: adjusted p below 1 − level and the difference at least the practical margin. No material association: the whole range inside the margin, and requisitions don't differ. Otherwise: cannot tell, with the reason.", "The margin is the smaller of 5 points and a fifth of the stage's overall rate unless configured. Too few cases is an answer.", ""},
		{"Could it have been seen?", "The smallest difference that this number of people would show in four audits out of five.", "It explains a “cannot tell”. It decides nothing.", "Cohen 1988"},
		{"Hidden qualification", "E-value: how strongly something hidden would have to go with both signal and decision to explain the difference away. Robustness value: the share of both that it would have to explain; beside it what a factor as strong as a named one would leave.", "A large value makes a hidden reason less plausible. It doesn't rule one out.", "VanderWeele & Ding 2017, Annals of Internal Medicine 167; Cinelli & Hazlett 2020, JRSS B 82"},
	}
}

func methodsOfReliance() []method {
	return []method{
		{"Explained part", "How much better the model foretells decisions in requisitions it has not seen than requisition effects alone: 1 − deviance of the model ÷ deviance without signals, over held-out requisitions.", "It can be negative: then the signals foretell nothing.", "McFadden 1974; Hastie, Tibshirani & Friedman 2009, ch. 7"},
		{"Its split", "Unique: what is lost if the block is taken out of the full model. Alone: what it brings by itself. Shapley: the average over both orders. Signals: Owen values, which add up to their block.", "Where weak and job-related signals go together, unique and alone are far apart: then no split is beyond doubt.", "Shapley 1953; Owen 1977; Grömping 2007, The American Statistician 61(2)"},
		{"Share", "The block's part of what is explained. Printed only if the explained part is surely above 0.", "A share of very little is very little.", ""},
		{"Changed selections", "The part of selections that would go to somebody else, at the same number of openings, with the weak part taken out and each decision's unexplained part kept. Beside it the same with weak signals shuffled at random.", "Read it against the shuffled value.", "Train 2009, Discrete Choice Methods with Simulation, ch. 11"},
	}
}

func methodsOfGroups() []method {
	return []method{
		{"Impact ratio", "A group's rate ÷ the rate of the reference group, as self-reported. Four-fifths: a ratio under 0.80 is below the line, computed on whole numbers, so that exactly 0.80 passes. The line stands in a cell that can be changed.", "The line is a rule of thumb of US enforcement agencies, not a test of chance, and not the law elsewhere. With few people one decision moves it.", "Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4(D)"},
		{"Reference group", "The configured one (reports.reference), else the group with the highest rate among those of at least 30 people and 2 % of known applicants. Where there is none, nothing is compared. “Statutory ratio” uses the highest rate of all.", "", "29 CFR 1607.4(D); New York City rules, 6 RCNY § 5-301"},
		{"Verdict on a group", "Indicated: below four-fifths, the group's own adjusted p below .05, and one decision more or less doesn't turn it. Not indicated: the ratio's whole range above 0.80. Otherwise: cannot tell.", "It says nothing on the reason.", "29 CFR 1607.4(D); Questions and Answers 20–22, 44 FR 11996 (1979)"},
		{"Adjusted p of a group", "Groups' names are dealt anew within requisitions, by person, 999 times; the reference group is chosen anew each time unless it is configured. Each group's studentised difference within requisitions is held against the largest of those not yet decided (step-down max-T).", "The omnibus p stands beside it and decides nothing: another group's gap says nothing about this one.", "Westfall & Young 1993, Resampling-Based Multiple Testing, algorithm 4.1"},
		{"Views of a rule", "New York City's Local Law 144 and the Uniform Guidelines, each in the columns of its text, from a file that gives the date and the source of that text. Switched on in the configuration (reports.rules), and by nothing else.",
			"Laws change: the sheet says on which day its file was last held against the text. A self-run audit is not an independent one.", "6 RCNY §§ 5-300 to 5-304; 29 CFR 1607.4 and 1607.15"},
		{"Standard deviations and shortfall", "Both over the group and the reference group together: selections expected at their pooled rate minus those observed, in selections and in standard deviations of the hypergeometric distribution.", "", "Castaneda v. Partida, 430 U.S. 482 (1977)"},
		methodOfReturns(),
		{"Bridge", "The gap between two groups within requisitions, split into what goes with job-related criteria, what goes with each weak signal, and the rest. The order does not matter.", "A split of what is associated, not of causes.", "Gelbach 2016, Journal of Labor Economics 34(2)"},
		{"What if", "The model's unexplained part of each decision is kept, the weak part taken out, and the same number of openings in each requisition filled again. The range is that of the model's coefficients; the rates observed have ranges of their own in audit.json.", "Model-based: an answer about the model of these applicants, no forecast.", "Train 2009, Discrete Choice Methods with Simulation, ch. 11"},
	}
}

func methodsOfOthers() []method {
	return []method{
		{"Screeners", "A model with an effect for each screener on top of signals and requisitions. ICC: the part of the variation that lies between screeners. Median odds ratio: by how much the odds differ between two screeners picked at random. Shrunken rates pull small numbers towards the mean. Where several screeners judged one application, each judgement counts.", "No ranking. Names are replaced by pseudonyms. Where each screener had requisitions of their own, nothing can be told.", "Larsen & Merlo 2005, American Journal of Epidemiology 161; Self & Liang 1987, JASA 82"},
		{"Screeners and signals", "Each screener's odds ratio of a signal within requisitions (Mantel–Haenszel), compared by Cochran's Q; p corrected over the signals of the stage.", "With few decisions of each screener it sees large differences only.", "Cochran 1954, Biometrics 10; DerSimonian & Laird 1986, Controlled Clinical Trials 7"},
		{"Training", "Difference of rates within requisitions between trained and untrained screeners, errors clustered by screener.", "Who is trained is not drawn by lot: few screeners on a side may stand for themselves.", "Cameron & Miller 2015, Journal of Human Resources 50(2)"},
		{"Agreement", "Krippendorff's alpha over applications that several screeners judged, and over identical documents decided more than once for one role; its range by the jackknife.", "Where nearly everybody gets the same answer, alpha is low although screeners mostly agree: read it with the share of differing judgements.", "Krippendorff 2011, Computing Krippendorff's Alpha-Reliability"},
		{"Rate so far", "Product of the stage rates (product-limit estimate), beside hired over all applicants.", "They agree only where nobody left without a decision and no stage was skipped.", "Kaplan & Meier 1958, JASA 53"},
		{"Stages compared", "The adjusted difference of a signal at the first stage less that at a later one. Both models are stacked and errors clustered by requisition over both, as stages share people; with under 50 requisitions at least as wide as the model-based error.", "Later stages see only those who passed. Points weigh more where rates are low.", "Weesie 1999, Stata Technical Bulletin 52; Clogg, Petkova & Haritou 1995, American Journal of Sociology 100"},
		{"Small numbers", SuppressionNote + " The words “fewer than 10” and “withheld” stand in their place.", "The complete numbers are in audit.json, for the analyst only.", "Hundepool et al. 2012, Statistical Disclosure Control, ch. 4 and 5"},
		{"Independence", "The employer runs this audit on itself.", "It is not an independent bias audit, such as New York City's Local Law 144 asks for.", "NYC Administrative Code § 20-870"},
	}
}
