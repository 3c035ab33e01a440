package decision

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// seeds are the fixture exports and some awkward texts.
func seeds(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "exports", "*.*"))
	if err != nil || len(paths) == 0 {
		f.Fatal("no fixtures", err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, s := range []string{"", "a", "\"", "\"\"\"", "candidate_id,requisition,stage,outcome\n=1+1,\"\n", "\xff\xfea\x00", "PK\x03\x04", "sep=;\n;;\n",
		"candidate_id,requisition,decision,a\n1,R,1,1e999\n2,R,0,-\n"} {
		f.Add([]byte(s))
	}
}

// FuzzReadExports: no panic, a typed error, never nothing without an error, and
// counts that reconcile.
func FuzzReadExports(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		e, err := ReadExports(context.Background(), []string{path}, Options{})
		if e == nil {
			t.Fatal("no export")
		}
		if err == nil {
			err = e.Err()
			if e.Len() == 0 && err == nil {
				t.Fatal("no application and no error")
			}
		}
		var in *InputError
		if err != nil && !errors.As(err, &in) {
			t.Fatalf("error of type %T: %v", err, err)
		}
		if err != nil {
			return
		}
		if e.Rows < e.Len()+e.Problems.Rows {
			t.Fatalf("%d rows for %d applications and %d unusable rows", e.Rows, e.Len(), e.Problems.Rows)
		}
		var steps []Step
		for i := range e.Len() {
			if steps = e.Steps(i, steps[:0]); len(steps) != len(e.Funnel) {
				t.Fatalf("application %d has %d steps for %d stages", i, len(steps), len(e.Funnel))
			}
		}
	})
}

// FuzzCandidates: no panic, a typed error, no infinite value.
func FuzzCandidates(f *testing.F) {
	seeds(f)
	spec := TableSpec{ID: "candidate_id", Requisition: "requisition", Decision: "decision", Weak: []string{"a"}}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := OpenCandidates(context.Background(), path, spec)
		n := 0
		if err == nil {
			err = c.Each(context.Background(), func(r *CandidateRow) error {
				n++
				if v := r.Values[0]; math.IsInf(v, 0) || math.Abs(v) > absurd {
					t.Fatalf("value %v", v)
				}
				return nil
			})
		}
		var in *InputError
		if err != nil && !errors.As(err, &in) {
			t.Fatalf("error of type %T: %v", err, err)
		}
		if err == nil && n == 0 {
			t.Fatal("no row and no error")
		}
	})
}
