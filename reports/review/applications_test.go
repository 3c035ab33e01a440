package review

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/words"

	"weaksignal/reports/sheet/xlsxtest"
)

func inventRows(n int) iter.Seq2[Application, error] {
	return func(yield func(Application, error) bool) {
		for i := range n {
			a := Application{Pseudonym: fmt.Sprintf("A-%08X", i*2654435761), Requisition: fmt.Sprintf("REQ-%03d", i%400), Role: "ML engineer", Level: "senior", Source: "=evil()", Period: "2026-03",
				Values: []float64{float64(i % 2), float64(i%40) / 3, math.NaN()}, Outcomes: []string{"advanced", ""}}
			if !yield(a, nil) {
				return
			}
		}
	}
}

func inventHead() Applications {
	return Applications{RunID: "20261122T173000Z", Signals: []string{"kaggle", "years_experience", "phd"}, Stages: []string{"resume_screen", "phd"}}
}

func TestWriteApplications(t *testing.T) {
	var buf bytes.Buffer
	written, cut, err := WriteApplications(context.Background(), &buf, inventHead(), 5, inventRows(5))
	if err != nil || written != 5 || cut != 0 {
		t.Fatalf("written %d, cut %d, %v", written, cut, err)
	}
	f := xlsxtest.Open(t, buf.Bytes())
	rows, err := f.GetRows(words.SheetApplications)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[2], "|"); got != "Application|Requisition|Role|Level|Source|Month|kaggle|years_experience|phd|resume_screen|phd (11)" {
		t.Errorf("heads %s", got)
	}
	if got := strings.Join(rows[4], "|"); got != "A-9E3779B1|REQ-001|ML engineer|senior|'=evil()|2026-03|1|0.333|not known|advanced" {
		t.Errorf("row %s", got)
	}
	if layout, err := f.GetPageLayout(words.SheetApplications); err != nil || layout.FitToHeight == nil || *layout.FitToHeight != 0 {
		t.Errorf("the rows would be shrunk to one page: %+v, %v", layout.FitToHeight, err)
	}
	tables, err := f.GetTables(words.SheetApplications)
	if err != nil || len(tables) != 1 || tables[0].Range != "A3:K8" {
		t.Errorf("tables %+v, %v", tables, err)
	}
}

func TestWriteApplicationsErrors(t *testing.T) {
	bad := errors.New("disk on fire")
	fails := func(yield func(Application, error) bool) { yield(Application{}, bad) }
	if _, _, err := WriteApplications(context.Background(), io.Discard, inventHead(), 1, fails); !errors.Is(err, bad) {
		t.Errorf("error %v, want %v", err, bad)
	}
	short := func(yield func(Application, error) bool) { yield(Application{Values: []float64{1}}, nil) }
	if _, _, err := WriteApplications(context.Background(), io.Discard, inventHead(), 1, short); err == nil {
		t.Error("a row with too few values is no error")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := WriteApplications(ctx, io.Discard, inventHead(), 3, inventRows(3)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestApplicationsCut: what is over the sheet is counted and said.
func TestApplicationsCut(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	s := &applicationSheet{head: inventHead(), room: 2}
	if err := s.begin(f, 5); err != nil {
		t.Fatal(err)
	}
	for a := range inventRows(5) {
		if err := s.add(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.end(f); err != nil {
		t.Fatal(err)
	}
	if s.written != 2 || s.cut != 3 {
		t.Errorf("written %d, cut %d, want 2 and 3", s.written, s.cut)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	note, err := xlsxtest.Open(t, buf.Bytes()).GetCellValue(words.SheetApplications, "A2")
	if err != nil || !strings.Contains(note, "3 more") {
		t.Errorf("note %q, %v", note, err)
	}
}

// BenchmarkApplications writes applications.xlsx of 100,000 rows.
func BenchmarkApplications(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := WriteApplications(context.Background(), io.Discard, inventHead(), 100_000, inventRows(100_000)); err != nil {
			b.Fatal(err)
		}
	}
}
