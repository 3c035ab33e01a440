package words

import "strings"

// Blank reports words that stand for an empty cell.
func Blank(s string) bool {
	if len(s) == 0 {
		return true
	}
	if len(s) > len("(blank)") {
		return false
	}
	switch strings.ToLower(s) {
	case "-", "--", "–", "—", "n/a", "na", "none", "null", "nil", "#n/a", "(none)", "(blank)", "nan", "nat", "<na>", "(null)", `\n`, "#ref!", "#null!", "?":
		return true
	}
	return false
}

// YesNo reads a flag; ok is false for anything else.
func YesNo(s string) (yes, ok bool) {
	switch strings.ToLower(s) {
	case "1", "true", "yes", "y", "t", "x":
		return true, true
	case "0", "false", "no", "n", "f":
		return false, true
	}
	return false, false
}

// Declined recognises null words of programs and languages, and refusals to answer.
func Declined(text string) bool {
	if Blank(text) {
		return true
	}
	cells, err := LoadCells()
	return err == nil && cells.Unknown(text)
}

// Total reports a cell that opens or closes a row of totals.
func Total(s string) bool {
	cells, err := LoadCells()
	return err == nil && cells.Total(s)
}
