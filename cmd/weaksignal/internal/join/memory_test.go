package join

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"

	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// TestMemoryOfAJoin: what is held of an application and its document, from the reading of
// the tables to the dataset, is the columns of the export: of a document nothing. WEAKSIGNAL_JOIN=1000000 joins a
// million and prints what the process took at most.
func TestMemoryOfAJoin(t *testing.T) {
	n := 20_000
	if text := os.Getenv("WEAKSIGNAL_JOIN"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	defer debug.SetGCPercent(debug.SetGCPercent(30)) // as an audit of many documents does
	before := live()
	docs := manyDocuments(t, n)
	held := live() - before
	in := input(manyApplications(t, n))
	in.Documents = docs
	both := live() - before
	j := joined(t, in)
	if j.Intake.Applications.Audited != n {
		t.Fatalf("%+v", j.Intake)
	}
	all := live() - before
	runtime.KeepAlive(in)
	t.Logf("%d applications: %d bytes a document, %d an application of the export, %d with all that the join leaves", n, held/n, (both-held)/n, all/n)
	if all/n > 400 {
		t.Errorf("%d bytes for each application with its document, want less than 400", all/n)
	}
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range bytes.Lines(status) {
			if bytes.HasPrefix(line, []byte("VmHWM")) {
				t.Logf("at most: %s", bytes.TrimSpace(line))
			}
		}
	}
}

// live is what is in use after a collection, in bytes.
func live() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// manyDocuments are as large as résumés of two pages.
func manyDocuments(t *testing.T, n int) *extract.Documents {
	t.Helper()
	docs, err := extract.Hold(nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { docs.Close() })
	for i := range n {
		d := doc(fmt.Sprintf("2026-03/pool-%02d/resume-of-person-%07d.pdf", i%50, i), fmt.Sprintf("mail:person%d@example.org", i), fmt.Sprintf("name:Given%s Family%s", letters(i), letters(i/7)))
		d.Profile.Keys.Text = contentOf("text" + d.Rel)
		for k := range 5 {
			d.Profile.Reading.Spans = append(d.Profile.Reading.Spans, signal.Span{Kind: "work", Title: "Engineer", Start: 24000 + 12*k, End: 24011 + 12*k})
			d.Profile.Reading.Skills = append(d.Profile.Reading.Skills, signal.Skill{Name: fmt.Sprint("skill", k)})
		}
		d.Profile.Status, d.Path = document.Read, ""
		if err := docs.Add(&d); err != nil {
			t.Fatal(err)
		}
	}
	return docs
}

func manyApplications(t *testing.T, n int) *decision.Export {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, exportHead)
	for i := range n {
		fmt.Fprintf(f, "%d,%d,person%d@example.org,Given%s Family%s,,R%d,Engineer,screen,%s,2026-01-02,2026-02-03,web\n",
			50_000_000+i, 90_000_000+i, i, letters(i), letters(i/7), i%5000, []string{"rejected", "hired"}[i%2])
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	e, err := decision.ReadExports(t.Context(), []string{path}, decision.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}
