package main

import (
	"fmt"
	"strings"
)

// eliteSchool draws a listed school that is near the applicant's way.
func (w *writer) eliteSchool() string {
	key := "elite.us"
	switch {
	case w.a.culture == "eastasian" && w.chance(.5):
		key = "elite.east"
	case w.a.culture == "southasian" && w.chance(.55):
		key = "elite.in"
	case contains([]string{"uk", "de", "fr", "es", "in"}, w.a.country):
		key = "elite." + w.a.country
	}
	return w.pick(w.b[key])
}

func (w *writer) plainSchool() string {
	key := w.market()
	if w.a.culture == "southasian" && w.chance(.6) {
		key = "in"
	}
	if s := w.phrase("school." + key); s != "" {
		return s
	}
	return w.pick(w.b["school.us"])
}

// education writes the degrees, latest first. Exactly one degree is from a listed
// school if the applicant has that signal.
func (w *writer) education() []entry {
	levels := map[string][]string{"phd": {"phd", "masters", "bachelor"}, "masters": {"masters", "bachelor"},
		"bachelor": {"bachelor"}, "none": {"none"}}[w.a.degree]
	if w.a.degree == "phd" && w.chance(.3) {
		levels = []string{"phd", "bachelor"}
	}
	at := w.began - month(w.between(0, 7))
	listed := w.IntN(len(levels))
	var out []entry
	for i, level := range levels {
		length := month(map[string]int{"phd": 54, "masters": 22, "bachelor": 42, "none": 24}[level] + w.between(-6, 6))
		s := span{at - length, at - 1}
		e := entry{title: w.degree(level)}
		if i == 0 && level != "none" && w.a.months < 40 && w.chance(.2) {
			s = span{monthOf(w.a.applied) - month(w.between(8, 22)), 0}
			at = s.first
		}
		e.dates = s.studied(w.dice, w.a.language)
		at -= length + month(w.between(0, 5))
		switch {
		case level == "none":
			e.org = w.a.city
		case w.a.signals["elite_school"] && i == listed:
			e.org = w.elite["elite"]
		default:
			e.org = w.plainSchool()
		}
		w.annotate(&e, level)
		out = append(out, e)
	}
	return out
}

// degree writes a degree's name with a field.
func (w *writer) degree(level string) string {
	fields := "field"
	if level == "bachelor" && w.chance(.12) {
		fields = "field.far"
	}
	field := w.phrase(fields)
	if field == "" {
		field = w.b["field"][0]
	}
	return strings.ReplaceAll(w.pick(w.b["degree."+level]), "{field}", field)
}

// annotate adds notes to a degree: thesis, false friends.
func (w *writer) annotate(e *entry, level string) {
	if (level == "phd" || level == "masters") && w.chance(.5) {
		e.bullets = append(e.bullets, w.phrases("thesis", 1)...)
	}
	if level != "none" && w.chance(.10) {
		e.bullets = append(e.bullets, w.phrases("ff.school", 1)...)
	}
	if level != "none" && w.chance(.08) {
		e.bullets = append(e.bullets, w.phrases("ff.award.grade", 1)...)
	}
}

// handle is the applicant's name on a code host; the number makes it nobody's.
func handle(a applicant) string {
	return strings.NewReplacer(" ", "", "-", "").Replace(fold(a.family)) + fmt.Sprintf("%c%04d", fold(a.given)[0], 1000+a.index*23%9000)
}

// contact writes the contact block.
func (w *writer) contact() []item {
	var out []item
	host := w.pick([]string{"github.com/", "github.com/", "github.com/", "gitlab.com/", "bitbucket.org/"})
	h := handle(w.a)
	link := func(word, address string) item {
		if w.style.anchors {
			return item{word, "https://" + address}
		}
		return item{address, "https://" + address}
	}
	if w.chance(.8) {
		out = append(out, item{w.a.city, ""})
	}
	if w.a.writesMail() {
		out = append(out, item{w.a.email, "mailto:" + w.a.email})
	}
	if w.chance(.85) {
		out = append(out, item{w.a.phone, ""})
	}
	if w.chance(.55) {
		out = append(out, link("LinkedIn", "www.linkedin.com/in/"+h))
	}
	if w.a.signals["code_profile"] {
		if w.chance(.12) {
			out = append(out, link("Website", h+".github.io"))
		} else {
			out = append(out, link(map[string]string{"gi": "GitHub", "it": "GitLab", "bi": "Bitbucket"}[hostKey(host)], host+h))
		}
	}
	if w.a.signals["kaggle"] && w.chance(.5) {
		out = append(out, link("Kaggle", "www.kaggle.com/"+h))
		w.used["kaggle link"] = true
	}
	return out
}

func hostKey(host string) string {
	switch host {
	case "gitlab.com/":
		return "it"
	case "bitbucket.org/":
		return "bi"
	}
	return "gi"
}
