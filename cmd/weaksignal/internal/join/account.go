package join

import (
	"cmp"
	"path/filepath"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/table"
	"weaksignal/reports"
)

// account keeps the books: counts, reasons and the worklist.
type account struct {
	intake  result.Intake
	work    *Worklist
	reasons map[string]int
	routes  map[string]int
}

func newAccount() *account {
	return &account{work: &Worklist{}, reasons: map[string]int{}, routes: map[string]int{}}
}

// note puts one item on the worklist and counts its reason.
func (a *account) note(item reports.WorkItem) {
	a.list(item)
	a.reasons[item.Reason]++
}

// list puts one item on the worklist.
func (a *account) list(item reports.WorkItem) { a.work.add(item) }

// documents counts every document once: unreadable, else duplicate, else doubtful, else read.
func (a *account) documents(docs *extract.Documents) error {
	n := &a.intake.Documents
	for i := range docs.Len() {
		n.Found++
		switch {
		case docs.DuplicateOf(i) >= 0 && docs.HasText(i):
			n.Duplicate++
			a.note(reports.WorkItem{Kind: "document", File: docs.Path(i), Reason: "the same document stands in another file",
				Remedy: "nothing to do; the other file is " + docs.Path(docs.DuplicateOf(i))})
			continue
		case docs.Whole(i):
			n.Read++
			continue
		}
		p, err := docs.Brief(i)
		if err != nil {
			return err
		}
		if p.HasText() {
			n.Doubtful++
			a.note(reports.WorkItem{Kind: "document", File: docs.Path(i), Reason: "doubtful (" + string(p.Doubt) + "): it was read, but perhaps not understood", Remedy: p.Reason + ": " + p.Remedy})
			continue
		}
		n.Unreadable++
		a.note(reports.WorkItem{Kind: "document", File: docs.Path(i), Reason: cmp.Or(p.Reason, "it could not be read"), Remedy: p.Remedy})
	}
	return nil
}

// uses is what became of each document.
type uses struct {
	m *matcher
	// used by an application; another version of one that was used; a letter beside one.
	used, other, letter []bool
}

func newUses(m *matcher) *uses {
	n := m.files.count()
	return &uses{m, make([]bool, n), make([]bool, n), make([]bool, n)}
}

// note takes in the match of one application.
func (u *uses) note(found match) {
	if found.doc >= 0 {
		u.used[found.doc] = true
	}
	for _, d := range found.others {
		u.other[d] = true
		if k := u.m.files.file(d).kind; k == notResume || k < byContent && found.doc >= 0 && u.m.files.file(found.doc).kind >= byContent {
			u.letter[d] = true
		}
	}
}

// unusedDocuments lists readable documents that no application has.
func (a *account) unusedDocuments(docs *extract.Documents, u *uses) {
	used, other, letter, ambiguous := u.used, u.other, u.letter, u.m.ambiguous
	for i := range docs.Len() {
		if used[i] || !docs.HasText(i) || docs.DuplicateOf(i) >= 0 {
			continue
		}
		item := reports.WorkItem{Kind: "document", File: docs.Path(i), Reason: "no application belongs to it",
			Remedy: "put the application or candidate id into its name, or name it in a résumé column; nothing to do if it belongs to another period"}
		switch {
		case letter[i]:
			item.Reason, item.Remedy = "it is no résumé but a cover letter, certificate or transcript beside one", "nothing to do"
			a.intake.Documents.Other++
			a.intake.Documents.Read--
		case ambiguous.at(i) != "":
			item.Reason = ambiguous.at(i)
			item.Remedy = "put the application or candidate id into its name"
		case other[i]:
			item.Reason, item.Remedy = "another version of a candidate's résumé was used", "remove the version that was not screened, if it is the one that was used"
		}
		a.note(item)
	}
}

// tables lists the rows and cells of the export that could not be used as they stand.
func (a *account) tables(e *decision.Export) {
	n := &a.intake.Applications
	n.Rows = e.Len() + e.Problems.Rows
	n.Excluded += e.Problems.Rows
	n.Unusable += e.Problems.Rows
	a.problems("row", e.Problems)
	a.sheets(e.Sheets)
	a.dates(e.Mapping.Dates)
	for _, g := range e.Guards {
		a.intake.Warnings = append(a.intake.Warnings, g.Error.Reason+". "+g.Error.Remedy)
	}
}

func (a *account) sheets(sheets []table.Sheet) {
	for _, s := range sheets {
		a.intake.Sheets = append(a.intake.Sheets, result.SheetCount{File: filepath.Base(s.File), Sheet: s.Sheet, Rows: s.Rows, Read: s.Read})
	}
}

func (a *account) dates(columns []dates.Report) {
	for _, d := range columns {
		a.intake.Dates = append(a.intake.Dates, result.DateCount{Column: d.Header, Example: d.Example, ReadAs: d.Read,
			Rows: d.Rows, Unread: d.Unread, First: d.First, Last: d.Last})
	}
}

func (a *account) problems(kind string, p doubt.Problems) {
	listed := 0
	for _, q := range p.List {
		a.list(reports.WorkItem{Kind: kind, File: q.File, Row: q.Row, Column: q.Column, Reason: q.Reason, Remedy: q.Remedy})
		n := min(max(q.Times, 1), doubt.MaxProblems-listed)
		a.reasons[q.Reason] += n
		listed += n
	}
	if more := p.Count - listed; more > 0 {
		a.reasons["further problems of the same kinds, not listed one by one"] += more
	}
}

// unmatched counts an application without a document.
func (a *account) unmatched(app decision.Application, m match) {
	a.intake.Applications.Unmatched++
	a.application(app, m.reason, m.remedy)
}

// excluded counts an application that is no selection decision, or not to be audited.
func (a *account) excluded(app decision.Application, reason, remedy string) {
	a.intake.Applications.Excluded++
	a.application(app, reason, remedy)
}

func (a *account) application(app decision.Application, reason, remedy string) {
	a.note(reports.WorkItem{Kind: "application", File: app.File, Row: app.Row, Reason: reason, Remedy: remedy})
}

// close sorts reasons and routes, so that equal inputs give equal records.
func (a *account) close() {
	a.intake.Reasons = counted(a.reasons)
	a.intake.Join = counted(a.routes)
}

func counted(m map[string]int) []result.ReasonCount {
	out := make([]result.ReasonCount, 0, len(m))
	for reason, n := range m {
		out = append(out, result.ReasonCount{Reason: reason, Count: n})
	}
	slices.SortFunc(out, func(x, y result.ReasonCount) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Reason, y.Reason))
	})
	return out
}
