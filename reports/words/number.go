package words

import (
	"fmt"
	"strconv"
	"strings"
)

// InPercent writes a fraction as "14.3 %".
func InPercent(x float64) string { return fmt.Sprintf("%.1f %%", x*100) }

// Grouped writes 12345 as "12,345".
func Grouped(n int) string {
	s := strconv.Itoa(n)
	if n < 0 {
		return "−" + Grouped(-n)
	}
	var parts []string
	for len(s) > 3 {
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	return strings.Join(append([]string{s}, parts...), ",")
}

// Counted writes "1 requisition", "12 requisitions".
func Counted(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return Grouped(n) + " " + plural
}

// List joins words as "a, b and c".
func List(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// SignalName is what a sentence calls a signal or a measure that no catalogue names.
func SignalName(id string) string {
	switch id {
	case "years_experience":
		return "years of experience"
	case "years_in_role":
		return "years in the role"
	case "skills_match":
		return "match of required skills"
	case "degree_met":
		return "required degree"
	}
	return Underscored(id)
}

// Underscored turns an id into words.
func Underscored(id string) string { return strings.ReplaceAll(id, "_", " ") }

func SentenceCase(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func JoinSentences(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

// PValue writes a probability as "p < 0.001" or "p 0.012".
func PValue(p float64) string {
	if p < .001 {
		return "p < 0.001"
	}
	return fmt.Sprintf("p %.3f", p)
}
