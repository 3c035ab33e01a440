package join

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"weaksignal/audit/dataset"
	"weaksignal/extract"
	"weaksignal/extract/decision"
)

// FromExport joins documents and groups to the applications of an export. An
// *[decision.InputError] means that the audit would mislead.
func FromExport(ctx context.Context, in Input) (*Joined, error) {
	if err := in.Export.Err(); err != nil {
		return nil, err
	}
	placings := in.Export.Placings()
	if !in.Since.IsZero() || !in.Until.IsZero() {
		if err := placings.Err(decision.RemedyUndated); err != nil {
			return nil, err
		}
	}
	m := &matcher{files: filesOf(in.Documents, in.Modified), export: in.Export, hashEmail: in.HashEmail, hashName: in.HashName}
	m.make = in.finder
	defer m.close()
	j := &exportJoin{Input: in, account: newAccount(), roster: newRoster(in.Roles), groups: newGroupIndex(in.Groups, &m.indexes), screeners: map[string]string{}, decided: Days{}}
	m.find()
	j.matcher, j.uses, j.people = m, newUses(m), m.people
	j.reads = newReads(j.groups.attributes(), j.people.n)
	j.roles = make([]int32, in.Export.Len())
	for i := range j.roles {
		a := in.Export.At(i)
		j.roles[i] = int32(j.roster.of(a.Role, a.Requisition))
	}
	if err := j.account.documents(in.Documents); err != nil {
		return nil, err
	}
	j.account.tables(in.Export)
	if note := placings.Note(); note != "" && !(in.Since.IsZero() && in.Until.IsZero()) {
		j.account.intake.Warnings = append(j.account.intake.Warnings, note)
	}
	if err := j.build(ctx); err != nil {
		return nil, err
	}
	j.account.unusedDocuments(in.Documents, j.uses)
	j.groups.account(j.account)
	if err := errors.Join(m.err, in.Documents.Err()); err != nil {
		return nil, fmt.Errorf("join: %w", err)
	}
	return j.joined()
}

// date drops the zone: the export's dates are calendar days.
func date(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// exportJoin is one join under way.
type exportJoin struct {
	Input
	account   *account
	roster    *roster
	groups    *groupIndex
	reads     *reads
	people    *people
	matcher   *matcher
	uses      *uses
	roles     []int32
	spec      dataset.Spec
	builder   *dataset.Builder
	pairs     []Pair
	forgotten []string
	screeners map[string]string
	from      time.Time
	until     time.Time
	decided   Days
	// found counts decided applications by whether they were rejected [1] or not [0], and
	// whether they found a document [1] or not [0].
	found [2][2]int
}

func (j *exportJoin) build(ctx context.Context) (err error) {
	if len(j.roster.roles) == 0 {
		j.roster.roles = []Role{{}}
	}
	names, undeclared := j.roster.names()
	j.spec = dataset.Spec{Roles: names, Undeclared: undeclared, Signals: j.roster.blocks(j.Signals), Attributes: j.groups.attributes(), Stages: j.Export.Funnel,
		KeepApplications: j.KeepApplications}
	if j.builder, err = dataset.NewBuilder(j.spec); err != nil {
		return err
	}
	suppressed := map[string]bool{}
	for _, p := range j.Suppressed {
		suppressed[p] = true
	}
	var steps []decision.Step
	row := &dataset.Row{Values: make([]float64, len(j.spec.Signals)), Stages: make([]dataset.StageRow, len(j.spec.Stages))}
	for i := range j.Export.Len() {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		app, found := j.Export.At(i), j.matcher.match(i)
		j.uses.note(found)
		person := j.person(app)
		row.Groups = j.groups.labels(app)
		steps = j.Export.Steps(i, steps[:0])
		decided := slices.ContainsFunc(steps, isDecision)
		if decided && app.Problem == "" && !suppressed[person] {
			j.decided.add(app.Placed, 1)
		}
		reason, remedy := j.leftOut(app, suppressed[person])
		if suppressed[person] {
			j.forget(found)
			app.Row = 0 // the row would name the person
		}
		if reason != "" {
			j.account.excluded(app, reason, remedy)
			if app.Problem != "" && !suppressed[person] {
				j.account.intake.Applications.Unusable++
			}
			continue
		}
		if !decided {
			j.account.excluded(app, notDecided(app.Outcome), "nothing to do: it is no decision for or against the applicant")
		}
		if decided {
			j.found[index(app.Outcome == decision.Rejected)][index(found.doc >= 0)]++
		}
		if found.doc < 0 {
			if decided {
				j.account.unmatched(app, found)
				j.reads.note(j.people.of[i], row.Groups, unmatched)
			}
			continue
		}
		if err := j.take(row, i, found, person, steps, decided); err != nil {
			return fmt.Errorf("%s, row %d: %w", app.File, app.Row, err)
		}
	}
	return nil
}

// take adds an application with its document to the dataset.
func (j *exportJoin) take(row *dataset.Row, i int, found match, person string, steps []decision.Step, decided bool) error {
	app := j.Export.At(i)
	p, err := j.Documents.Brief(found.doc)
	if err != nil {
		return err
	}
	if decided {
		how := unreadable
		if p.Whole() {
			how = readable
		}
		j.reads.note(j.people.of[i], row.Groups, how)
		j.audited(app, i, found)
	}
	j.fill(row, app, i, p, person, steps)
	return j.builder.Add(row)
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unevenJoin is the difference between the shares of rejected and other applications
// that find their résumé from which the join itself changes who is compared.
const unevenJoin = 0.1

// uneven warns where applications of one outcome find their résumé less often.
func (j *exportJoin) uneven() string {
	share := func(k int) (float64, int) {
		n := j.found[k][0] + j.found[k][1]
		return float64(j.found[k][1]) / float64(max(n, 1)), n
	}
	on, nOn := share(0)
	out, nOut := share(1)
	if nOn == 0 || nOut == 0 || math.Abs(on-out) < unevenJoin {
		return ""
	}
	return fmt.Sprintf("Rejected applications find their résumé less or more often than the others: %d of %d against %d of %d. Who is left out changes who is compared", j.found[1][1], nOut, j.found[0][1], nOn)
}

// forget lists every document of a suppressed candidate, used or not.
func (j *exportJoin) forget(m match) {
	for _, d := range append([]int{m.doc}, m.others...) {
		if d >= 0 {
			j.forgotten = append(j.forgotten, j.Documents.SHA256(d))
		}
	}
}

func isDecision(s decision.Step) bool {
	return s.Status == decision.Passed || s.Status == decision.TurnedDown
}

// leftOut says why an application is no part of the audit at all. One without a
// decision yet is part of it: the share of those by signal is printed.
func (j *exportJoin) leftOut(app decision.Application, suppressed bool) (reason, remedy string) {
	switch {
	case suppressed:
		return "the candidate is on the suppression list", "nothing to do"
	case app.Problem != "":
		return app.Problem, app.Remedy
	case Within(app.Placed, j.Since, j.Until):
		return "", ""
	case app.Placed.IsZero():
		return undated, "export the date of decision or of the application, or audit without --since and --until"
	}
	return outside, "nothing to do"
}

// Reasons of what is no part of a period.
const (
	undated = "it has no date of decision, transition or application, and a period is audited"
	outside = "decided outside the period audited"
)

// Within reports whether an application decided on a day belongs to the period
// [since, until), by calendar days; zero is open. Without a date of decision it is
// in no period.
func Within(d, since, until time.Time) bool {
	if since.IsZero() && until.IsZero() {
		return true
	}
	since, until = date(since), date(until)
	return !d.IsZero() && (since.IsZero() || !d.Before(since)) && (until.IsZero() || d.Before(until))
}

func notDecided(o decision.Outcome) string {
	switch o {
	case decision.Withdrawn:
		return "withdrawn by the applicant before a decision"
	case decision.Pending, decision.OutcomeUnknown:
		return "pending: no decision yet"
	case decision.Transferred:
		return "transferred to another requisition"
	case decision.Prospect:
		return "a prospect or lead: no application"
	}
	return "ended without a selection decision"
}

func (j *exportJoin) person(a decision.Application) string {
	if j.people.key(a) == "" {
		return j.Pseudonym.Applicant("application " + a.ApplicationID)
	}
	return j.Pseudonym.Applicant(PersonKey(a))
}

// PersonKey is what the pseudonym of an applicant is made of: the candidate id,
// else e-mail or name, else the application.
func PersonKey(a decision.Application) string {
	key := a.CandidateID
	if key == "" {
		key = personKey(a)
	}
	if key == "" {
		key = "application " + a.ApplicationID
	}
	return key
}

// audited keeps what resolves the row for whoever holds the inputs.
func (j *exportJoin) audited(app decision.Application, i int, m match) {
	j.account.intake.Applications.Audited++
	if !j.Documents.Whole(m.doc) {
		j.account.intake.Applications.Unread++
	}
	j.account.routes[m.route.String()]++
	j.pairs = append(j.pairs, Pair{Application: int32(i), Document: int32(m.doc), route: m.route})
	if t := app.Decided; !t.IsZero() {
		if j.from.IsZero() || t.Before(j.from) {
			j.from = t
		}
		if t.After(j.until) {
			j.until = t
		}
	}
}

// fill writes one application into the row.
func (j *exportJoin) fill(row *dataset.Row, app decision.Application, i int, p *extract.Profile, person string, steps []decision.Step) {
	role := j.roster.roles[j.roles[i]]
	at := app.Applied
	if at.IsZero() {
		at = app.Decided // the nearest date that is known
	}
	row.Application, row.Person = person, person
	row.Requisition, row.Role, row.Level = app.Requisition, int(j.roles[i]), app.Level
	row.Source, row.Route, row.Format = app.Source, p.Reading.Route, string(p.Format)
	row.Openings, row.TextKey = app.Openings, p.Keys.Text
	row.Period = ""
	if !app.Placed.IsZero() {
		row.Period = app.Placed.Format("2006-01")
	}
	for k, s := range j.spec.Signals {
		switch {
		case s.Derived:
			row.Values[k] = measure(s.ID, p, role, at)
		case j.Signals[k].FromExport:
			row.Values[k] = fromExport(s.ID, app)
		default:
			row.Values[k] = fromText(s.ID, p)
		}
	}
	for k, s := range steps {
		row.Stages[k] = dataset.StageRow{Status: status(s.Status), Screener: j.screener(s.Screener), Trained: s.Trained, Reason: s.Reason, Reviews: reviews(s, j.screener)}
	}
}

// fromExport is a signal that the export's columns decide, never the résumé.
func fromExport(id string, app decision.Application) float64 {
	switch {
	case id == "referral" && app.Referral != nil:
		return flag(*app.Referral)
	case id == "campus_source" && app.Source != "":
		return flag(app.Source == "campus")
	}
	return math.NaN()
}

// fromText is a signal of the résumé; NaN where the document was not read, is
// doubtful, or does not allow an answer. What was found in a doubtful document does
// not count here either: with its absences unknown, it would lift the prevalence.
func fromText(id string, p *extract.Profile) float64 {
	if !p.Whole() {
		return math.NaN()
	}
	f, ok := p.Reading.Findings[id]
	if !ok || f.Present == nil {
		return math.NaN()
	}
	return flag(*f.Present)
}

func status(s decision.Status) dataset.Status {
	switch s {
	case decision.Passed:
		return dataset.Advanced
	case decision.TurnedDown:
		return dataset.Rejected
	case decision.Excluded:
		return dataset.Excluded
	case decision.Skipped:
		return dataset.Skipped
	}
	return dataset.NotEntered
}

// reviews are the judgements of several screeners, under pseudonyms.
func reviews(s decision.Step, pseudonym func(string) string) []dataset.Review {
	var out []dataset.Review
	for _, r := range s.Reviews {
		out = append(out, dataset.Review{Screener: pseudonym(r.Screener), Advanced: r.Passed, Trained: r.Trained})
	}
	return out
}

func (j *exportJoin) screener(name string) string {
	if name == "" {
		return ""
	}
	p, ok := j.screeners[name]
	if !ok {
		p = j.Pseudonym.Screener(name)
		j.screeners[name] = p
	}
	return p
}

func (j *exportJoin) joined() (*Joined, error) {
	a := j.account
	a.texts(j.Export, j.Roles)
	a.close()
	if warning := j.uneven(); warning != "" {
		a.intake.Warnings = append(a.intake.Warnings, warning)
	}
	a.intake.UndeclaredRoles = j.spec.Undeclared
	if !j.from.IsZero() {
		a.intake.PeriodFrom, a.intake.PeriodUntil = j.from.Format(time.DateOnly), j.until.Format(time.DateOnly)
	}
	forgotten, paths := remembered(j.Documents, j.forgotten)
	work, err := a.work.withoutNames(paths)
	if err != nil {
		return nil, err
	}
	return &Joined{Dataset: j.builder.Dataset(), Intake: a.intake, Worklist: work, Roles: j.roster.roles, Pairs: j.pairs,
		Forgotten: forgotten, ForgottenPaths: paths,
		Reads: j.reads.counts(j.Documents), Decided: j.decided}, nil
}
