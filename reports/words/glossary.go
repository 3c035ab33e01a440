package words

// ColumnWord explains one column of one sheet.
type ColumnWord struct{ Sheet, Column, Meaning, Unit string }

// term is one word of the glossary.
type term struct{ Word, Meaning string }

const (
	UnitPeople   = "people"
	UnitPercent  = "percent"
	unitPoints   = "percentage points"
	UnitRatio    = "ratio"
	UnitP        = "0 to 1"
	UnitWords    = "words"
	UnitPresence = "present, absent or not known"
)

func ColumnWords() []ColumnWord {
	var all []ColumnWord
	for _, part := range [][]ColumnWord{findingWords(), effectWords(), testWords(), relianceWords(), groupWords(), groupTestWords(), returnsWords(), prevalenceWords(), bridgeWords(), funnelWords(), readingWords(), otherWords()} {
		all = append(all, part...)
	}
	return all
}

func findingWords() []ColumnWord {
	s := SheetFindings
	return []ColumnWord{
		{s, "Stage", "Step of the selection. “All stages together” goes from entering the first stage to being hired.", UnitWords},
		{s, "Signal", "What is looked for in the résumé or the export; roles in brackets if not all. A numeric signal is split at its median for rates.", UnitWords},
		{s, "Counts as", "Weak, job-related or context, as the employer declared for the roles.", UnitWords},
		{s, "Verdict", "▲ Relied on, ○ No material reliance or ? Cannot tell: see Methods.", UnitWords},
		{s, "With signal: people", "People known to have the signal who entered the stage and were decided.", UnitPeople},
		{s, "With: advanced", "Of those, how many advanced.", UnitPeople},
		{s, "With: rate", "Advanced ÷ people.", UnitPercent},
		{s, "Without: people", "People known not to have the signal.", UnitPeople},
		{s, "Without: advanced", "Of those, how many advanced.", UnitPeople},
		{s, "Without: rate", "Advanced ÷ people.", UnitPercent},
		{s, "Not known", "People whose résumé could not be read, or whose cell is empty.", UnitPeople},
		{s, "Difference (points)", "Rate with minus rate without, not adjusted.", unitPoints},
		{s, "Ratio", "Rate with ÷ rate without, not adjusted.", UnitRatio},
		{s, "Adjusted difference (points)", "Difference in the chance to advance between people alike on the other signals, in the same requisition.", unitPoints},
		{s, "Range from", "Lower end of its interval, 95 % unless configured otherwise.", unitPoints},
		{s, "Range to", "Upper end of its interval.", unitPoints},
		{s, "Why this verdict", "The reason in one sentence.", UnitWords},
	}
}

func effectWords() []ColumnWord {
	s := SheetEffects
	return []ColumnWord{
		{s, "Adjusted difference (points)", "As on Findings; the chart shows the same cells.", unitPoints},
		{s, "p", "Chance of a difference at least as large if there were none, before correction.", UnitP},
		{s, "Adjusted p", "The same after correction for the number of signals looked at.", UnitP},
	}
}

func testWords() []ColumnWord {
	s := SheetTests
	return []ColumnWord{
		{s, "Difference from, to", "Newcombe's interval of the unadjusted difference.", unitPoints},
		{s, "Ratio of rates, from, to", "Rate with ÷ rate without, Koopman's interval.", UnitRatio},
		{s, "Rejection ratio, from, to", "The same for not advancing.", UnitRatio},
		{s, "Odds ratio, from, to", "Conditional estimate, exact interval.", UnitRatio},
		{s, "Fisher p", "Fisher's exact test, two-sided.", UnitP},
		{s, "Mid-p", "Fisher's test, mid-p version.", UnitP},
		{s, "Standard deviations", "How far the count lies from what chance would give, in its standard deviations.", "standard deviations"},
		{s, "Within requisitions (points), from, to", "Mantel–Haenszel difference, pooled over requisitions.", unitPoints},
		{s, "Within p", "Cochran–Mantel–Haenszel test.", UnitP},
		{s, "Requisitions differ p", "Breslow–Day–Tarone test: small if requisitions differ from each other.", UnitP},
		{s, "Requisitions higher, lower", "In how many requisitions people with the signal advanced more, or less, often.", "requisitions"},
		{s, "Linear check (points)", "The adjusted difference by a linear model: should be near the one on Findings.", unitPoints},
		{s, "E-value", "How strong something hidden would have to be to explain the difference away.", UnitRatio},
		{s, "Robustness value", "The share of signal and decision that it would have to explain.", "0 to 1"},
		{s, "Known factor leaves (points)", "What would remain if a hidden factor were as strong as a named known one.", unitPoints},
		{s, "Detectable (points)", "Smallest difference seen in four audits out of five of this size.", unitPoints},
		{s, "Notes", "Warnings, and why a number could not be computed.", UnitWords},
	}
}

func relianceWords() []ColumnWord {
	s := SheetReliance
	return []ColumnWord{
		{s, "Level", "All signals, one block, or one signal.", UnitWords},
		{s, "Part", "The block or the signal.", UnitWords},
		{s, "Explained, from, to", "Part of the decisions that it explains in requisitions not seen before, averaged over orders (Shapley for blocks, Owen for signals).", UnitPercent},
		{s, "Last in, from, to", "What is lost if it is taken out of the full model.", UnitPercent},
		{s, "First in, from, to", "What it explains by itself.", UnitPercent},
		{s, "Share, from, to", "Its part of what is explained by all signals.", UnitPercent},
		{s, "Held out", "Which requisitions were kept aside for the check.", UnitWords},
		{s, "Changed selections, from, to", "Selections that would go to somebody else with weak signals taken out, at the same openings.", UnitPercent},
		{s, "If there were no effect", "The same with weak signals shuffled at random.", UnitPercent},
		{s, "Permutation p", "Test of the weak block by shuffling within requisitions.", UnitP},
		{s, "McFadden, signals; McFadden, all", "In-sample figures as others print them: against requisition effects, and against nothing.", "0 to 1"},
	}
}

func groupWords() []ColumnWord {
	s := SheetGroups
	return []ColumnWord{
		{s, "Attribute", "What was asked, or two of them crossed.", UnitWords},
		{s, "Group", "As self-reported. Never inferred.", UnitWords},
		{s, "Verdict", "▲ Difference indicated, ○ Not indicated or ? Cannot tell: see Methods.", UnitWords},
		{s, "People", "People of the group who entered the stage and were decided.", UnitPeople},
		{s, "Advanced", "Of those, how many advanced.", UnitPeople},
		{s, "Rate", "Advanced ÷ people.", UnitPercent},
		{s, "Impact ratio", "The group's rate ÷ the reference group's rate.", UnitRatio},
		{s, "Ratio from, to", "Koopman's interval.", UnitRatio},
		{s, "Four-fifths", "Whether the ratio reaches the threshold on Settings and lists.", UnitWords},
		{s, "Within requisitions (points)", "Mantel–Haenszel difference to the reference group.", unitPoints},
		{s, "Shortfall", "Selections expected at the rate of the group and the reference group together, minus those observed.", UnitPeople},
		{SheetAttributes, "Reference group", "The configured one, else the highest rate among groups of at least 30 people and 2 % of known applicants.", UnitWords},
		{SheetAttributes, "Highest rate of all", "The group with the highest rate, small groups included.", UnitWords},
		{SheetAttributes, "Omnibus p", "Chance of a gap this large between any groups, if groups made no difference. It decides nothing.", UnitP},
	}
}

func groupTestWords() []ColumnWord {
	s := SheetGroupTests
	return []ColumnWord{
		{s, "Rate from, Rate to", "Wilson's interval of the rate on Groups.", UnitPercent},
		{s, "Difference from, to", "Newcombe's interval of the group's rate minus the reference group's.", unitPoints},
		{s, "Within requisitions from, to", "Interval of the Mantel–Haenszel difference, pooled over requisitions.", unitPoints},
		{s, "Ratio within requisitions", "Mantel–Haenszel ratio of rates, pooled over requisitions; beside the crude ratio on Groups.", UnitRatio},
		{s, "Within p", "Cochran–Mantel–Haenszel test of the pooled comparison; exact where requisitions are small.", UnitP},
		{s, "Adjusted p", "The group's own p against the reference group within requisitions, adjusted over the groups of the attribute; it decides the verdict.", UnitP},
		{s, "One selection turns it", "Whether one selection more here and one fewer in the reference group turns the order.", UnitWords},
		{s, "Statutory ratio", "Ratio to the highest rate of all groups, small ones too.", UnitRatio},
		{s, "Ratio, unknowns against", "The impact ratio if those who did not say were of the least favourable kind.", UnitRatio},
		{s, "Ratio, unknowns in favour", "The same for the most favourable kind.", UnitRatio},
		{s, "Ratio, unknowns in proportion", "The same if they were spread over the groups as those who said.", UnitRatio},
	}
}

func prevalenceWords() []ColumnWord {
	s := SheetPrevalence
	return []ColumnWord{
		{s, "With the signal", "People of the group who have it.", UnitPeople},
		{s, "Share", "With the signal ÷ people; from and to: Wilson's interval.", UnitPercent},
	}
}

func bridgeWords() []ColumnWord {
	s := SheetBridge
	return []ColumnWord{
		{s, "Compared with", "The reference group.", UnitWords},
		{s, "Part", "Job-related criteria, each weak signal, and what none of them goes with.", UnitWords},
		{SheetWhatIf, "Rate before, Rate after", "The group's rate in the applications of the model, and what the model expects without the weak signals.", UnitPercent},
		{SheetWhatIf, "Ratio before, Ratio after", "The same as a ratio to the reference group's.", UnitRatio},
		{s, "Part of the gap (points)", "How much of the gap goes with it. The parts add up to the gap.", unitPoints},
	}
}

func funnelWords() []ColumnWord {
	s := SheetFunnel
	return []ColumnWord{
		{s, "Entered and decided", "People who entered the stage and were decided there.", UnitPeople},
		{s, "Advanced", "Of those, how many advanced.", UnitPeople},
		{s, "Rate", "Advanced ÷ people.", UnitPercent},
		{s, "Rate so far", "Product of the rates down to this stage.", UnitPercent},
		{s, "Requisitions", "Requisitions with a decision at the stage.", "requisitions"},
		{s, "Left out", "Withdrawn, pending, transferred and the like: no selection decision.", UnitPeople},
		{s, "Skipped", "People who went on without this stage.", UnitPeople},
		{SheetRoutes, "Kind", "Level, route or source.", UnitWords},
		{SheetRoutes, "Route or source", "Level, career route or source of the application.", UnitWords},
		{SheetStageRates, "What", "A signal, an attribute of groups, a level, a route or a source.", UnitWords},
		{SheetStageRates, "Value", "With or without the signal; the group, route or source.", UnitWords},
		{SheetStageRates, "(each stage): rate", "Advanced ÷ people of the row at the stage.", UnitPercent},
		{SheetStageRates, "All stages (product)", "Product of the rates in the row.", UnitPercent},
		{s, "At the first, at the later (points)", "Adjusted difference at each of two stages; per unit for a numeric signal.", unitPoints},
	}
}

func otherWords() []ColumnWord {
	return []ColumnWord{
		{SheetRequisitions, "Requisition", "As the export names it.", UnitWords},
		{SheetRequisitions, "Role", "The role that it is for.", UnitWords},
		{SheetRequisitions, "People, Advanced, Rate", "As on Groups, for the requisition.", "people, percent"},
		{SheetScreeners, "People, Advanced, Rate", "As on Groups, for the screener.", "people, percent"},
		{SheetScreeners, "Screener", "Pseudonym: only who holds the key can resolve it.", "S-…"},
		{SheetScreeners, "Shrunken rate, from, to", "The rate drawn towards the mean, the more the fewer the decisions.", UnitPercent},
		{SheetScreenerTests, "Share of variation (ICC)", "Part of the variation that lies between screeners.", UnitPercent},
		{SheetScreenerTests, "Screeners compared, Left out", "Screeners with enough judgements with and without the signal, and those without.", "screeners"},
		{SheetScreenerTests, "Spread (log odds)", "Standard deviation between screeners of how much the signal weighs, beyond chance.", "log odds"},
		{SheetTraining, "Applications", "All of the stage; or the signal whose difference is compared.", UnitWords},
		{SheetTraining, "Trained: screeners; Untrained: screeners", "Screeners of each kind.", "screeners"},
		{SheetTraining, "Trained: rate; Untrained: rate", "Share of the applications that they judged and that advanced.", UnitPercent},
		{SheetTraining, "From, To", "Interval of the difference.", unitPoints},
		{SheetTraining, "Trained less untrained (points)", "Difference between trained and untrained screeners, within requisitions.", unitPoints},
		{SheetScreenerTests, "Q", "Cochran's Q: how much the screeners' odds ratios differ; about the number of screeners less one if only by chance.", "from 0"},
		{SheetScreenerTests, "Differently", "Of those judged more than once, how many got both answers.", "applications or documents"},
		{SheetScreenerTests, "Alpha", "Krippendorff's alpha: 1 = always the same decision, 0 = as by chance.", "up to 1"},
		{SheetScreenerTests, "Median odds ratio", "By how much the odds differ between two screeners picked at random.", UnitRatio},
		{SheetTrend, "Period", "A closed period of decisions. An open one is provisional.", "dates"},
		{SheetTrend, "People with it", "People known to have the signal in the period.", UnitPeople},
		{SheetTrend, "Run", "The run that audited the period.", UnitWords},
		{SheetTrend, "What", "A property of the pool: who applied, and what could be read and matched.", UnitWords},
		{SheetTrend, "This period", "The property's share among the period's applicants or applications.", UnitPercent},
		{SheetTrend, "Period before", "The same share in the latest closed period that ended before this one began.", UnitPercent},
		{SheetTrend, "Changed beyond chance", "The difference to the period before is clear at the level of this look.", UnitWords},
		{SheetQuality, "In the adjusted model", "People known on all signals, in requisitions with both outcomes.", UnitPeople},
		{SheetQuality, "Requisitions without information", "Requisitions in which everybody or nobody advanced.", "requisitions"},
	}
}

func Glossary() []term {
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
