package join

import (
	"reflect"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/extract"
	"weaksignal/extract/decision/demographics"
	"weaksignal/extract/document"
)

// TestReadsCountPeople: one person with several applications counts once, as read if
// any of them was; who has no document found is counted apart; who isn't decided, not
// at all.
func TestReadsCountPeople(t *testing.T) {
	e := export(t, exportHead+
		"1,c1,,,a.pdf,R1,,screen,rejected,2026-01-01,2026-01-05,\n"+
		"2,c1,,,b.doc,R2,,screen,rejected,2026-01-01,2026-01-05,\n"+
		"3,c2,,,c.pdf,R1,,screen,advanced,2026-01-01,2026-01-05,\n"+
		"4,c3,,,d.doc,R1,,screen,rejected,2026-01-01,2026-01-05,\n"+
		"5,c4,,,gone.pdf,R1,,screen,rejected,2026-01-01,2026-01-05,\n"+
		"6,c5,,,e.doc,R1,,screen,rejected,2026-01-01,2026-01-05,\n"+
		"7,c6,,,f.pdf,R1,,screen,withdrawn,2026-01-01,2026-01-05,\n")
	docs := []extract.Document{doc("a.pdf"), doc("b.doc"), doc("c.pdf"), doc("d.doc"), doc("e.doc"), doc("f.pdf")}
	for _, i := range []int{1, 3, 4} {
		docs[i].Profile.Status, docs[i].Profile.Format = document.Unreadable, ""
	}
	in := input(e, docs...)
	in.Groups = &demographics.Groups{Attributes: []string{"sex"}}
	for i, label := range []string{"f", "f", "m", "m", "", "m"} {
		in.Groups.Rows = append(in.Groups.Rows, demographics.Row{CandidateID: []string{"c1", "c2", "c3", "c4", "c5", "c6"}[i], Labels: []string{label}})
	}
	j := joined(t, in)
	want := &result.ReadCounts{
		Formats: []result.FormatCount{{Format: noFormat, Documents: 3, Unreadable: 3}, {Format: "pdf", Documents: 3}},
		Attributes: []result.AttributeCount{{Attribute: "sex",
			Groups:  []result.ApplicantCount{{Group: "f", Applicants: 2}, {Group: "m", Applicants: 2, Unreadable: 1, Unmatched: 1}},
			Unknown: result.ApplicantCount{Applicants: 1, Unreadable: 1}}}}
	if !reflect.DeepEqual(j.Reads, want) {
		t.Errorf("got %+v, want %+v", j.Reads, want)
	}
}
