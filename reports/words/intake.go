package words

// Words of the lists on Data quality that say what each text was taken for.
const (
	QualityTexts        = "What each text of the export was taken for"
	QualityTextsNote    = "Check these first: a text taken for something else changes every number. What is wrong here is corrected under export in the configuration. Counts under 10 are not printed."
	QualityTens         = "Counts are rounded to %d: exact ones could give away a count that is withheld elsewhere."
	QualityColumn       = "Text in the column “%s”"
	QualityStageTexts   = "Stage in the export"
	QualitySources      = "Source in the export"
	QualityReferrers    = "Referrer in the export"
	QualityTitles       = "Job title in the export"
	QualityTextRows     = "Rows"
	QualityCountsAs     = "Counts as"
	QualityNoStage      = "no stage"
	QualityFew          = "under 10"
	QualityAbout        = "about %s"
	QualitySameStage    = "%s are audited as one stage, %s. If they are steps of their own, list them in their order under export.stages."
	QualityMoreTexts    = "And %s more: audit.json lists all of them."
	QualitySheets       = "File and sheet"
	QualitySheetRead    = "Read?"
	QualityLeftOut      = "Left out"
	QualityGroups       = "Self-reported groups"
	QualityGroupRows    = "Rows of the groups file"
	QualityGroupsJoined = "Of these, rows that belong to an application"
)

// Outcomes words what a status, reason or stage counts as.
func Outcomes() map[string]string {
	return map[string]string{
		"advanced": "advanced", "hired": "hired", "rejected": "rejected", "withdrawn": "withdrawn by the applicant",
		"offer_declined": "selected, offer declined", "pending": "not decided yet", "excluded": "no decision, left out", "asked": "◆ not known, left out",
	}
}

// Sources words what a source or a referrer counts as.
func Sources() map[string]string {
	return map[string]string{
		"job_board": "job board", "career_site": "career site", "nobody": "no referral", "person": "referral", "asked": "◆ not known, left out",
	}
}
