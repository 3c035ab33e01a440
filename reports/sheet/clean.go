package sheet

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxCellText is Excel's limit on the characters of one cell, counted in
	// UTF-16 units. Excelize cuts there without an error, so it is cut here, visibly.
	maxCellText = 32767
	// maxSheetName is Excel's limit on the characters of a sheet's name.
	maxSheetName = 31
	cutMark      = "… [cut]"
)

// Clean makes text from outside safe to write into a cell or a CSV field:
// invalid UTF-8, control characters and Unicode direction overrides are dropped
// (Excel "repairs" a file that holds them), line breaks become spaces, text over
// the cell limit is cut with a mark, and text that a spreadsheet would take for a
// formula gets an apostrophe in front.
func Clean(s string) string {
	s = strings.Map(KeepRune, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.TrimSpace(s)
	if StartsFormula(s) {
		s = "'" + s
	}
	return Cut(s)
}

func KeepRune(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
		return ' '
	case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069,
		r == 0xFFFE, r == 0xFFFF, r == 0xFEFF:
		return -1
	}
	return r
}

// StartsFormula follows OWASP's list for CSV injection; TAB and CR are gone by
// then. Full-width forms are taken for the plain ones by some spreadsheets.
func StartsFormula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("=+-@＝＋－＠", r) && s != ""
}

// Cut shortens s to the cell limit, counted as Excel does, and marks the cut.
func Cut(s string) string {
	if len(s) <= maxCellText {
		return s
	}
	units := 0
	limit := maxCellText - utf8.RuneCountInString(cutMark)
	end := -1
	for i, r := range s {
		if units <= limit {
			end = i
		}
		units++
		if r > 0xFFFF {
			units++
		}
	}
	if units <= maxCellText {
		return s
	}
	return s[:end] + cutMark
}

// SheetName makes a valid worksheet name: at most 31 characters, none of
// : \ / ? * [ ], no apostrophe at either end.
func SheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return KeepRune(r)
	}, s)
	s = strings.Trim(s, "' ")
	if runes := []rune(s); len(runes) > maxSheetName {
		s = strings.TrimRight(string(runes[:maxSheetName]), "' ")
	}
	if s == "" {
		return "Sheet"
	}
	return s
}

// cellText is clean for a cell, where line breaks written by us may stay.
func cellText(s string) string {
	parts := strings.Split(s, "\n")
	for i, part := range parts {
		if i == 0 {
			parts[i] = Clean(part)
			continue
		}
		parts[i] = strings.TrimSpace(strings.Map(KeepRune, part))
	}
	return Cut(strings.Join(parts, "\n"))
}

// printable makes text safe inside a header or footer, where & starts a code and
// 255 characters are the limit of the whole.
func printable(s string, limit int) string {
	runes := []rune(strings.ReplaceAll(strings.Map(KeepRune, s), "&", "&&"))
	if len(runes) > limit {
		runes = runes[:limit]
		for len(runes) > 0 && runes[len(runes)-1] == '&' {
			runes = runes[:len(runes)-1]
		}
	}
	return string(runes)
}

func IsFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// FitLine cuts one line to width characters, and marks the cut.
func FitLine(s string, width int) string {
	s = strings.Map(KeepRune, s)
	if utf8.RuneCountInString(s) <= width {
		return s
	}
	return string([]rune(s)[:width-1]) + "…"
}
