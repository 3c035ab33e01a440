package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// selfCheck holds a paper's text against what is true of its applicant. It knows
// the words of the phrase lists, not how anybody detects signals.
func selfCheck(p pool, a applicant, b bank, doc paper) error {
	var text strings.Builder
	text.WriteString(plain(doc))
	for _, it := range doc.contact {
		text.WriteString("\n" + it.url)
	}
	body := text.String()
	required := p.roles[p.reqs[a.req].role].required
	got, want := says(unwrap(body), required, skillWords()), slices.Clone(a.skills)
	if !slices.Equal(got, want) {
		return fmt.Errorf("candidate %s: the text names skills %v, true are %v", a.candidate, got, want)
	}
	for signal, words := range map[string]string{
		"code_profile":   `github\.com/|gitlab\.com/|bitbucket\.org/|\.github\.io`,
		"open_source":    oneOf(b, "oss.line", "oss.job"),
		"kaggle_rank":    oneOf(b, "kaggle.rank"),
		"kaggle":         `kaggle\.com/|` + oneOf(b, "kaggle.rank", "kaggle.plain"),
		"online_course":  oneOf(b, "course.line"),
		"award":          oneOf(b, "award.line", "award.phd"),
		"publication":    `\b(19|20)\d\d(\.|$|\)\. )`,
		"elite_employer": `(?m)` + strings.Join(quoteAll(b["brand"]), "|"),
	} {
		found := inSections(doc, signal, regexp.MustCompile(words), body)
		if found != a.signals[signal] {
			return fmt.Errorf("candidate %s: the text says %s = %v, true is %v", a.candidate, signal, found, a.signals[signal])
		}
	}
	if strings.Contains(body, "{") {
		return fmt.Errorf("candidate %s: an unfilled slot", a.candidate)
	}
	return nil
}

// inSections looks for a signal where its phrases stand.
func inSections(doc paper, signal string, words *regexp.Regexp, body string) bool {
	switch signal {
	case "publication":
		return slices.ContainsFunc(doc.sections, func(s section) bool { return s.kind == "publications" })
	case "elite_employer":
		for _, s := range doc.sections {
			for _, e := range s.entries {
				if s.kind == "work" && words.MatchString(e.org) {
					return true
				}
			}
		}
		return false
	}
	return words.MatchString(unwrap(body))
}

// unwrap joins the broken lines of a plain paper.
func unwrap(s string) string { return regexp.MustCompile(`\s+`).ReplaceAllString(s, " ") }

// oneOf matches any phrase of the lists, slots standing for anything.
func oneOf(b bank, keys ...string) string {
	var parts []string
	for _, k := range keys {
		for _, phrase := range b[k] {
			var pieces []string
			for _, piece := range slot.Split(strings.ReplaceAll(phrase, "`", ""), -1) {
				pieces = append(pieces, regexp.QuoteMeta(piece))
			}
			parts = append(parts, strings.Join(pieces, ".{1,60}?"))
		}
	}
	return strings.Join(parts, "|")
}

func quoteAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = "^" + regexp.QuoteMeta(s) + "$"
	}
	return out
}
