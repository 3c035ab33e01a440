package doubt

import (
	"fmt"
	"strings"
)

// TruncatedRows is where Greenhouse's in-app report stops.
const TruncatedRows = 1000

// Contradictory is the share of rows that may contradict each other: fewer are slips,
// which are left out; more say that the columns do not mean what they seem to.
const Contradictory = 0.01

// TooMany tells that n of all are more than slips: one alone always is one.
func TooMany(n, all int) bool { return n > 1 && float64(n) > Contradictory*float64(all) }

// Contradict tells that n of all applications, of which some advanced, contradict
// themselves too often to be left out as slips: each may have advanced, and a headline
// could change by as many of them (doubtShare).
func Contradict(n, all, advanced int) bool {
	return TooMany(n, all) || n > 1 && float64(n) > doubtShare*float64(advanced)
}

// FirstFew lists names, and counts those beyond the first.
func FirstFew(names []string) string {
	const most = 8
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// Quoted is a text as YAML reads it in double quotes.
func Quoted(s string) string { return fmt.Sprintf("%q", s) }
