package main

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/cmd/internal/simulate"
)

func TestEveryScenarioCanBeDrawn(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range scenarios() {
		if seen[s.id] {
			t.Errorf("%s stands twice", s.id)
		}
		seen[s.id] = true
		spec := s.spec()
		large := *spec
		large.Applicants = solveOn
		if _, err := simulate.New(&large); err != nil {
			t.Errorf("%s: %v", s.id, err)
		}
	}
}

// The same table comes out whatever the number of workers, and the workbook is
// written beside it once.
func TestTableIsRepeatable(t *testing.T) {
	book := filepath.Join(t.TempDir(), "calibration.xlsx")
	var tables []string
	for _, workers := range []string{"1", "3"} {
		var out, err bytes.Buffer
		args := []string{"--draws", "3", "--scenarios", "small,misread", "--workers", workers}
		if workers == "3" {
			args = append(args, "--out", book)
		}
		if status := run(context.Background(), args, &out, &err); status != 0 {
			t.Fatalf("status %d: %s", status, err.String())
		}
		tables = append(tables, out.String())
	}
	if tables[0] != tables[1] {
		t.Errorf("one worker and three give different tables:\n%s\n%s", tables[0], tables[1])
	}
	for _, want := range []string{"| small | average marginal effect (headline) | weak, planted | 6 |", "signal as read", "| misread |"} {
		if !strings.Contains(tables[0], want) {
			t.Errorf("%q is missing in:\n%s", want, tables[0])
		}
	}
	if info, err := os.Stat(book); err != nil || info.Size() == 0 {
		t.Errorf("the workbook: %v", err)
	}
}

func TestBadFlags(t *testing.T) {
	for _, args := range [][]string{{"--draws", "1"}, {"--scenarios", "nonsense"}, {"--reliance", "9", "--draws", "3"}, {"extra"}} {
		var out, err bytes.Buffer
		if status := run(context.Background(), args, &out, &err); status != 2 || out.Len() > 0 || err.Len() == 0 {
			t.Errorf("%v: status %d, stdout %q, stderr %q", args, status, out.String(), err.String())
		}
	}
}

// Coverage by hand: three pools of two intervals each, of which 2, 1 and 0 hold.
func TestCoverageByHand(t *testing.T) {
	at := func(truth float64) observation {
		return observation{marginal, null, truth, result.Interval(0, -1, 1, .95, "test", 9)}
	}
	draws := []draw{{seen: []observation{at(0), at(.5)}}, {seen: []observation{at(0), at(2)}}, {seen: []observation{at(2), at(-2)}}}
	r := coverage(scenario{id: "hand"}, draws)
	if len(r) != 1 {
		t.Fatalf("%d rows", len(r))
	}
	got := r[0]
	// Residuals by pool are 2−1, 1−1, 0−1 of 6 intervals: √2/6.
	if *got.Coverage != .5 || math.Abs(got.CoverageError-math.Sqrt2/6) > 1e-12 || got.Bar != "within error of the bar" {
		t.Errorf("coverage %v ± %v, %s; want 0.5 ± %v, within error", *got.Coverage, got.CoverageError, got.Bar, math.Sqrt2/6)
	}
	// Truths add up to 2.5 and every estimate is 0: bias −2.5/6, in points.
	if math.Abs(got.Bias+250.0/6) > 1e-9 {
		t.Errorf("bias %v, want %v", got.Bias, -250.0/6)
	}
}

func TestBars(t *testing.T) {
	e := estimands()
	for _, c := range []struct {
		name  string
		s     scenario
		index int
		p, mc float64
		want  string
	}{
		{"at the bar", scenario{}, marginal, .93, .01, "met"},
		{"clearly below", scenario{}, marginal, .90, .01, "BELOW"},
		{"perhaps below", scenario{}, marginal, .925, .01, "within error of the bar"},
		{"wide", scenario{}, marginal, .995, .005, "wide"},
		{"exact may be wide", scenario{}, oddsRatio, .995, .005, "met"},
		{"unsupported", scenario{unsupported: "misread"}, marginal, .60, .01, "below, not supported"},
		{"unsupported, as read", scenario{unsupported: "misread"}, marginalRead, .60, .01, "BELOW"},
	} {
		if got := bar(c.s, e[c.index], c.index, c.p, c.mc); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
