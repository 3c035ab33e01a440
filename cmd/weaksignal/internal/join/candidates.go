package join

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"time"
	"unsafe"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/doubt"
	"weaksignal/reports"
)

// TableInput is a candidates table and how to read it.
type TableInput struct {
	Path      string
	Spec      decision.TableSpec
	Roles     []Role
	Pseudonym Pseudonymiser
	// Since and Until bound the decisions audited, [Since, Until); zero = open.
	Since, Until time.Time
	// Suppressed candidates (pseudonyms) are left out and counted.
	Suppressed []string
	// KeepApplications keeps the pseudonym of each row, for a report that lists applications.
	KeepApplications bool
}

// FromCandidates builds the audit's input from a candidates table. Links are not
// kept, since a table may have a million rows: [CandidateLinks] makes them.
func FromCandidates(ctx context.Context, in TableInput) (*Joined, error) {
	table, err := decision.OpenCandidates(ctx, in.Path, in.Spec)
	if err != nil {
		return nil, err
	}
	j := newTableJoin(in.Spec, table.Report.Funnel, in.Roles, in.Pseudonym)
	j.path, j.account, j.spec.KeepApplications = in.Path, newAccount(), in.KeepApplications
	j.since, j.until = in.Since, in.Until
	for _, s := range in.Suppressed {
		j.suppressed[s] = true
	}
	if j.builder, err = dataset.NewBuilder(j.spec); err != nil {
		return nil, err
	}
	if err := table.Each(ctx, j.add); err != nil {
		return nil, err
	}
	if !in.Since.IsZero() || !in.Until.IsZero() {
		j.placings.File = in.Path
		if err := j.placings.Err("fill in the column table.decided_at, or audit without --since and --until"); err != nil {
			return nil, err
		}
	}
	return j.joined(&table.Report), nil
}

// CandidateLinks streams who stands behind which pseudonym.
func CandidateLinks(ctx context.Context, path string, spec decision.TableSpec, p Pseudonymiser, yield func(Link) error) error {
	table, err := decision.OpenCandidates(ctx, path, spec)
	if err != nil {
		return err
	}
	return table.Each(ctx, func(c *decision.CandidateRow) error {
		id := string([]byte(c.ID))
		return yield(Link{Applicant: p.Applicant(id), CandidateID: id, File: path, Row: c.Row})
	})
}

// tableJoin turns rows of a table into rows of the dataset.
type tableJoin struct {
	spec      dataset.Spec
	roster    *roster
	hasRoles  bool
	builder   *dataset.Builder
	pseudonym Pseudonymiser
	screeners map[string]string
	row       dataset.Row
	person    [8]byte
	audited   int
	// suppressed pseudonyms; looked up only if there are any.
	suppressed map[string]bool
	path       string
	account    *account
	// since and until bound the period; first and last are the days audited.
	since, until time.Time
	first, last  time.Time
	decided      Days
	left         int // rows left out by period
	placings     decision.Placings
}

func newTableJoin(spec decision.TableSpec, funnel []string, roles []Role, p Pseudonymiser) *tableJoin {
	j := &tableJoin{roster: newRoster(roles), pseudonym: p, screeners: map[string]string{"": ""}, suppressed: map[string]bool{}, decided: Days{}}
	j.hasRoles = spec.Role != "" && len(roles) > 0
	names := []string{""}
	if j.hasRoles {
		// One role for all titles that nobody declared: the table declares for them.
		names = nil
		for _, r := range roles {
			names = append(names, r.Name)
		}
		names = append(names, otherRoles)
	}
	j.spec = dataset.Spec{Roles: names, Attributes: spec.Groups, Context: spec.Context, Stages: funnel}
	for _, id := range slices.Concat(spec.Weak, spec.JobRelated) {
		block := result.Weak
		if slices.Contains(spec.JobRelated, id) {
			block = result.JobRelated
		}
		s := dataset.SignalSpec{ID: id}
		for k := range names {
			b := block
			if j.hasRoles && k < len(roles) && slices.Contains(roles[k].JobRelated, id) {
				b = result.JobRelated
			}
			s.Blocks = append(s.Blocks, b)
		}
		j.spec.Signals = append(j.spec.Signals, s)
	}
	if len(spec.JobRelated) == 0 {
		for k, name := range names {
			if !j.hasRoles || k == len(roles) || len(roles[k].JobRelated) == 0 {
				j.spec.Undeclared = append(j.spec.Undeclared, name)
			}
		}
	}
	j.row.Stages = make([]dataset.StageRow, len(funnel))
	return j
}

func (j *tableJoin) add(c *decision.CandidateRow) error {
	if len(j.suppressed) > 0 && j.suppressed[j.pseudonym.Applicant(c.ID)] {
		j.account.note(reports.WorkItem{Kind: "row", File: j.path, Reason: "the candidate is on the suppression list", Remedy: "nothing to do"})
		return nil
	}
	decided := slices.ContainsFunc(c.Steps, isDecision)
	if decided {
		j.decided.add(c.Decided, c.Times)
		j.place(c)
	}
	if !Within(c.Decided, j.since, j.until) {
		j.leaveOut(c)
		return nil
	}
	r := &j.row
	r.Person, r.Times = j.key(c.ID), c.Times
	if j.spec.KeepApplications {
		r.Application = j.pseudonym.Applicant(c.ID)
	}
	r.Requisition, r.Values, r.Context, r.Groups = c.Requisition, c.Values, c.Context, c.Groups
	if j.hasRoles {
		r.Role = min(j.roster.of(c.Role, c.Requisition), len(j.spec.Roles)-1)
	}
	r.Period = ""
	if !c.Decided.IsZero() {
		r.Period = c.Decided.Format("2006-01")
	}
	for k, s := range c.Steps {
		st := &r.Stages[k]
		st.Status, st.Reason, st.Screener, st.Reviews = status(s.Status), s.Reason, j.screener(s.Screener), reviews(s, j.screener)
	}
	if decided {
		j.count(c.Decided, c.Times)
	}
	if err := j.builder.Add(r); err != nil {
		return fmt.Errorf("row %d of the table: %w", c.Row, err)
	}
	return nil
}

// place counts a decided row by whether it has a date.
func (j *tableJoin) place(c *decision.CandidateRow) {
	by, outcome := decision.ByDecision, decision.Rejected
	if c.Decided.IsZero() {
		by = decision.Undated
	}
	for _, s := range c.Steps {
		if s.Status == decision.Passed {
			outcome = decision.Advanced
		}
		if s.Status == decision.TurnedDown {
			outcome = decision.Rejected
		}
	}
	j.placings.Add(outcome, by, c.Times)
}

func (j *tableJoin) count(day time.Time, times int) {
	j.audited += times
	if day.IsZero() {
		return
	}
	if j.first.IsZero() || day.Before(j.first) {
		j.first = day
	}
	if day.After(j.last) {
		j.last = day
	}
}

// leaveOut counts a row of another period, and lists as many as the other troubles of a table.
func (j *tableJoin) leaveOut(c *decision.CandidateRow) {
	item := reports.WorkItem{Kind: "row", File: j.path, Row: c.Row, Reason: outside, Remedy: "nothing to do"}
	if c.Decided.IsZero() {
		item.Reason, item.Remedy = undated, "fill in the date of decision, or audit without --since and --until"
	}
	if j.left < doubt.MaxProblems {
		j.account.list(item)
	}
	j.left += c.Times
	j.account.reasons[item.Reason] += c.Times
}

// key is an opaque 64-bit form of an id: the dataset only needs to tell people
// apart, and a keyed pseudonym costs a microsecond a row. It is valid until the
// next call.
func (j *tableJoin) key(id string) string {
	if id == "" {
		return ""
	}
	h := fnv.New64a()
	h.Write(unsafe.Slice(unsafe.StringData(id), len(id)))
	binary.LittleEndian.PutUint64(j.person[:], h.Sum64())
	return unsafe.String(&j.person[0], len(j.person))
}

func (j *tableJoin) screener(name string) string {
	s, ok := j.screeners[name]
	if !ok {
		s = j.pseudonym.Screener(name)
		j.screeners[name] = s
	}
	return s
}

func (j *tableJoin) joined(t *decision.TableReport) *Joined {
	a := j.account
	a.problems("row", t.Problems)
	a.sheets(t.Sheets)
	a.dates(t.Dates)
	a.outcomes(t.Texts)
	n := &a.intake.Applications
	n.Rows, n.Audited = t.Applications+t.Unusable, j.audited
	n.Excluded = n.Rows - n.Audited
	n.Unusable = t.Unusable
	if !j.first.IsZero() {
		a.intake.PeriodFrom, a.intake.PeriodUntil = j.first.Format(time.DateOnly), j.last.Format(time.DateOnly)
	}
	a.close()
	a.intake.Warnings = t.Warnings
	a.intake.UndeclaredRoles = j.spec.Undeclared
	roles := j.roster.roles
	return &Joined{Dataset: j.builder.Dataset().Canonical(), Intake: a.intake, Worklist: a.work, Roles: roles, Decided: j.decided, Table: t}
}
