package simulate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"weaksignal/cmd/internal/simulate/resume"
)

// person is an applicant as a résumé and an export show one.
type person struct {
	id, name, email, file, format string
	applied                       time.Time
	document                      *resume.Document
}

// Ids of signals with a place of their own in a résumé or an export.
const (
	idReferral        = "referral"
	idEliteEmployer   = "elite_employer"
	idEliteSchool     = "elite_school"
	idPhD             = "phd"
	idYears           = "years_experience"
	idSkills          = "skills_match"
	falseFriendShare  = 0.25
	applicationsFirst = "2026-01-05"
	applicationsDays  = 90
)

// writable lists the ids that a résumé or its export can show.
func (w *wording) writable() []string {
	ids := []string{idReferral, idEliteEmployer, idEliteSchool, idPhD, idYears, idSkills}
	for id := range w.present {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// CheckResumes refuses what a résumé can't show or can't be told.
func (s *Spec) CheckResumes() error {
	w := words()
	if len(s.Roles) == 0 {
		return fmt.Errorf("résumés need at least one role in the spec")
	}
	for _, f := range s.Formats {
		if !slices.Contains(resume.Formats(), f) {
			return fmt.Errorf("formats: %q can't be written; known: %s", f, strings.Join(resume.Formats(), ", "))
		}
	}
	if len(s.Later) > 0 || s.Repeats > 1 {
		return fmt.Errorf("later and repeats are for tables; résumés are written for one stage and one application each")
	}
	for _, g := range s.Signals {
		if !slices.Contains(w.writable(), g.ID) {
			return fmt.Errorf("signals: %s can't be written into a résumé; known: %s", g.ID, strings.Join(w.writable(), ", "))
		}
		if g.misread() || g.Missing > 0 || g.Reliability > 0 || len(g.Unknown) > 0 {
			return fmt.Errorf("signals: %s: sensitivity, specificity, reliability, missing and unknown are for tables; a résumé is read by the program itself", g.ID)
		}
	}
	return nil
}

// value of a signal by id; ok is false where the spec hasn't got it.
func (a *Applicant) value(s *Spec, id string) (v float64, ok bool) {
	for j := range s.Signals {
		if s.Signals[j].ID == id {
			return a.True[j], true
		}
	}
	return 0, false
}

func (a *Applicant) has(s *Spec, id string) bool {
	v, _ := a.value(s, id)
	return v == 1
}

// formatShares of a usual pool, in the order of [resume.Formats]: md, html, docx, pdf.
func formatShares() []float64 { return []float64{.15, .15, .3, .4} }

// format draws one of the spec's formats, in the shares that they have among
// themselves in a usual pool.
func (s *Spec) format(d *dice) string {
	all, shares := resume.Formats(), formatShares()
	if len(s.Formats) == 0 {
		return all[d.pick(len(all), func(i int) float64 { return shares[i] })]
	}
	sum := 0.
	for i, f := range all {
		if slices.Contains(s.Formats, f) {
			sum += shares[i]
		}
	}
	return s.Formats[d.pick(len(s.Formats), func(i int) float64 { return shares[slices.Index(all, s.Formats[i])] / sum })]
}

func among(d *dice, list []string) string { return list[d.IntN(len(list))] }

// author writes what people hand in and what the tracking system says of them.
type author struct {
	*Population
	w *wording
	d *dice
}

// person makes the applicant's name, file and document.
func (r *author) person(a *Applicant) *person {
	r.d.at(r.spec.Seed, streamDocument, a.Index)
	first, last := among(r.d, r.w.first), among(r.d, r.w.last)
	letter := string(rune('A'+a.Index%26)) + "."
	out := &person{id: fmt.Sprintf("%d", 100001+a.Index), name: first + " " + letter + " " + last}
	out.email = strings.ToLower(fmt.Sprintf("%s.%s%d@example.org", first, last, a.Index+1))
	day, _ := time.Parse(time.DateOnly, applicationsFirst) // a constant
	out.applied = day.AddDate(0, 0, r.d.IntN(applicationsDays))
	out.format = r.spec.format(r.d)
	out.file = fmt.Sprintf("%s/cv-%s.%s", requisitionName(a.Requisition), out.id, out.format)
	out.document = r.document(a, out)
	return out
}

func (r *author) document(a *Applicant, who *person) *resume.Document {
	s := r.spec
	sections := map[string][]string{headWork: r.work(a, who.applied), headStudy: r.study(a, who.applied), headSkills: {r.skills(a)}}
	for _, id := range r.w.writable() {
		if _, planted := a.value(s, id); !planted {
			continue
		}
		said := r.w.present[id]
		if !a.has(s, id) {
			said = r.w.falseFriend[id]
			if r.d.Float64() >= falseFriendShare {
				continue
			}
		}
		if len(said.lines) > 0 {
			sections[said.heading] = append(sections[said.heading], among(r.d, said.lines))
		}
	}
	doc := &resume.Document{Name: who.name, Contact: who.email + " | " + among(r.d, r.w.towns)}
	for _, heading := range []string{headWork, headStudy, headSkills, headProjects, headPapers, headAwards} {
		if lines := sections[heading]; len(lines) > 0 {
			doc.Sections = append(doc.Sections, resume.Section{Heading: heading, Lines: lines})
		}
	}
	return doc
}

// work makes entries without gaps that add up to the years of experience at the
// application's date; the last one of them is at an elite employer where that is
// planted.
func (r *author) work(a *Applicant, applied time.Time) []string {
	years, ok := a.value(r.spec, idYears)
	if !ok {
		years = 4
	}
	// A month that a résumé names counts as worked to its end, but the month of the
	// application, where "present" ends, doesn't yet.
	months := max(int(years*12+.5), 6)
	end := applied
	var lines []string
	for first := true; months > 0; first = false {
		n := min(months, 24+r.d.IntN(36))
		if months-n < 12 {
			n = months
		}
		start := monthOf(end).AddDate(0, 1-n, 0)
		if first {
			start = monthOf(end).AddDate(0, -n, 0)
		}
		company, until := among(r.d, r.w.companies), monthOf(end).Format("Jan 2006")
		if first {
			until = "present"
			if a.has(r.spec, idEliteEmployer) {
				company = among(r.d, r.w.elite)
			}
		}
		lines = append(lines, fmt.Sprintf("%s, %s, %s – %s", among(r.d, r.w.titles), company, start.Format("Jan 2006"), until), among(r.d, r.w.tasks))
		months -= n
		end = start.AddDate(0, -1, 0)
	}
	return lines
}

func monthOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// study puts the degree before the first job.
func (r *author) study(a *Applicant, applied time.Time) []string {
	years, _ := a.value(r.spec, idYears)
	done := applied.Year() - int(years+.999) - 1
	school := among(r.d, r.w.schools)
	if a.has(r.spec, idEliteSchool) {
		school = among(r.d, r.w.eliteSchools)
	}
	lines := []string{fmt.Sprintf("B.Sc. Computer Science, %s, %d – %d", school, done-3, done)}
	if a.has(r.spec, idPhD) {
		lines[0] = fmt.Sprintf("B.Sc. Computer Science, %s, %d – %d", school, done-8, done-5)
		lines = append([]string{fmt.Sprintf("Ph.D. in Computer Science, %s, %d – %d", among(r.d, r.w.schools), done-5, done)}, lines...)
	}
	return lines
}

// skills lists as many of the required ones as skills_match says.
func (r *author) skills(a *Applicant) string {
	required := requiredSkills()
	share, ok := a.value(r.spec, idSkills)
	if !ok {
		share = .5
	}
	r.d.Shuffle(len(required), func(i, j int) { required[i], required[j] = required[j], required[i] })
	list := append(required[:int(share*float64(len(required))+.5)], among(r.d, r.w.skills))
	return strings.Join(list, ", ")
}
