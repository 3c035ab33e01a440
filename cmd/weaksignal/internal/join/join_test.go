package join

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
	"weaksignal/reports"
)

// plainNames is a pseudonymiser that can be read in a test.
type plainNames struct{}

func (plainNames) Applicant(id string) string  { return "A-" + id }
func (plainNames) Document(sha string) string  { return "D-" + sha }
func (plainNames) Screener(name string) string { return "S-" + name }
func hashOf(kind string) func(string) string {
	return func(s string) string { return kind + strings.ToLower(s) }
}
func nameHash(s string) string { return "name " + extract.NormaliseName(s) }
func yes() *bool               { v := true; return &v }
func no() *bool                { v := false; return &v }
func export(t *testing.T, rows string) *decision.Export {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export.csv")
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := decision.ReadExports(context.Background(), []string{path}, decision.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// doc is a readable document; keys are "mail:x" and "name:x".
func doc(rel string, keys ...string) extract.Document {
	d := extract.Document{Path: "cv/" + rel, Rel: rel, Profile: extract.Profile{SHA256: contentOf(rel), Status: document.Read, Format: document.PDF,
		Reading: signal.Reading{Findings: map[string]signal.Finding{"open_source": {Present: yes()}, "kaggle": {Present: no()}, "phd": {}}}}}
	for _, k := range keys {
		if mail, ok := strings.CutPrefix(k, "mail:"); ok {
			d.Profile.Keys.Emails = append(d.Profile.Keys.Emails, hashOf("mail ")(mail))
		}
		if name, ok := strings.CutPrefix(k, "name:"); ok {
			d.Profile.Keys.Name = nameHash(name)
		}
	}
	return d
}

// contentOf stands for the hash of a document's bytes.
func contentOf(rel string) string {
	sum := sha256.Sum256([]byte(rel))
	return hex.EncodeToString(sum[:])
}

// held are documents as a batch gives them.
func held(docs ...extract.Document) *extract.Documents {
	d, err := extract.Hold(docs)
	if err != nil {
		panic(err)
	}
	return d
}

func input(e *decision.Export, docs ...extract.Document) Input {
	return Input{Documents: held(docs...), Export: e, Pseudonym: plainNames{}, HashEmail: hashOf("mail "), HashName: nameHash,
		Signals: []Signal{{ID: "open_source"}, {ID: "kaggle"}, {ID: "phd"}, {ID: "referral", FromExport: true}}}
}

const exportHead = "application_id,candidate_id,email,name,resume,requisition,role,stage,outcome,applied_at,decided_at,source\n"

func joined(t *testing.T, in Input) *Joined {
	t.Helper()
	j, err := FromExport(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// listed are the items of a worklist.
func listed(t *testing.T, w *Worklist) (items []reports.WorkItem) {
	t.Helper()
	err := w.Each(func(item reports.WorkItem) error {
		items = append(items, item)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// reconciled checks the sums of the contract.
func reconciled(t *testing.T, j *Joined) {
	t.Helper()
	d, a := j.Intake.Documents, j.Intake.Applications
	if d.Found != d.Read+d.Doubtful+d.Unreadable+d.Duplicate {
		t.Errorf("documents do not add up: %+v", d)
	}
	if a.Rows != a.Audited+a.Unmatched+a.Excluded {
		t.Errorf("applications do not add up: %+v", a)
	}
	if len(j.Pairs) != a.Audited {
		t.Errorf("%d links for %d audited applications", len(j.Pairs), a.Audited)
	}
	n := 0
	for _, r := range j.Intake.Reasons {
		n += r.Count
	}
	if n != j.Worklist.Len() {
		t.Errorf("%d reasons counted, %d items listed", n, j.Worklist.Len())
	}
	for _, w := range listed(t, j.Worklist) {
		if w.Reason == "" || w.Remedy == "" || w.File == "" {
			t.Errorf("item without file, reason or remedy: %+v", w)
		}
	}
}

// link is what a pair tells of whom.
type link struct{ CandidateID, Path, Route string }

func linksOf(j *Joined, in Input) (links []link) {
	for _, p := range j.Pairs {
		app := in.Export.At(int(p.Application))
		links = append(links, link{app.CandidateID, in.Documents.Path(int(p.Document)), p.Route()})
	}
	return links
}

func routes(j *Joined, in Input) map[string]string {
	out := map[string]string{}
	for _, l := range linksOf(j, in) {
		out[l.CandidateID] = l.Path + " by " + l.Route
	}
	return out
}

func TestRoutes(t *testing.T) {
	e := export(t, exportHead+
		`A1,C1,one@x.org,Ann One,cv/first.pdf,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A2,41002345,two@x.org,Ben Two,,R1,ML,onsite,hired,2026-01-01,2026-01-09,
A3,C3,three@x.org,Cyd Three,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A4,C4,,Dóra Four-Five,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A5,C5,five@x.org,Same Name,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A6,C6,six@x.org,Same Name,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A7,C7,seven@x.org,Gil Seven,gone.pdf,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
b0a1-77-c9d2,C8,,Hal Eight,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A9,C9,,Ida Nine,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
`)
	in := input(e,
		doc("first.pdf", "mail:three@x.org"), // what the export names wins over the e-mail in it
		doc("2026/Two_41002345 (final).pdf"),
		doc("cv.pdf", "mail:referee@y.org", "mail:THREE@x.org"),
		doc("four.pdf", "name:Four-Five, Dora"),
		doc("same.pdf", "name:Name Same"),
		doc("resume b0a1_77_c9d2.pdf"),
		doc("Nine Ida - CV.pdf"),
		doc("stray.pdf", "name:Nobody Here"),
	)
	j := joined(t, in)
	reconciled(t, j)
	want := map[string]string{
		"C1": "cv/first.pdf by resume column", "41002345": "cv/2026/Two_41002345 (final).pdf by id in file name", "C3": "cv/cv.pdf by e-mail",
		"C4": "cv/four.pdf by name", "C8": "cv/resume b0a1_77_c9d2.pdf by id in file name", "C9": "cv/Nine Ida - CV.pdf by name",
	}
	if got := routes(j, in); !reflect.DeepEqual(got, want) {
		t.Errorf("routes %v\nwant %v", got, want)
	}
	reasons := map[string]string{}
	for _, w := range listed(t, j.Worklist) {
		reasons[filepath.Base(w.File)+" "+strings.TrimLeft(string(rune('0'+w.Row)), "0")] = w.Reason
	}
	for item, reason := range map[string]string{
		"export.csv 6": "no document of this application was found", "export.csv 8": "the résumé named in the export is not in the folders",
		"same.pdf ": "several candidates have its name", "stray.pdf ": "no application belongs to it",
	} {
		if reasons[item] != reason {
			t.Errorf("%q: reason %q, want %q", item, reasons[item], reason)
		}
	}
	if n := j.Intake.Applications; n.Audited != 6 || n.Unmatched != 3 {
		t.Errorf("applications %+v", n)
	}
}

func TestShortIDsDoNotMatchByChance(t *testing.T) {
	e := export(t, exportHead+`12,2025,,Ann One,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
13,2026,,Ben Two,,R1,ML,onsite,hired,2026-01-01,2026-01-09,
`)
	in := input(e, doc("CV 2026 v12.pdf"), doc("13.pdf"))
	j := joined(t, in)
	if got := routes(j, in); !reflect.DeepEqual(got, map[string]string{"2026": "cv/13.pdf by id in file name"}) {
		t.Errorf("routes %v", got)
	}
}

func TestSeveralDocumentsAndRequisitions(t *testing.T) {
	e := export(t, exportHead+`A1001,C1,ann@x.org,Ann One,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A1002,C1,ann@x.org,Ann One,,R2,ML,onsite,hired,2026-01-01,2026-01-09,
A1003,C2,ben@x.org,Ben Two,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A1004,C3,cyd@x.org,Cyd Three,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
`)
	broken := doc("a_broken_C2.pdf")
	broken.Profile = extract.Profile{SHA256: "b", Status: document.Unreadable, Reason: "damaged", Remedy: "send it again"}
	in := input(e,
		doc("ann-english.pdf", "mail:ann@x.org"), doc("ann-francais.pdf", "mail:ann@x.org"), doc("A1002.pdf", "mail:ann@x.org"),
		broken, doc("ben.pdf", "mail:ben@x.org"),
		doc("three one.pdf", "name:Cyd Three", "mail:p@x.org"), doc("three two.pdf", "name:Cyd Three", "mail:q@x.org"))
	in.Modified = func(path string) int64 {
		if strings.Contains(path, "francais") {
			return 2
		}
		return 1
	}
	j := joined(t, in)
	reconciled(t, j)
	var got []string
	for _, l := range linksOf(j, in) {
		got = append(got, l.Path)
	}
	want := []string{"cv/ann-francais.pdf", "cv/A1002.pdf", "cv/ben.pdf"}
	if !slices.Equal(got, want) {
		t.Errorf("documents %v, want %v", got, want)
	}
	if n := j.Intake.Applications; n.Unmatched != 1 {
		t.Errorf("%+v: the candidate with two people's documents must be unmatched", n)
	}
}

func TestACrowdIsNoPerson(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(exportHead)
	for i := range 30 {
		fmt.Fprintf(&rows, "A%d,,jobs@agency.org,Redacted,a%d.pdf,R1,ML,%s,2026-01-01,2026-01-09,\n", i, i, []string{"resume_screen,rejected", "onsite,hired"}[i%2])
	}
	var docs []extract.Document
	for i := range 30 {
		docs = append(docs, doc(fmt.Sprintf("a%d.pdf", i), "mail:jobs@agency.org"))
	}
	in := input(export(t, rows.String()), docs...)
	in.KeepApplications = true
	j := joined(t, in)
	reconciled(t, j)
	seen := map[string]bool{}
	var row dataset.Row
	for i := range j.Dataset.Len() {
		j.Dataset.Row(i, &row)
		seen[row.Application] = true
	}
	if len(seen) != 30 {
		t.Errorf("%d people, want 30", len(seen))
	}
}

func TestPathDate(t *testing.T) {
	for rel, want := range map[string]int64{"cv.pdf": 0, "CV_2024.pdf": 20240000, "2026-02/Resume 2025-11-30.pdf": 20260200, "x_20260131.docx": 20260131, "id 41002345.pdf": 0, "cv 2025.11.03 v2.pdf": 20251103} {
		if got := pathDate(rel); got != want {
			t.Errorf("%s: %d, want %d", rel, got, want)
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	var many strings.Builder // so that the troubled rows are few
	for i := range 150 {
		fmt.Fprintf(&many, "Z%d,Y%d,,,,R1,ML,resume_screen,withdrawn,2026-01-01,2026-01-09,\n", i, i)
	}
	e := export(t, exportHead+`A1,C1,,,c1.pdf,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,Referral
A2,C2,,,c2.pdf,R1,ML,onsite,hired,2026-01-01,2026-02-09,Indeed
A3,C3,,,c3.pdf,R1,ML,resume_screen,withdrawn,2026-01-01,2026-01-09,
A4,C4,,,c4.pdf,R1,ML,onsite,active,2026-01-01,2026-01-20,
A5,C5,,,c5.pdf,R1,ML,nowhere,rejected,2026-01-01,2026-01-09,
A6,C6,,,c6.pdf,,ML,resume_screen,rejected,2026-01-01,2026-01-09,
,,,,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A8,C8,,,,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A9,C9,,,c9.pdf,R1,ML,resume_screen,rejected,2026-01-01,2026-03-09,
A10,C10,,,c10.pdf,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
A11,C11,,,c11.pdf,R1,ML,resume_screen,rejected,2026-01-01,2026-01-09,
`+many.String())
	var docs []extract.Document
	for _, n := range []string{"c1", "c2", "c3", "c4", "c5", "c6", "c9", "c10", "c11"} {
		docs = append(docs, doc(n+".pdf"))
	}
	docs[7].Profile = extract.Profile{SHA256: "x", Status: document.NoText, Reason: "a scan", Remedy: "ask for text"}
	docs[8].DuplicateOf = docs[0].Path
	in := input(e, docs...)
	in.Until = time.Date(2026, 3, 1, 0, 0, 0, 0, time.FixedZone("", -5*3600))
	in.Suppressed = []string{"A-C2"}
	j := joined(t, in)
	reconciled(t, j)
	if got, want := j.Intake.Applications, (result.ApplicationCounts{Rows: 161, Audited: 4, Unmatched: 1, Excluded: 156, Unusable: 3, Unread: 1}); got != want {
		t.Errorf("applications %+v, want %+v", got, want)
	}
	if got, want := j.Intake.Documents, (result.DocumentCounts{Found: 9, Read: 7, Unreadable: 1, Duplicate: 1}); got != want {
		t.Errorf("documents %+v, want %+v", got, want)
	}
	// The decision outside the period is counted on its day, the suppressed candidate's is not.
	if got := j.Decided.Within("2026-03-09", "2026-03-09"); got != 1 {
		t.Errorf("%d decisions on the day after the period, want 1", got)
	}
	if got := j.Decided.Within("2026-01-01", "2026-02-28"); got != 5 {
		t.Errorf("%d decisions in the period, want the 4 audited and the unmatched one", got)
	}
	// The withdrawn one is in the dataset, outside every denominator.
	if n := j.Dataset.Len(); n != 5 {
		t.Errorf("dataset has %d rows, want 5", n)
	}
	if j.Intake.PeriodFrom != "2026-01-09" || j.Intake.PeriodUntil != "2026-01-20" {
		t.Errorf("period %s to %s", j.Intake.PeriodFrom, j.Intake.PeriodUntil)
	}
}

func TestUnknownIsNeverAbsent(t *testing.T) {
	p := doc("a").Profile
	gone := extract.Profile{Status: document.Unreadable}
	truth := decision.Application{Referral: yes()}
	for name, test := range map[string]struct{ got, want float64 }{
		"present":                 {fromText("open_source", &p), 1},
		"absent":                  {fromText("kaggle", &p), 0},
		"no answer":               {fromText("phd", &p), math.NaN()},
		"not looked for":          {fromText("award", &p), math.NaN()},
		"unreadable":              {fromText("open_source", &gone), math.NaN()},
		"referral by export":      {fromExport("referral", truth), 1},
		"referral not in export":  {fromExport("referral", decision.Application{}), math.NaN()},
		"years without a date":    {measure(yearsExperience, &p, Role{}, time.Time{}), math.NaN()},
		"skills of an unreadable": {measure(skillsMatch, &gone, Role{RequiredSkills: []string{"go"}}, time.Time{}), math.NaN()},
	} {
		if test.got != test.want && !(math.IsNaN(test.got) && math.IsNaN(test.want)) {
			t.Errorf("%s: %v, want %v", name, test.got, test.want)
		}
	}
}

// Where three quarters of the résumés were read but not understood, no signal of
// theirs is absent: not in the dataset, and not in the books.
func TestAPoolOfDoubtfulDocumentsIsUnknown(t *testing.T) {
	const n = 40
	rows := exportHead
	var docs []extract.Document
	for i := range n {
		name := fmt.Sprintf("c%02d", i)
		rows += fmt.Sprintf("A%02d,%s,,,%s.pdf,R1,ML,resume_screen,%s,2026-01-01,2026-01-09,\n", i, name, name, []string{"rejected", "advanced"}[i%2])
		d := doc(name + ".pdf")
		if i%4 != 0 {
			d.Profile.Status, d.Profile.Doubt, d.Profile.Reason, d.Profile.Remedy = document.Doubtful, document.Garbled, "its letters make no words", "print it to PDF"
		}
		docs = append(docs, d)
	}
	j := joined(t, input(export(t, rows), docs...))
	reconciled(t, j)
	if d := j.Intake.Documents; d.Doubtful != n*3/4 || d.Read != n/4 || d.Unreadable != 0 {
		t.Errorf("documents %+v", d)
	}
	if a := j.Intake.Applications; a.Audited != n || a.Unread != n*3/4 {
		t.Errorf("applications %+v", a)
	}
	p := docs[1].Profile
	for _, id := range []string{"open_source", "kaggle"} {
		if got := fromText(id, &p); !math.IsNaN(got) {
			t.Errorf("%s of a doubtful document: %v, want unknown", id, got)
		}
	}
	doubtful := 0
	for _, w := range listed(t, j.Worklist) {
		if strings.Contains(w.Reason, "doubtful (garbled)") {
			doubtful++
		}
	}
	if doubtful != n*3/4 {
		t.Errorf("%d doubtful documents are listed, want %d", doubtful, n*3/4)
	}
}

func TestMeasures(t *testing.T) {
	p := extract.Profile{Status: document.Read, Reading: signal.Reading{
		Spans:   []signal.Span{{Kind: "work", Start: 2020 * 12, End: 2022 * 12}, {Kind: "work", Start: 2021 * 12, End: 0}},
		Skills:  []signal.Skill{{Name: "python"}, {Name: "sql"}},
		Degrees: []signal.Degree{{Level: "bachelor"}, {Level: "masters"}},
	}}
	role := Role{Name: "Data scientist", RequiredSkills: []string{"Python", "docker", "sql", "go"}, MinYears: 5, MinDegree: "master"}
	at := time.Date(2024, 7, 15, 0, 0, 0, 0, time.UTC)
	for id, want := range map[string]float64{yearsExperience: 4.5, yearsMet: 0, skillsMatch: 0.5, degreeMet: 1} {
		if got := measure(id, &p, role, at); got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}

func TestBlocksByRole(t *testing.T) {
	r := newRoster([]Role{
		{Name: "Scientist", Match: []string{"*scientist*"}, JobRelated: []string{"publication", skillsMatch}, MinDegree: "PhD"},
		{Name: "Engineer", JobRelated: []string{yearsExperience}, MinDegree: "bachelor"},
	})
	for _, test := range []struct {
		title, requisition string
		want               int
	}{{"Senior Research Scientist", "R1", 0}, {"engineer", "R2", 1}, {"", "Engineer", 1}, {"Office Manager", "R3", 2}, {"office manager", "R4", 2}} {
		if got := r.of(test.title, test.requisition); got != test.want {
			t.Errorf("%s at %s is role %d, want %d", test.title, test.requisition, got, test.want)
		}
	}
	all, undeclared := r.names()
	if !slices.Equal(all, []string{"Scientist", "Engineer", "Office Manager"}) || !slices.Equal(undeclared, []string{"Office Manager"}) {
		t.Errorf("roles %v, undeclared %v", all, undeclared)
	}
	const w, j, u = result.Weak, result.JobRelated, result.Unused
	want := map[string][]result.Block{"publication": {j, w, w}, "masters": {j, w, w}, "phd": {j, w, w}, "kaggle": {w, w, w}, skillsMatch: {j, u, u}, yearsExperience: {u, j, u}}
	got := map[string][]result.Block{}
	for _, s := range r.blocks([]Signal{{ID: "publication"}, {ID: "masters"}, {ID: "phd"}, {ID: "kaggle"}}) {
		got[s.ID] = s.Blocks
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("blocks %v, want %v", got, want)
	}
}

func TestGroupsOfCandidates(t *testing.T) {
	g := &demographics.Groups{File: "g.csv", Attributes: []string{"sex"}, Rows: []demographics.Row{
		{Row: 2, CandidateID: "C1", Labels: []string{"Female"}}, {Row: 3, Email: "Two@x.org", Labels: []string{"Male"}}, {Row: 4, CandidateID: "C99", Labels: []string{"Male"}}}}
	x := newGroupIndex(g, &indexes{})
	for _, test := range []struct {
		app  decision.Application
		want string
	}{{decision.Application{CandidateID: "C1"}, "Female"}, {decision.Application{CandidateID: "C2", Email: "two@X.org"}, "Male"}, {decision.Application{CandidateID: "C3"}, ""}, {decision.Application{}, ""}} {
		if got := x.labels(test.app)[0]; got != test.want {
			t.Errorf("%+v: %q, want %q", test.app, got, test.want)
		}
	}
	a := newAccount()
	x.account(a)
	if work := listed(t, a.work); len(work) != 1 || work[0].Row != 4 {
		t.Errorf("worklist %+v: want the row of C99", work)
	}
}

func TestAGuardEndsTheJoin(t *testing.T) {
	e := export(t, exportHead+"A1,C1,,,,R1,ML,resume_screen,active,2026-01-01,,\n")
	_, err := FromExport(context.Background(), input(e))
	var in *decision.InputError
	if !errors.As(err, &in) {
		t.Errorf("got %v, want an *InputError", err)
	}
}

func TestFromCandidates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv")
	text := "id,req,role,screener,decision,kaggle,years,sex\n1,R,ML engineer,s,1,1,5,F\n2,R,Scientist,s,0,0,,M\n3,R,Scientist,s,,1,2,M\n,R,Scientist,s,1,1,2,M\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	spec := decision.TableSpec{ID: "id", Requisition: "req", Role: "role", Screener: "screener", Decision: "decision", Advanced: []string{"1"},
		Weak: []string{"kaggle"}, JobRelated: []string{"years"}, Groups: []string{"sex"}}
	j, err := FromCandidates(context.Background(), TableInput{Path: path, Spec: spec, Roles: []Role{{Name: "Scientist", JobRelated: []string{"kaggle"}}}, Pseudonym: plainNames{}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := j.Intake.Applications, (result.ApplicationCounts{Rows: 4, Audited: 2, Excluded: 2, Unusable: 1}); got != want {
		t.Errorf("applications %+v, want %+v", got, want)
	}
	s := j.Dataset.Spec()
	if !slices.Equal(s.Roles, []string{"Scientist", otherRoles}) || !slices.Equal(s.Signals[0].Blocks, []result.Block{result.JobRelated, result.Weak}) {
		t.Errorf("spec %+v", s)
	}
	if j, err = FromCandidates(context.Background(), TableInput{Path: path, Spec: spec, Pseudonym: plainNames{}, Suppressed: []string{"A-2"}}); err != nil {
		t.Fatal(err)
	}
	if n := j.Intake.Applications; n.Audited != 1 || n.Excluded != 3 || j.Dataset.Len() != 2 {
		t.Errorf("with a suppressed candidate: %+v, %d rows", n, j.Dataset.Len())
	}
	var links []Link
	if err := CandidateLinks(context.Background(), path, spec, plainNames{}, func(l Link) error { links = append(links, l); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(links) != 3 || links[1].Applicant != "A-2" || links[1].Row != 3 {
		t.Errorf("links %+v", links)
	}
}
