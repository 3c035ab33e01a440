package main

import (
	"fmt"
	"regexp"
	"strings"
)

// writer puts one applicant's paper together.
type writer struct {
	dice
	p       pool
	a       applicant
	b       bank
	style   style
	lacking []string
	used    map[string]bool // phrases already on this paper
	words   map[string]*regexp.Regexp
	began   month // of the first job
	elite   map[string]string
}

// writeCareer writes the paper of one applicant. It says exactly the signals and
// the required skills that are true of the applicant, and false friends of others.
func writeCareer(p pool, a applicant, b bank, st style) paper {
	w := &writer{dice: roll(p.seed, "career", a.index), p: p, a: a, b: b, style: st, used: map[string]bool{}, words: skillWords()}
	w.lacking = lacking(p.roles[p.reqs[a.req].role].required, a.skills)
	w.elite = map[string]string{"elite": w.eliteSchool(), "city": a.city, "employer": "", "handle": handle(a)}
	jobs := w.jobs()
	w.elite["employer"] = w.plainEmployer(jobs)
	out := paper{name: a.given + " " + a.family, style: st, language: a.language, contact: w.contact()}
	if w.chance(.45) {
		out.tagline = jobs[0].title
	}
	w.plantInJobs(jobs)
	work := section{kind: "work", entries: jobs}
	study := section{kind: "education", entries: w.education()}
	if w.chance(.6) {
		out.sections = append(out.sections, w.profile())
	}
	if st.education {
		out.sections = append(out.sections, study, work)
	} else {
		out.sections = append(out.sections, work, study)
	}
	skills := w.skills()
	if w.chance(.3) {
		out.sections = append([]section{skills}, out.sections...)
		if out.sections[1].kind == "profile" {
			out.sections[0], out.sections[1] = out.sections[1], out.sections[0]
		}
	} else {
		out.sections = append(out.sections, skills)
	}
	out.sections = append(out.sections, w.extras()...)
	for i := range out.sections {
		out.sections[i].heading = b.heading(w.dice, out.sections[i].kind)
	}
	return out
}

// phrases draws up to n unused phrases of a list that name no skill the applicant lacks.
func (w *writer) phrases(key string, n int) []string {
	var out []string
	list := w.b[key]
	for _, i := range w.Perm(len(list)) {
		if len(out) == n {
			break
		}
		if s := list[i]; !w.used[s] && fits(s, w.lacking, w.words) {
			w.used[s] = true
			filled := w.b.fill(w.dice, s, w.elite)
			if fits(filled, w.lacking, w.words) {
				out = append(out, filled)
			}
		}
	}
	return out
}

// phrase draws one phrase, or "" if none fits.
func (w *writer) phrase(key string) string {
	if got := w.phrases(key, 1); len(got) == 1 {
		return got[0]
	}
	return ""
}

func (w *writer) roleKey() string {
	return []string{"ml", "rs", "ds", "re"}[w.p.reqs[w.a.req].role]
}

// spans cuts the applicant's months of work into jobs, latest first, with a gap
// before some of them.
func (w *writer) spans() []span {
	n := 1
	for _, limit := range []int{16, 42, 84, 150} {
		if w.a.months > limit {
			n++
		}
	}
	lengths := make([]int, n)
	rest := w.a.months - 3*n
	for i := range lengths {
		share := rest / (n - i)
		if n-i > 1 {
			share = max(0, share+int(float64(share)*.6*(2*w.Float64()-1)))
		} else {
			share = rest
		}
		lengths[i] = 3 + share
		rest -= share
	}
	at := monthOf(w.a.applied) // first month after the job that is placed next
	out := make([]span, n)
	for i, months := range lengths {
		out[i].last = at - 1
		switch {
		case i == 0 && w.chance(.75):
			out[i].last = 0
		case i == 0 || w.chance(.2):
			at -= month(w.between(2, 16))
			out[i].last = at - 1
		}
		at -= month(months)
		out[i].first = at
	}
	return out
}

// jobs writes the work entries without the weak signals that stand in bullets.
func (w *writer) jobs() []entry {
	spans := w.spans()
	w.began = spans[len(spans)-1].first
	out := make([]entry, len(spans))
	changer := len(spans) > 2 && w.chance(.16)
	brand := -1
	if w.a.signals["elite_employer"] {
		brand = w.IntN(len(spans))
		changer = changer && brand < len(spans)-1
	}
	for i, s := range spans {
		e := entry{dates: s.write(w.style.dates, w.a.language), org: w.phrase("employer." + w.market())}
		if e.org == "" {
			e.org = w.phrase("employer.us")
		}
		e.place = w.a.city
		if w.chance(.3) {
			e.place = ""
		}
		if i == brand {
			e.org, e.place = w.pick(w.b["brand"]), ""
		}
		w.describe(&e, i, len(spans), changer && i == len(spans)-1, w.a.months)
		out[i] = e
	}
	return out
}

// describe gives a job its title and duties.
func (w *writer) describe(e *entry, i, n int, otherLife bool, months int) {
	key, level := w.roleKey(), "junior"
	if w.p.reqs[w.a.req].senior && i < 2 {
		level = "senior"
	}
	count := w.between(2, 5) - i
	if w.style.terse {
		count = w.between(0, 2)
	}
	count = max(count, b2i(i == 0))
	switch {
	case otherLife:
		job := strings.Split(w.phrase("other.job"), "|")
		e.title, e.org, e.bullets = job[0], job[1], job[2:]
		return
	case i == n-1 && n > 1 && months < 60 && w.chance(.6):
		e.title, e.bullets = w.phrase("title.intern"), w.phrases("work.junior", min(count, 1))
		return
	case i >= 2 || (i == n-1 && n > 1 && w.chance(.5)):
		e.title = w.phrase("title.early")
		e.bullets = append(w.phrases("work.junior", max(count, 1)), w.phrases("work.general", 1)...)
		return
	}
	e.title = w.pick(w.b["title."+key+"."+level])
	e.bullets = append(w.phrases("work."+key, count), w.phrases("work.general", b2i(w.chance(.6)))...)
}

// plantInJobs adds to the bullets what is told there: some of the true signals, and
// false friends.
func (w *writer) plantInJobs(jobs []entry) {
	add := func(key string, p float64) {
		if w.chance(p) {
			if s := w.phrase(key); s != "" {
				e := &jobs[w.IntN(len(jobs))]
				e.bullets = append(e.bullets, s)
			}
		}
	}
	if w.a.signals["open_source"] && w.chance(.25) {
		if s := w.phrase("oss.job"); s != "" {
			jobs[0].bullets = append(jobs[0].bullets, s)
			w.used["open source told"] = true
		}
	}
	add("ff.open.work", .22)
	add("ff.kaggle.work", .10)
	add("ff.pub.work", .20)
	add("ff.award.work", .08)
	add("ff.employer.work", .18)
	add("ff.degree.work", .20)
	add("ff.referral.work", .08)
}

// plainEmployer is an employer that is on no list, for prizes given by one.
func (w *writer) plainEmployer(jobs []entry) string {
	for _, j := range jobs {
		if !contains(w.b["brand"], j.org) {
			return j.org
		}
	}
	return w.pick(w.b["employer.us"])
}

func (w *writer) market() string {
	if contains([]string{"us", "uk", "de", "fr", "es", "in"}, w.a.country) {
		return w.a.country
	}
	return "us"
}

// profile writes the opening words.
func (w *writer) profile() section {
	s := section{kind: "profile", paragraphs: w.phrases("summary."+w.roleKey(), w.between(1, 2))}
	if w.a.months >= 24 && w.chance(.2) {
		s.paragraphs = append(s.paragraphs, fmt.Sprintf(w.pick(w.b["summary.years"]), w.a.months/12))
	}
	return s
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func b2i(b bool) int { return int(b2f(b)) }
