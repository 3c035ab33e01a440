package join

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/document"
)

// TestMain answers the start as a worker that reads documents.
func TestMain(m *testing.M) {
	if extract.IsWorker(os.Args) {
		if err := extract.ServeWorker(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// sampleTruth is what the sample's generator says of each applicant, by candidate id.
func sampleTruth(t *testing.T) map[string]struct {
	File      string `json:"file"`
	JoinRoute string `json:"join_route"`
} {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sampleDir(), "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth struct {
		Applicants map[string]struct {
			File      string `json:"file"`
			JoinRoute string `json:"join_route"`
		}
	}
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	return truth.Applicants
}

func sampleDir() string { return filepath.Join("..", "..", "..", "..", "testdata") }

// TestSampleJoin reads the sample pool and holds every match against the truth:
// the right document, by the route that the generator meant.
func TestSampleJoin(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the sample's documents")
	}
	ctx, key := context.Background(), []byte("a key for this test only")
	e, err := decision.ReadExports(ctx, []string{filepath.Join(sampleDir(), "decisions.csv")}, decision.Options{})
	if err != nil {
		t.Fatal(err)
	}
	limits := document.DefaultLimits()
	limits.Memory = 4 << 30 // the race detector multiplies what a worker needs
	docs, err := extract.Collect(ctx, []string{filepath.Join(sampleDir(), "resumes")},
		extract.Options{Key: key, Workers: 2, Timeout: time.Minute, Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Documents: docs, Export: e, Pseudonym: plainNames{},
		HashEmail: func(s string) string { return extract.HashEmail(key, s) },
		HashName:  func(s string) string { return extract.HashName(key, s) }}
	j := joined(t, in)
	reconciled(t, j)
	truth := sampleTruth(t)
	route := map[string]string{"file": RouteColumn, "id": RouteFileName, "email": RouteEmail, "name": RouteName}
	for _, l := range linksOf(j, in) {
		want := truth[l.CandidateID]
		if !strings.HasSuffix(filepath.ToSlash(l.Path), want.File) || l.Route != route[want.JoinRoute] {
			t.Errorf("candidate %s: %s by %s, want %s by %s", l.CandidateID, l.Path, l.Route, want.File, route[want.JoinRoute])
		}
	}
	if n := j.Intake.Applications; n.Unmatched != 0 || n.Audited < 360 {
		t.Errorf("applications %+v: want none unmatched", n)
	}
}

// TestSamplePreview: file names alone match fewer applications, and none wrongly.
func TestSamplePreview(t *testing.T) {
	e, err := decision.ReadExports(context.Background(), []string{filepath.Join(sampleDir(), "decisions.csv")}, decision.Options{})
	if err != nil {
		t.Fatal(err)
	}
	docs, err := extract.List([]string{filepath.Join(sampleDir(), "resumes")})
	if err != nil {
		t.Fatal(err)
	}
	m, truth, n := &matcher{files: filesOf(docs, nil), export: e}, sampleTruth(t), 0
	m.find()
	for i := range e.Len() {
		found := m.match(i)
		if found.doc < 0 {
			continue
		}
		n++
		if id := e.At(i).CandidateID; docs.Rel(found.doc) != truth[id].File {
			t.Errorf("candidate %s: %s by %s, want %s", id, docs.Rel(found.doc), found.route, truth[id].File)
		}
	}
	if n < 100 {
		t.Errorf("%d matched by file names, want more", n)
	}
}
