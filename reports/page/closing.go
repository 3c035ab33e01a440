package page

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

const (
	maxReason = 90
	maxPerson = 40
)

// closingPage has the data, what was declared, limits and room to sign.
func closingPage(m *maker) Page {
	p := Page{Name: pageClosing, Title: titleClosing}
	p.Blocks = append(p.Blocks, data(m), declared(m), &List{Heading: headLimits, Items: limits(m), Cut: Cut{Least: 4, Give: 1}}, signOff(), &Text{Note, provenance(m)})
	return p
}

func data(m *maker) *Table {
	in := m.res.Intake
	t := &Table{Heading: headData, Columns: []Column{{Head: dataWhat, Span: 14}, {Head: dataNumber, Span: 10}}, Cut: Cut{Least: 5, Give: 3}}
	add := func(what, number string) { t.Rows = append(t.Rows, []Cell{text(what), text(number)}) }
	count := func(what string, n int) {
		if n > 0 {
			add(what, words.Grouped(n))
		}
	}
	add(dataRows, words.Grouped(in.Applications.Rows))
	add(dataAudited, words.Grouped(in.Applications.Audited))
	count(dataExcluded, in.Applications.Excluded)
	count(dataUnmatched, in.Applications.Unmatched)
	count(dataUnread, in.Applications.Unread)
	if in.Documents.Found > 0 {
		add(dataFiles, words.Grouped(in.Documents.Found))
		add(dataRead, words.Grouped(in.Documents.Read))
		count(dataDoubtful, in.Documents.Doubtful)
		count(dataUnreadable, in.Documents.Unreadable)
		count(dataDuplicate, in.Documents.Duplicate)
	}
	if in.Groups != nil {
		add(dataGroups, fmt.Sprintf(dataOf, words.Grouped(in.Groups.Joined), words.Grouped(in.Groups.Rows)))
	}
	if len(m.res.Stages) > 0 {
		st := m.res.Stages[0]
		add(dataStages, fmt.Sprintf(dataStagesAre, words.Counted(stageCount(m), "stage", "stages"), words.Counted(st.Requisitions, "requisition", "requisitions"), words.Counted(st.Screeners, "screener", "screeners")))
	}
	if stageCount(m) == 1 && m.Shown.Stages[0].Shade() == disclosure.Open {
		t0 := m.Shown.Stages[0]
		add(fmt.Sprintf(dataDecided, stage(m.res.Stages[0].Stage)), fmt.Sprintf(dataAdvanced, words.Grouped(t0.N()), words.Grouped(t0.Selected()),
			words.Figure(100*float64(t0.Selected())/float64(t0.N()), 0)))
	}
	if p := period(m); p != "" {
		add(dataPeriod, in.PeriodFrom+" to "+in.PeriodUntil)
	}
	return t
}

func stageCount(m *maker) int {
	n := len(m.res.Stages)
	if n > 1 && m.res.Stages[n-1].Stage == result.BottomLine {
		n--
	}
	return n
}

// declared has a row for each criterion: its reason, who declared it and when.
func declared(m *maker) *Table {
	t := &Table{Heading: headDeclared, Cut: Cut{Least: 3, Give: 2}, Columns: []Column{{Head: declaredRole, Span: 5}, {Head: declaredWhat, Span: 5}, {Head: declaredReason, Span: 7},
		{Head: declaredBy, Span: 4}, {Head: declaredDate, Span: 3}}}
	var without []string
	for _, r := range m.Roles {
		role := clip(r.Name, maxLabel)
		if len(r.JobRelated) == 0 {
			without = append(without, role)
		}
		var bare []string
		for _, id := range r.JobRelated {
			d := declarationOf(r, id)
			if d == nil {
				bare = append(bare, m.name(id))
				continue
			}
			t.Rows = append(t.Rows, []Cell{text(role), text(m.label(id)), text(clip(d.Reason, maxReason)), text(clip(d.By, maxPerson)), text(d.Date)})
		}
		if len(bare) > 0 {
			t.Rows = append(t.Rows, []Cell{text(role), text(words.SentenceCase(words.List(bare))), text(declaredNoWhy), {}, {}})
		}
	}
	if len(without) > 0 {
		t.Rows = append(t.Rows, []Cell{text(words.List(upTo(without, maxReason))), text(declaredNothing), {}, {}, {}})
	}
	if len(t.Rows) == 0 {
		what := declaredNothing
		if m.anyRelated() {
			what = declaredColumns
		}
		t.Rows = append(t.Rows, []Cell{text(words.SentenceCase(words.AllRoles)), text(what), text(declaredNoWhy), {}, {}})
	}
	if !slices.ContainsFunc(t.Rows, func(r []Cell) bool { return r[3].Text != "" || r[4].Text != "" }) {
		for i := range t.Rows { // nobody and no date is recorded: their room goes to the criteria
			t.Rows[i] = t.Rows[i][:3]
		}
		t.Columns = []Column{{Head: declaredRole, Span: 7}, {Head: declaredWhat, Span: 12}, {Head: declaredReason, Span: 5}}
	}
	return t
}

func declarationOf(r Role, criterion string) *Declaration {
	for k := range r.Declared {
		if r.Declared[k].Criterion == criterion {
			return &r.Declared[k]
		}
	}
	return nil
}

func limits(m *maker) []string {
	out := []string{limitCause}
	if m.among() == amongUnadjusted {
		out[0] = limitUnadjusted
	}
	if i := m.first(); i >= 0 {
		out = append(out, fmt.Sprintf(limitVerdict, margin(m.res.Stages[i]), margin(m.res.Stages[i]), words.Figure(100*level(m, i), marginDigits(level(m, i)))))
	}
	out = append(out, limitSmall)
	switch in := m.res.Intake; {
	case m.res.ExtractionError != nil:
		out = append(out, limitReviewed)
	case in.Documents.Found > 0:
		out = append(out, limitReading)
	default:
		out = append(out, limitTable)
	}
	if in := m.res.Intake.Applications; in.Unread > 0 {
		out = append(out, fmt.Sprintf(limitUnknown, words.Grouped(in.Unread)))
	}
	return append(out, limitSelf)
}

// level of the ranges of a stage; 95 % where none is estimable.
func level(m *maker, i int) float64 {
	for _, s := range m.res.Stages[i].Signals {
		if s.Effect.Level > 0 {
			return s.Effect.Level
		}
	}
	return .95
}

func signOff() *Table {
	t := &Table{Heading: headSign, Lines: true, Columns: []Column{{Head: signRole, Span: 6}, {Head: signName, Span: 7}, {Head: signDate, Span: 4}, {Head: signSignature, Span: 7}}}
	for _, who := range []string{signPrepared, signCounsel, signOwner} {
		t.Rows = append(t.Rows, []Cell{text(who), {}, {}, {}})
	}
	return t
}

func provenance(m *maker) string {
	run := m.res.Run
	short := func(s string) string { return s[:min(len(s), 12)] }
	return fmt.Sprintf(provenanceOf, run.ID, short(run.ConfigSHA256), short(run.CatalogueVersion), run.Seed)
}
