package join

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
	"weaksignal/extract/signal"
)

func groupsFile(t *testing.T, text string) *demographics.Groups {
	t.Helper()
	path := filepath.Join(t.TempDir(), "groups.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	g, err := demographics.Read(path, demographics.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

const twoRows = "application_id,candidate_id,requisition,stage,outcome\n00070020000,00040010000,R1,resume_screen,rejected\n00070020011,00040010007,R1,onsite,hired\n"

// TestLeadingZerosAreASecondTry: in file names and in the groups file.
func TestLeadingZerosAreASecondTry(t *testing.T) {
	e := export(t, twoRows)
	p := PreviewExport(held(doc("Ada_40010000.pdf"), doc("Bo_70020011.pdf")), e, groupsFile(t, "candidate_id,sex\n40010000,Female\n40010007,Male\n"))
	if p.Matched != 2 || p.GroupRows != 2 || p.Groups != 2 {
		t.Errorf("%+v: want 2 of 2 by id and 2 rows of groups", p)
	}
}

// TestNothingJoins: it is said before anything is read.
func TestNothingJoins(t *testing.T) {
	e := export(t, twoRows)
	docs := []extract.Document{doc("Ada.pdf")}
	for _, test := range []struct {
		name string
		docs []extract.Document
		g    *demographics.Groups
		want []string
	}{
		{"no document", docs, nil, []string{"none of the 2 applications finds one of the 1 documents", "put the ids into the files' names"}},
		{"no answer", []extract.Document{doc("70020000.pdf")}, groupsFile(t, "candidate_id,sex\nX1,Female\nX2,Male\n"), []string{"none of its 2 rows", "look like X1", "like 00040010000"}},
		{"something", []extract.Document{doc("70020000.pdf")}, groupsFile(t, "candidate_id,sex\n00040010000,Female\nX2,Male\n"), nil},
	} {
		err := PreviewExport(held(test.docs...), e, test.g).Nothing(e, test.g)
		var in *decision.InputError
		if (err != nil) != (test.want != nil) || err != nil && !errors.As(err, &in) {
			t.Errorf("%s: %v", test.name, err)
		}
		for _, w := range test.want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %v does not say %q", test.name, err, w)
			}
		}
	}
}

// TestALetterNeverTakesAResumesPlace, by content first and then by name.
func TestALetterNeverTakesAResumesPlace(t *testing.T) {
	reads := func(d extract.Document) extract.Document {
		d.Profile.Reading.Sections = []signal.Section{{Name: "experience"}, {Name: "education"}}
		return d
	}
	for _, test := range []struct {
		name string
		docs []extract.Document
		want string // the document used; "" = none
	}{
		{"both named", []extract.Document{doc("70020000_Cover_Letter.pdf"), reads(doc("70020000_Resume.pdf"))}, "70020000_Resume.pdf"},
		{"names that say nothing", []extract.Document{doc("70020000_1.pdf"), reads(doc("70020000_2.pdf"))}, "70020000_2.pdf"},
		{"a letter that calls itself one", []extract.Document{doc("70020000_Anschreiben.pdf"), doc("70020000_x.pdf")}, "70020000_x.pdf"},
		{"content before the name", []extract.Document{doc("70020000_CV.pdf"), reads(doc("70020000_a.pdf"))}, "70020000_a.pdf"},
		{"only a letter", []extract.Document{doc("70020000_motivation letter.pdf")}, ""},
		{"a r\u00e9sum\u00e9 and letter in one", []extract.Document{reads(doc("70020000_CV_and_cover_letter.pdf"))}, "70020000_CV_and_cover_letter.pdf"},
	} {
		e := export(t, "application_id,candidate_id,requisition,stage,outcome\n70020000,C1,R1,resume_screen,rejected\n70020011,C2,R1,onsite,hired\n")
		in := input(e, test.docs...)
		j := joined(t, in)
		got := ""
		for _, l := range linksOf(j, in) {
			got = filepath.Base(l.Path)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if n := j.Intake.Documents; n.Found != n.Read+n.Unreadable+n.Duplicate+n.Other {
			t.Errorf("%s: documents do not add up: %+v", test.name, n)
		}
	}
}

// TestNoPeriodDropsOneOutcome: rejections have a date of decision and those who went on
// have none, as many systems export it; a period that holds all holds all of both.
func TestNoPeriodDropsOneOutcome(t *testing.T) {
	const head = "application_id,candidate_id,requisition,stage,outcome,applied_at,rejected_at\n"
	var dated, bare strings.Builder
	var docs []extract.Document
	for i := range 60 {
		outcome, rejected := "rejected", "2026-02-10"
		if i%3 == 0 {
			outcome, rejected = "hired", ""
		}
		fmt.Fprintf(&dated, "A%04d,C%04d,R1,resume_screen,%s,2026-01-%02d,%s\n", i, i, outcome, 1+i%28, rejected)
		applied := "2026-01-02"
		if outcome == "hired" {
			applied = ""
		}
		fmt.Fprintf(&bare, "A%04d,C%04d,R1,resume_screen,%s,%s,%s\n", i, i, outcome, applied, rejected)
		docs = append(docs, doc(fmt.Sprintf("C%04d.pdf", i)))
	}
	in := input(export(t, head+dated.String()), docs...)
	in.Since, in.Until = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	j := joined(t, in)
	if n := j.Intake.Applications; n.Audited != 60 {
		t.Errorf("audited %d of 60: %+v", n.Audited, j.Intake.Reasons)
	}
	if !slices.ContainsFunc(j.Intake.Warnings, func(w string) bool {
		return strings.Contains(w, "its application (20 advanced, 0 rejected)")
	}) {
		t.Errorf("warnings %q do not count who was placed by the date of application", j.Intake.Warnings)
	}
	in = input(export(t, head+bare.String()), docs...)
	in.Since = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	_, err := FromExport(t.Context(), in)
	var bad *decision.InputError
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), "20 of the 20 applications that were advanced or hired have no date") {
		t.Errorf("a period without the undated ones: %v", err)
	}
}
