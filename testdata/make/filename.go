package main

import (
	"fmt"
	"path"
	"strings"
)

// fileNames gives every document its path below the résumé folder: one folder per
// requisition, in it one per month, and names as people give them.
func fileNames(p pool) map[string]string {
	out, taken := map[string]string{}, map[string]bool{}
	folders := []string{"ml-engineer", "senior-ml-engineer", "ml-fraud", "rs-language", "rs-early-career", "rs-forecasting",
		"data-scientist", "senior-ds-pricing", "ds-operations", "research-engineer", "senior-re-training", "re-simulation"}
	for _, a := range p.applicants {
		d := roll(p.seed, "file", a.index)
		dir := path.Join(p.reqs[a.req].id+"-"+folders[a.req], a.applied.Format("2006-01"))
		for n := 1; ; n++ {
			file := path.Join(dir, fileStem(d, a, n)+extension(drawStyle(p.seed, a).format))
			if key := strings.ToLower(file); !taken[key] {
				taken[key] = true
				out[a.candidate] = file
				break
			}
		}
	}
	return out
}

func extension(format string) string {
	switch format {
	case "chromium", "libreoffice", "pdftex", "luatex":
		return ".pdf"
	}
	return "." + format
}

func fileStem(d dice, a applicant, n int) string {
	given, family := asciiTitle(a.given), asciiTitle(a.family)
	if a.joinsByID() {
		return fmt.Sprintf(d.pick([]string{"%[1]s_%[2]s_%[3]s", "%[3]s %[1]s %[2]s", "%[3]s-resume-%[2]s"}), given, strings.ReplaceAll(family, " ", "_"), a.candidate)
	}
	word := map[string][]string{"en": {"Resume", "resume", "CV", "cv", "Resume 2026", "resume_final", "CV_new", "Resume v3"}, "de": {"Lebenslauf", "CV", "Bewerbung"},
		"fr": {"CV", "cv 2026"}, "es": {"CV", "Curriculum"}}[a.language]
	w := d.pick(word)
	if n > 1 {
		w += fmt.Sprintf(" (%d)", n-1)
	}
	if a.joinsByFile() && d.chance(.4) {
		return w
	}
	f := d.pick([]string{"%[1]s %[2]s %[3]s", "%[1]s_%[2]s_%[3]s", "%[3]s - %[1]s %[2]s", "%[2]s_%[1]s_%[3]s", "%[3]s_%[2]s", "%[1]s%[2]s-%[3]s", "%[2]s, %[1]s - %[3]s", "%[1]s.%[2]s.%[3]s"})
	return fmt.Sprintf(f, given, family, w)
}

// asciiTitle folds accents and keeps capitals at the start of words.
func asciiTitle(s string) string {
	words := strings.Fields(fold(s))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}
