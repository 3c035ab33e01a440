package join

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"weaksignal/extract"
)

// maxIDTokens is how many neighbouring parts of a file name are put together to
// find an id with separators of its own (a UUID has five).
const maxIDTokens = 6

// pathDate is the latest date that stands in a path, as yyyymmdd, 0 if none does.
// It orders versions of a résumé: times of files change whenever they are copied.
func pathDate(rel string) int64 {
	var latest int64
	tokens := pathTokens(rel)
	for i, t := range tokens {
		y := number(t)
		if len(t) == 8 && plausible(y/10000, y/100%100, y%100) {
			latest = max(latest, y)
		}
		if len(t) != 4 || !plausible(y, 1, 1) {
			continue
		}
		latest = max(latest, y*10000)
		if i+1 < len(tokens) && len(tokens[i+1]) == 2 && plausible(y, number(tokens[i+1]), 1) {
			m := y*10000 + number(tokens[i+1])*100
			if i+2 < len(tokens) && len(tokens[i+2]) == 2 && plausible(y, 1, number(tokens[i+2])) {
				m += number(tokens[i+2])
			}
			latest = max(latest, m)
		}
	}
	return latest
}

func plausible(y, m, d int64) bool {
	return y >= 1990 && y < 2100 && m >= 1 && m <= 12 && d >= 1 && d <= 31
}

// number is 0 for anything but digits.
func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// foldID keeps the letters and digits of an id.
func foldID(id string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, id)
}

// idClaims looks up every run of neighbouring parts of a path, in the form that key
// gives it. claim.doc holds the candidate here.
func idClaims(rel string, claims func(id string) []claim, key func(string) string) []claim {
	tokens := pathTokens(rel)
	var found []claim
	for i := range tokens {
		joined := ""
		for j := i; j < len(tokens) && j < i+maxIDTokens; j++ {
			joined += tokens[j]
			hits := claims(key(joined))
			if len(hits) == 0 || !telling(key(joined), i == 0 && j == len(tokens)-1) {
				continue
			}
			for _, c := range hits {
				if !slices.Contains(found, c) {
					found = append(found, c)
				}
			}
		}
	}
	return found
}

// telling refuses ids that occur in file names by chance: short numbers, years
// and words without a digit, unless they are the whole name.
func telling(id string, whole bool) bool {
	if whole {
		return true
	}
	digits := 0
	for _, r := range id {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if digits == len(id) {
		return digits > 4 || digits == 4 && !(strings.HasPrefix(id, "19") || strings.HasPrefix(id, "20"))
	}
	return digits > 0 && len(id) >= 3
}

// pathTokens are the lower-case runs of letters and digits of a path without its
// extension.
func pathTokens(rel string) []string {
	rel = strings.TrimSuffix(rel, path.Ext(rel))
	return strings.FieldsFunc(strings.ToLower(rel), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// nameInPath finds candidates whose whole name stands in the file name, its parts
// side by side in any order.
func nameInPath(rel string, written pairs) []int {
	tokens := strings.FieldsFunc(strings.TrimSuffix(path.Base(rel), path.Ext(rel)), func(r rune) bool { return !unicode.IsLetter(r) })
	var best []int
	for n := min(5, len(tokens)); n >= 2 && best == nil; n-- {
		for i := 0; i+n <= len(tokens); i++ {
			for _, w := range written.of(extract.NormaliseName(strings.Join(tokens[i:i+n], " "))) {
				if !slices.Contains(best, w) {
					best = append(best, w)
				}
			}
		}
	}
	return best
}
