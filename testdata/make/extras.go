package main

import (
	"fmt"
	"strings"
)

// skills lists the required skills that the applicant has among others.
func (w *writer) skills() section {
	var list []string
	for _, s := range w.a.skills {
		list = append(list, spell(w.dice, s))
	}
	for _, s := range w.sample(w.b["skill.extra"], w.between(2, 8)) {
		if fits(s, w.lacking, w.words) {
			list = append(list, s)
		}
	}
	if w.chance(.4) {
		list = append(list, w.phrases("ff.code.skill", 1)...)
	}
	if w.chance(.45) {
		list = append(list, w.phrases("ff.employer.skill", w.between(1, 2))...)
	}
	w.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	s := section{kind: "skills"}
	switch {
	case w.style.prose:
		s.paragraphs = []string{fmt.Sprintf(w.pick(w.b["skill.sentence"]), strings.Join(list[:len(list)-1], ", "), list[len(list)-1])}
	case len(list) > 6 && w.chance(.4):
		k := len(list) / 2
		labels := strings.Split(w.pick(w.b["skill.labels"]), "|")
		s.pairs = [][2]string{{labels[0], strings.Join(list[:k], ", ")}, {labels[1], strings.Join(list[k:], ", ")}}
	default:
		s.paragraphs = []string{strings.Join(list, w.pick([]string{", ", ", ", " · ", "; ", " | "}))}
	}
	return s
}

// extras writes the sections after work, study and skills.
func (w *writer) extras() []section {
	more := map[string][]string{}
	put := func(kinds, key string, n int) {
		more[kinds] = append(more[kinds], w.phrases(key, n)...)
	}
	w.plantSignals(more, put)
	w.plantFriends(put)
	if w.chance(.35) {
		put("projects", "project.line", w.between(1, 2))
	}
	if w.chance(.45) || w.a.language != "en" {
		put("languages", "language.line", 1)
	}
	if w.chance(.4) {
		put("interests", "interest", 1)
	}
	if w.chance(.15) {
		put("references", "ff.referral.misc", 1)
	}
	var out []section
	for _, kind := range []string{"projects", "open", "publications", "awards", "courses", "more", "languages", "interests", "references"} {
		if len(more[kind]) > 0 {
			out = append(out, section{kind: kind, lines: more[kind]})
		}
	}
	return out
}

// plantSignals tells the true signals that no other place of the paper tells.
func (w *writer) plantSignals(more map[string][]string, put func(kinds, key string, n int)) {
	s := w.a.signals
	if s["open_source"] && !(w.used["open source told"] && w.chance(.6)) {
		kind := w.pick([]string{"open", "open", "projects", "more"})
		put(kind, "oss.line", w.between(1, 2))
		w.linkCode(more[kind])
	}
	switch {
	case s["kaggle_rank"]:
		put(w.pick([]string{"projects", "more", "projects"}), "kaggle.rank", 1)
	case s["kaggle"] && (!w.used["kaggle link"] || w.chance(.4)):
		put(w.pick([]string{"projects", "more"}), "kaggle.plain", 1)
	}
	if s["publication"] {
		n := w.between(1, 2)
		if w.a.degree == "phd" {
			n = w.between(2, 5)
		}
		for range n {
			more["publications"] = append(more["publications"], w.citation())
		}
	}
	if s["award"] {
		key := "award.line"
		if w.a.degree == "phd" && w.chance(.4) {
			key = "award.phd"
		}
		put(w.pick([]string{"awards", "awards", "awards", "more"}), key, 1)
		put("awards", "award.line", b2i(w.chance(.35)))
	}
	if s["online_course"] {
		put("courses", "course.line", w.between(1, 2))
	}
}

// plantFriends adds lines that look like signals and are none.
func (w *writer) plantFriends(put func(kinds, key string, n int)) {
	for _, f := range []struct {
		kind, key string
		p         float64
	}{{"more", "ff.open.misc", .12}, {"more", "ff.award.misc", .14}, {"more", "ff.school.misc", .06},
		{"courses", "ff.employer.misc", .12}, {"courses", "ff.course.misc", .16}} {
		if w.chance(f.p) {
			put(f.kind, f.key, 1)
		}
	}
}

// citation writes one authored paper with invented co-authors.
func (w *writer) citation() string {
	names := []string{"T. Halvorsby", "R. Indrasen", "L. Castelverd", "M. Oduyembe", "J. Wrenfield", "S. Takamori"}
	me := string([]rune(w.a.given)[:1]) + ". " + w.a.family
	authors := append([]string{me}, w.sample(names, w.between(1, 3))...)
	w.Shuffle(min(2, len(authors)), func(i, j int) { authors[i], authors[j] = authors[j], authors[i] })
	venue := w.phrase("pub.venue." + w.pick([]string{"top", "other", "other"}))
	if venue == "" {
		venue = "IEEE Access"
	}
	title := w.phrase("pub.title")
	if title == "" {
		title = "Notes on efficient inference"
	}
	year := w.between(2016, 2025)
	switch w.IntN(3) {
	case 0:
		return fmt.Sprintf("%s. %s. In Proc. %s, %d.", strings.Join(authors, ", "), title, venue, year)
	case 1:
		return fmt.Sprintf("%s (%d). %s. %s.", strings.Join(authors, ", "), year, title, venue)
	}
	return fmt.Sprintf("“%s”, %s, %s %d", title, strings.Join(authors, ", "), venue, year)
}

// writesMail reports whether the paper shows the address that the export has.
func (a applicant) writesMail() bool { return a.index%16 != 5 }

// linkCode adds a link to the own repository behind a program's name, for those
// whose profile is known: the address often stands in an annotation only.
func (w *writer) linkCode(lines []string) {
	for i, line := range lines {
		name := strings.Split(line, "`")
		if len(name) == 3 && w.a.signals["code_profile"] && w.chance(.5) {
			lines[i] = line + fmt.Sprintf(" ([%s](https://github.com/%s/%s))", w.pick([]string{"code", "repo", "source"}), handle(w.a), name[1])
		}
	}
}
