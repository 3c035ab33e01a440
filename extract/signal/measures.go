package signal

import (
	"sort"
	"strings"
)

// Levels of degree, lowest first.
const (
	NoDegree = "none"
	Bachelor = "bachelor"
	Masters  = "masters"
	PhD      = "phd"
	// OtherDegree has a level below bachelor, or none of these.
	OtherDegree = "other"
)

// HighestDegree gives the highest level held or in progress: phd, masters,
// bachelor or none ("none": degrees are listed, none reaches a bachelor's).
// known is false when no degree was read at all: then the level says nothing.
func HighestDegree(degrees []Degree) (level string, known bool) {
	rank := map[string]int{NoDegree: 0, OtherDegree: 0, Bachelor: 1, Masters: 2, PhD: 3}
	level = NoDegree
	for _, d := range degrees {
		r, ok := rank[d.Level]
		known = known || ok
		if r > rank[level] {
			level = d.Level
		}
	}
	return level, known
}

// YearsOfExperience sums the months of work up to asOf (year*12 + month-1),
// overlaps counted once, in years. inRole counts only the spans whose title
// shares one of the role's words or phrases (canonical, as in [Span.Title]; a role's name is fine).
// A span that starts after asOf does not count; one that ends after it is cut there.
// known is false when no dated work entry was read: then the numbers are not 0 but unknown.
func YearsOfExperience(spans []Span, asOf int, role []string) (total, inRole float64, known bool) {
	var all, own []interval
	for _, s := range spans {
		if s.Kind != KindWork {
			continue
		}
		known = true
		end := s.End
		if end == 0 || end > asOf {
			end = asOf
		}
		if s.Start >= end {
			continue
		}
		all = append(all, interval{s.Start, end})
		if sharesWord(s.Title, role) {
			own = append(own, interval{s.Start, end})
		}
	}
	return float64(union(all)) / 12, float64(union(own)) / 12, known
}

// interval of months, end exclusive.
type interval struct{ from, to int }

// union is the number of months covered by at least one interval.
func union(in []interval) int {
	sorted := append([]interval(nil), in...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].from < sorted[j].from })
	covered, until := 0, 0
	for i, v := range sorted {
		from := v.from
		if i > 0 && from < until {
			from = until
		}
		if v.to > from {
			covered += v.to - from
		}
		until = max(until, v.to)
	}
	return covered
}

// sharesWord says whether a canonical title names the role: holds all of its
// words but those of rank ("senior", "of").
func sharesWord(title string, role []string) bool {
	have := map[string]bool{}
	for _, w := range roleWords(title) {
		have[w] = true
	}
	if len(have) == 0 {
		return false
	}
	for _, phrase := range role {
		words := roleWords(phrase)
		var telling []string
		for _, w := range words {
			if !commonRoleWord(w) {
				telling = append(telling, w)
			}
		}
		if len(telling) == 0 {
			telling = words
		}
		n := 0
		for _, w := range telling {
			if have[w] {
				n++
			}
		}
		if len(telling) > 0 && n == len(telling) {
			return true
		}
	}
	return false
}

// roleWords gives the words of a role as its canonical titles spell them;
// patterns' asterisks go.
func roleWords(phrase string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(phrase), func(r rune) bool {
		return r == ' ' || r == '*' || r == ',' || r == '/' || r == '-' || r == '(' || r == ')' || r == '?'
	}) {
		switch w {
		case "ml", "ai":
			out = append(out, "machine", "learning")
		case "swe", "sde":
			out = append(out, "software", "engineer")
		case "qa":
			out = append(out, "quality", "assurance")
		case "hr":
			out = append(out, "human", "resources")
		case "developer":
			out = append(out, "engineer")
		default:
			out = append(out, w)
		}
	}
	return out
}

// commonRoleWord: words of rank, which do not tell one role from another.
func commonRoleWord(w string) bool {
	switch w {
	case "senior", "junior", "lead", "principal", "staff", "chief", "head", "intern", "trainee", "associate", "assistant",
		"of", "and", "the", "in", "i", "ii", "iii":
		return true
	}
	return false
}

// SkillsMatched gives the required skills that are among skills, in the order
// required. Both hold canonical names ([catalogue.Catalogue.CanonicalSkill]);
// case does not matter. known is false when no skill was read or none is required.
func SkillsMatched(skills, required []string) (matched []string, known bool) {
	have := map[string]bool{}
	for _, s := range skills {
		have[strings.ToLower(strings.TrimSpace(s))] = true
	}
	for _, r := range required {
		if have[strings.ToLower(strings.TrimSpace(r))] {
			matched = append(matched, r)
		}
	}
	return matched, len(skills) > 0 && len(required) > 0
}
