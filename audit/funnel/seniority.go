package funnel

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"weaksignal/audit/dataset"
)

// Seniorities that level labels are read as; any other label stays as exported.
const (
	juniorLevel = "junior"
	seniorLevel = "senior"
)

// seniority reads a level label ("Senior II", "new grad") as junior or senior by its
// words, so that the spellings of an export make two classes. A label without such a
// word ("L4", "Mid") is a class of its own; numbers are not read, as they mean
// different things in different firms.
func seniority(label string) string {
	words := strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		switch {
		case slices.Contains([]string{"senior", "sr", "staff", "principal", "lead", "head", "director", "distinguished", "fellow", "executive"}, w):
			return seniorLevel
		case slices.Contains([]string{"junior", "jr", "entry", "graduate", "grad", "intern", "internship", "trainee", "apprentice", "associate", "early"}, w):
			return juniorLevel
		}
	}
	return label
}

// seniorities gives, by the code of a level label, the index of its class in names,
// which are sorted: junior, senior, then the rest; "" is the unknown.
func seniorities(d *dataset.Dataset) (names []string, of []int) {
	for _, label := range d.Level.Names {
		if s := seniority(label); !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	rank := map[string]int{juniorLevel: -2, seniorLevel: -1}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(rank[a]-rank[b], strings.Compare(a, b)) })
	for _, label := range d.Level.Names {
		of = append(of, slices.Index(names, seniority(label)))
	}
	return names, of
}
