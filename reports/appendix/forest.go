package appendix

import (
	"unicode/utf8"

	"weaksignal/audit/result"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// forestMark tells verdicts apart by colour and by shape.
func forestMark(v result.Verdict) (color, symbol string) {
	switch v {
	case result.Associated:
		return sheet.ChartAlert, "triangle"
	case result.NoMaterialAssociation:
		return sheet.ChartCalm, "circle"
	}
	return sheet.ChartDoubt, "diamond"
}

// forestLabel marks job-related and context signals, as one signal may count as
// several.
func forestLabel(d *draft, s result.SignalResult) string {
	label, mark := d.Label(s.Signal), ""
	if s.Block != result.Weak {
		mark = " *"
	}
	if utf8.RuneCountInString(label+mark) > sheet.MaxForestLabel {
		label = words.SentenceCase(words.Underscored(s.Signal)) // shorter than the label, as a rule
	}
	return sheet.FitLine(label, sheet.MaxForestLabel-len(mark)) + mark
}
