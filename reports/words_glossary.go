package reports

// columnWord explains one column of one sheet.
type columnWord struct{ sheet, column, meaning, unit string }

// term is one word of the glossary.
type term struct{ word, meaning string }

const (
	unitPeople   = "people"
	unitPercent  = "percent"
	unitPoints   = "percentage points"
	unitRatio    = "ratio"
	unitP        = "0 to 1"
	unitWords    = "words"
	unitPresence = "present, absent or not known"
)

func columnWords() []columnWord {
	var all []columnWord
	for _, part := range [][]columnWord{findingWords(), effectWords(), testWords(), relianceWords(), groupWords(), groupTestWords(), prevalenceWords(), bridgeWords(), funnelWords(), readingWords(), otherWords()} {
		all = append(all, part...)
	}
	return all
}

func findingWords() []columnWord {
	s := sheetFindings
	return []columnWord{
		{s, "Stage", "Step of the selection. “All stages together” goes from entering the first stage to being hired.", unitWords},
		{s, "Signal", "What is looked for in the résumé or the export; roles in brackets if not all. A numeric signal is split at its median for rates.", unitWords},
		{s, "Counts as", "Weak, job-related or context, as the employer declared for the roles.", unitWords},
		{s, "Verdict", "▲ Relied on, ○ No material reliance or ? Cannot tell: see Methods.", unitWords},
		{s, "With signal: people", "People known to have the signal who entered the stage and were decided.", unitPeople},
		{s, "With: advanced", "Of those, how many advanced.", unitPeople},
		{s, "With: rate", "Advanced ÷ people.", unitPercent},
		{s, "Without: people", "People known not to have the signal.", unitPeople},
		{s, "Without: advanced", "Of those, how many advanced.", unitPeople},
		{s, "Without: rate", "Advanced ÷ people.", unitPercent},
		{s, "Not known", "People whose résumé could not be read, or whose cell is empty.", unitPeople},
		{s, "Difference (points)", "Rate with minus rate without, not adjusted.", unitPoints},
		{s, "Ratio", "Rate with ÷ rate without, not adjusted.", unitRatio},
		{s, "Adjusted difference (points)", "Difference in the chance to advance between people alike on the other signals, in the same requisition.", unitPoints},
		{s, "Range from", "Lower end of its interval, 95 % unless configured otherwise.", unitPoints},
		{s, "Range to", "Upper end of its interval.", unitPoints},
		{s, "Why this verdict", "The reason in one sentence.", unitWords},
	}
}

func effectWords() []columnWord {
	s := sheetEffects
	return []columnWord{
		{s, "Adjusted difference (points)", "As on Findings; the chart shows the same cells.", unitPoints},
		{s, "p", "Chance of a difference at least as large if there were none, before correction.", unitP},
		{s, "Adjusted p", "The same after correction for the number of signals looked at.", unitP},
	}
}

func testWords() []columnWord {
	s := sheetTests
	return []columnWord{
		{s, "Difference from, to", "Newcombe's interval of the unadjusted difference.", unitPoints},
		{s, "Ratio of rates, from, to", "Rate with ÷ rate without, Koopman's interval.", unitRatio},
		{s, "Rejection ratio, from, to", "The same for not advancing.", unitRatio},
		{s, "Odds ratio, from, to", "Conditional estimate, exact interval.", unitRatio},
		{s, "Fisher p", "Fisher's exact test, two-sided.", unitP},
		{s, "Mid-p", "Fisher's test, mid-p version.", unitP},
		{s, "Standard deviations", "How far the count lies from what chance would give, in its standard deviations.", "standard deviations"},
		{s, "Within requisitions (points), from, to", "Mantel–Haenszel difference, pooled over requisitions.", unitPoints},
		{s, "Within p", "Cochran–Mantel–Haenszel test.", unitP},
		{s, "Requisitions differ p", "Breslow–Day–Tarone test: small if requisitions differ from each other.", unitP},
		{s, "Requisitions higher, lower", "In how many requisitions people with the signal advanced more, or less, often.", "requisitions"},
		{s, "Linear check (points)", "The adjusted difference by a linear model: should be near the one on Findings.", unitPoints},
		{s, "E-value", "How strong something hidden would have to be to explain the difference away.", unitRatio},
		{s, "Robustness value", "The share of signal and decision that it would have to explain.", "0 to 1"},
		{s, "Known factor leaves (points)", "What would remain if a hidden factor were as strong as a named known one.", unitPoints},
		{s, "Detectable (points)", "Smallest difference seen in four audits out of five of this size.", unitPoints},
		{s, "Notes", "Warnings, and why a number could not be computed.", unitWords},
	}
}

func relianceWords() []columnWord {
	s := sheetReliance
	return []columnWord{
		{s, "Level", "All signals, one block, or one signal.", unitWords},
		{s, "Part", "The block or the signal.", unitWords},
		{s, "Explained, from, to", "Part of the decisions that it explains in requisitions not seen before, averaged over orders (Shapley for blocks, Owen for signals).", unitPercent},
		{s, "Last in, from, to", "What is lost if it is taken out of the full model.", unitPercent},
		{s, "First in, from, to", "What it explains by itself.", unitPercent},
		{s, "Share, from, to", "Its part of what is explained by all signals.", unitPercent},
		{s, "Held out", "Which requisitions were kept aside for the check.", unitWords},
		{s, "Changed selections, from, to", "Selections that would go to somebody else with weak signals taken out, at the same openings.", unitPercent},
		{s, "If there were no effect", "The same with weak signals shuffled at random.", unitPercent},
		{s, "Permutation p", "Test of the weak block by shuffling within requisitions.", unitP},
		{s, "McFadden, signals; McFadden, all", "In-sample figures as others print them: against requisition effects, and against nothing.", "0 to 1"},
	}
}

func groupWords() []columnWord {
	s := sheetGroups
	return []columnWord{
		{s, "Attribute", "What was asked, or two of them crossed.", unitWords},
		{s, "Group", "As self-reported. Never inferred.", unitWords},
		{s, "Verdict", "▲ Difference indicated, ○ Not indicated or ? Cannot tell: see Methods.", unitWords},
		{s, "People", "People of the group who entered the stage and were decided.", unitPeople},
		{s, "Advanced", "Of those, how many advanced.", unitPeople},
		{s, "Rate", "Advanced ÷ people.", unitPercent},
		{s, "Impact ratio", "The group's rate ÷ the reference group's rate.", unitRatio},
		{s, "Ratio from, to", "Koopman's interval.", unitRatio},
		{s, "Four-fifths", "Whether the ratio reaches the threshold on Settings and lists.", unitWords},
		{s, "Within requisitions (points)", "Mantel–Haenszel difference to the reference group.", unitPoints},
		{s, "Shortfall", "Selections expected at the pooled rate minus those observed.", unitPeople},
		{sheetAttributes, "Reference group", "The group with the highest rate among those of at least 2 % of known applicants.", unitWords},
		{sheetAttributes, "Highest rate of all", "The group with the highest rate, small groups included.", unitWords},
		{sheetAttributes, "Omnibus p", "Chance of a gap this large between any groups, if groups made no difference.", unitP},
	}
}

func groupTestWords() []columnWord {
	s := sheetGroupTests
	return []columnWord{
		{s, "Rate from, Rate to", "Wilson's interval of the rate on Groups.", unitPercent},
		{s, "Difference from, to", "Newcombe's interval of the group's rate minus the reference group's.", unitPoints},
		{s, "Within requisitions from, to", "Interval of the Mantel–Haenszel difference, pooled over requisitions.", unitPoints},
		{s, "Ratio within requisitions", "Mantel–Haenszel ratio of rates, pooled over requisitions; beside the crude ratio on Groups.", unitRatio},
		{s, "Within p", "Cochran–Mantel–Haenszel test of the pooled comparison; exact where requisitions are small.", unitP},
		{s, "One selection turns it", "Whether one selection more here and one fewer in the reference group turns the order.", unitWords},
		{s, "Statutory ratio", "Ratio to the highest rate of all groups, small ones too.", unitRatio},
		{s, "Ratio, unknowns against", "The impact ratio if those who did not say were of the least favourable kind.", unitRatio},
		{s, "Ratio, unknowns in favour", "The same for the most favourable kind.", unitRatio},
		{s, "Ratio, unknowns in proportion", "The same if they were spread over the groups as those who said.", unitRatio},
	}
}

func prevalenceWords() []columnWord {
	s := sheetPrevalence
	return []columnWord{
		{s, "With the signal", "People of the group who have it.", unitPeople},
		{s, "Share", "With the signal ÷ people; from and to: Wilson's interval.", unitPercent},
	}
}

func bridgeWords() []columnWord {
	s := sheetBridge
	return []columnWord{
		{s, "Compared with", "The reference group.", unitWords},
		{s, "Part", "Job-related criteria, each weak signal, and what none of them goes with.", unitWords},
		{sheetWhatIf, "Rate before, Rate after", "The group's rate in the applications of the model, and what the model expects without the weak signals.", unitPercent},
		{sheetWhatIf, "Ratio before, Ratio after", "The same as a ratio to the reference group's.", unitRatio},
		{s, "Part of the gap (points)", "How much of the gap goes with it. The parts add up to the gap.", unitPoints},
	}
}

func funnelWords() []columnWord {
	s := sheetFunnel
	return []columnWord{
		{s, "Entered and decided", "People who entered the stage and were decided there.", unitPeople},
		{s, "Advanced", "Of those, how many advanced.", unitPeople},
		{s, "Rate", "Advanced ÷ people.", unitPercent},
		{s, "Rate so far", "Product of the rates down to this stage.", unitPercent},
		{s, "Requisitions", "Requisitions with a decision at the stage.", "requisitions"},
		{s, "Left out", "Withdrawn, pending, transferred and the like: no selection decision.", unitPeople},
		{s, "Skipped", "People who went on without this stage.", unitPeople},
		{sheetRoutes, "Kind", "Level, route or source.", unitWords},
		{sheetRoutes, "Route or source", "Level, career route or source of the application.", unitWords},
		{sheetStageRates, "What", "A signal, an attribute of groups, a level, a route or a source.", unitWords},
		{sheetStageRates, "Value", "With or without the signal; the group, route or source.", unitWords},
		{sheetStageRates, "(each stage): rate", "Advanced ÷ people of the row at the stage.", unitPercent},
		{sheetStageRates, "All stages (product)", "Product of the rates in the row.", unitPercent},
		{s, "At the first, at the later (points)", "Adjusted difference at each of two stages; per unit for a numeric signal.", unitPoints},
	}
}

func otherWords() []columnWord {
	return []columnWord{
		{sheetRequisitions, "Requisition", "As the export names it.", unitWords},
		{sheetRequisitions, "Role", "The role that it is for.", unitWords},
		{sheetRequisitions, "People, Advanced, Rate", "As on Groups, for the requisition.", "people, percent"},
		{sheetScreeners, "People, Advanced, Rate", "As on Groups, for the screener.", "people, percent"},
		{sheetScreeners, "Screener", "Pseudonym: only who holds the key can resolve it.", "S-…"},
		{sheetScreeners, "Shrunken rate, from, to", "The rate drawn towards the mean, the more the fewer the decisions.", unitPercent},
		{sheetScreenerTests, "Share of variation (ICC)", "Part of the variation that lies between screeners.", unitPercent},
		{sheetScreenerTests, "Screeners compared, Left out", "Screeners with enough judgements with and without the signal, and those without.", "screeners"},
		{sheetScreenerTests, "Spread (log odds)", "Standard deviation between screeners of how much the signal weighs, beyond chance.", "log odds"},
		{sheetTraining, "Applications", "All of the stage; or the signal whose difference is compared.", unitWords},
		{sheetTraining, "Trained: screeners; Untrained: screeners", "Screeners of each kind.", "screeners"},
		{sheetTraining, "Trained: rate; Untrained: rate", "Share of the applications that they judged and that advanced.", unitPercent},
		{sheetTraining, "From, To", "Interval of the difference.", unitPoints},
		{sheetTraining, "Trained less untrained (points)", "Difference between trained and untrained screeners, within requisitions.", unitPoints},
		{sheetScreenerTests, "Q", "Cochran's Q: how much the screeners' odds ratios differ; about the number of screeners less one if only by chance.", "from 0"},
		{sheetScreenerTests, "Differently", "Of those judged more than once, how many got both answers.", "applications or documents"},
		{sheetScreenerTests, "Alpha", "Krippendorff's alpha: 1 = always the same decision, 0 = as by chance.", "up to 1"},
		{sheetScreenerTests, "Median odds ratio", "By how much the odds differ between two screeners picked at random.", unitRatio},
		{sheetTrend, "Period", "A closed period of decisions. An open one is provisional.", "dates"},
		{sheetTrend, "People with it", "People known to have the signal in the period.", unitPeople},
		{sheetTrend, "Run", "The run that audited the period.", unitWords},
		{sheetTrend, "What", "A property of the pool: who applied, and what could be read and matched.", unitWords},
		{sheetTrend, "This period", "The property's share among the period's applicants or applications.", unitPercent},
		{sheetTrend, "Period before", "The same share in the latest closed period that ended before this one began.", unitPercent},
		{sheetTrend, "Changed beyond chance", "The difference to the period before is clear at the level of this look.", unitWords},
		{sheetQuality, "In the adjusted model", "People known on all signals, in requisitions with both outcomes.", unitPeople},
		{sheetQuality, "Requisitions without information", "Requisitions in which everybody or nobody advanced.", "requisitions"},
	}
}

func glossary() []term {
	return []term{
		{"Application", "One person's application to one requisition."},
		{"Associated with", "Goes together with. It does not say why."},
		{"Clustered", "Errors that allow applications of one requisition to be alike."},
		{"Interval, range", "Where the true value plausibly lies: in 95 of 100 such audits the interval holds it."},
		{"Job-related", "Declared by the employer as needed for the role."},
		{"n", "In a sentence: a number that is withheld, because it counts few people or would give such a count away."},
		{"Odds", "Chance of advancing ÷ chance of not advancing."},
		{"p", "How often chance alone would give a result at least this far from none. Not the chance that there is no difference."},
		{"Percentage point", "Unit of a difference between two percentages: from 40 % to 54 % is 14 points."},
		{"Practical margin", "The smallest difference that is taken to matter."},
		{"Pseudonym", "A code in place of a name (A-…, D-…, S-…)."},
		{"Rate", "Advanced ÷ people who entered the stage and were decided."},
		{"Requisition", "One opening, or several alike, that people apply to."},
		{"Stage", "One step of the selection."},
		{"Weak signal", "Something on a résumé that the employer did not declare job-related for the role."},
	}
}
