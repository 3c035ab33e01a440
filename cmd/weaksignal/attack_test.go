package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/neutral"
	"weaksignal/cmd/weaksignal/internal/run"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/reports"
	"weaksignal/reports/appendix"
	"weaksignal/reports/attack"
)

// TestAttackSample attacks what the sample's run hands on: counts as they are, and every
// number that is made of them.
func TestAttackSample(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("a whole audit, then a dozen workbooks")
	}
	worlds := 2 // written out as files
	if os.Getenv("WEAKSIGNAL_NIGHTLY") != "" {
		worlds = 8
	}
	found, err := attack.One(sampleBook(t), worlds, attack.Files(handedOn))
	if err != nil {
		t.Fatal(err)
	}
	if found.Withheld < 100 {
		t.Errorf("only %d counts are withheld in the sample", found.Withheld)
	}
	for _, r := range found.Recovered {
		t.Error(r)
	}
}

// handedOn writes the files of a run that may be handed on.
func handedOn(d *reports.Draft, dir string) error {
	ctx, report := context.Background(), reports.ReportOf(d)
	for name, write := range map[string]func(io.Writer) error{
		rundir.ReportFile:   func(w io.Writer) error { return reports.WriteReport(ctx, w, d.Book, report) },
		rundir.HTMLFile:     func(w io.Writer) error { return reports.WriteHTML(w, report) },
		rundir.AppendixFile: func(w io.Writer) error { return appendix.WriteDraft(ctx, w, d) },
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), out.Bytes(), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// sampleBook is what the reports of the sample are made from.
func sampleBook(t *testing.T) *reports.Book {
	t.Helper()
	work := t.TempDir()
	a := &app{env: []string{"WEAKSIGNAL_CACHE=" + filepath.Join(work, "cache"), "WEAKSIGNAL_STATE=" + filepath.Join(work, "state")},
		Reader: inputs.Reader{Stderr: io.Discard, Terminal: io.Discard, Now: time.Now}, stdout: neutral.NewPrinter(io.Discard), configFile: filepath.Join("..", "..", "config.yaml")}
	cmd := a.auditCommand()
	if err := a.load(cmd); err != nil {
		t.Fatal(err)
	}
	a.Config.Out, a.Config.Audit.Reliance = filepath.Join(work, "out"), false
	plan, err := a.Config.Plan()
	if err != nil {
		t.Fatal(err)
	}
	state, err := statefolder.Open(a.Config, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer state.Close()
	in, err := a.Read(t.Context(), state)
	if err != nil {
		t.Fatal(err)
	}
	job := run.Audit{Reader: a.Reader, Stdout: a.stdout}
	res, err := job.Measure(t.Context(), in, plan, nil, state)
	if err != nil {
		t.Fatal(err)
	}
	return job.Book(res, in.Joined)
}
