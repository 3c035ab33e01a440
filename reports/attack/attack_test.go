package attack

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports"
)

func book() *reports.Book { return Random(rand.New(rand.NewPCG(2, 16))) }

// TestAttackFinds: each kind of number that gives a withheld count away is found, and a
// report that prints none is safe.
func TestAttackFinds(t *testing.T) {
	each := func(d *reports.Draft, visit func(i, a, g int, x result.GroupResult, imp result.Impact)) {
		for i, st := range d.Result.Stages {
			for a, imp := range st.Impact {
				for g, x := range imp.Groups {
					visit(i, a, g, x, imp)
				}
			}
		}
	}
	for _, c := range []struct {
		name string
		read Reading
		safe bool
	}{
		{"nothing", func(*reports.Draft) ([]string, error) { return []string{"a report"}, nil }, true},
		{"a count", func(d *reports.Draft) (out []string, err error) {
			each(d, func(_, _, _ int, x result.GroupResult, _ result.Impact) { out = append(out, fmt.Sprint(x.N)) })
			return out, nil
		}, false},
		{"a shortfall to a tenth", func(d *reports.Draft) (out []string, err error) {
			each(d, func(_, _, _ int, x result.GroupResult, _ result.Impact) {
				out = append(out, fmt.Sprintf("%.1f", *x.Shortfall))
			})
			return out, nil
		}, false},
		{"a p over all groups", func(d *reports.Draft) (out []string, err error) {
			each(d, func(_, _, _ int, _ result.GroupResult, imp result.Impact) {
				out = append(out, fmt.Sprintf("%.3f", *imp.OmnibusP))
			})
			return out, nil
		}, false},
		{"in a sentence", func(d *reports.Draft) (out []string, err error) {
			each(d, func(_, _, _ int, x result.GroupResult, _ result.Impact) { out = append(out, x.Reason) })
			return out, nil
		}, false},
	} {
		found, err := One(book(), 3, c.read)
		if err != nil {
			t.Fatal(err)
		}
		if safe := len(found.Recovered) == 0; safe != c.safe || found.Withheld == 0 {
			t.Errorf("%s: %d of %d recovered, want safe %v: %v", c.name, len(found.Recovered), found.Withheld, c.safe, found.Recovered)
		}
	}
}

// TestSumsRecover: where suppression forgets a count, elimination has it.
func TestSumsRecover(t *testing.T) {
	d := prepared(book())
	w := worldOf(d)
	if got := w.determined(); len(got) > 0 {
		t.Fatalf("recovered before: %v", got)
	}
	for v, c := range w.cells { // everything but one withheld count is printed
		if len(w.primary) > 0 && v != w.primary[0] && !strings.HasPrefix(c.name, "free") {
			w.cells[v].known = true
		}
	}
	if got := w.determined(); len(got) != 1 || got[0] != w.primary[0] {
		t.Errorf("with all others printed %v follows, want %d", got, w.primary[0])
	}
	if other := newSearcher(w).other(w.primary[0]); other != nil {
		t.Error("another world is found where there is none")
	}
}

func TestReadFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"audit.html": "<td>12</td>\n<rect width=\"3.75\"/>", "SHA256SUMS": "x", Confidential + "/audit.json": "7"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := Read(dir)
	if err != nil || len(lines) != 2 || !strings.Contains(lines[1], "3.75") {
		t.Errorf("%q, %v", lines, err)
	}
}
