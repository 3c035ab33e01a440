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
		large.Applicants = 4000 // enough to see that there is a solution
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
		args := []string{"--pools", "3", "--reliance", "0", "--scenarios", "small,misread", "--workers", workers}
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
	for _, want := range []string{"| small | decisive effect | weak, planted | 6 |", "signal as read", "| misread |"} {
		if !strings.Contains(tables[0], want) {
			t.Errorf("%q is missing in:\n%s", want, tables[0])
		}
	}
	if info, err := os.Stat(book); err != nil || info.Size() == 0 {
		t.Errorf("the workbook: %v", err)
	}
}

func TestBadFlags(t *testing.T) {
	for _, args := range [][]string{{"--pools", "1"}, {"--scenarios", "nonsense"}, {"--reliance", "-1"}, {"--workers", "0"}, {"extra"}} {
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

func TestRateBars(t *testing.T) {
	lines := rateLines()
	for _, c := range []struct {
		name     string
		s        scenario
		line     int
		rate, mc float64
		want     string
	}{
		{"few flags", scenario{id: "none"}, falseFlag, .04, .01, "met"},
		{"many flags", scenario{id: "none"}, falseFlag, .09, .01, "ABOVE 5 %"},
		{"perhaps many", scenario{id: "none"}, falseFlag, .06, .01, "within error of the bar"},
		{"unsupported", scenario{id: "unreliable", unsupported: "x"}, falseFlag, .24, .01, "above 5 %, not supported"},
		{"power below", scenario{id: "strong"}, power, .70, .01, "BELOW 80 %"},
		{"power elsewhere", scenario{id: "small"}, power, .20, .01, ""},
		{"a share of nothing", scenario{id: "none"}, sharePrinted, .50, .05, "ABOVE 7 %"},
		{"shares of all", scenario{id: "all_weak"}, sharePrinted, .95, .05, "met"},
		{"outside", scenario{id: "strong"}, shareOutside, .3, .05, "ABOVE 0 %"},
	} {
		if got := lines[c.line].bar(c.s, c.rate, c.mc); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A scenario that was kept is read and not run: the second call takes a changed number.
func TestKeptScenariosAreNotRunAgain(t *testing.T) {
	dir := t.TempDir()
	call := func() string {
		var out, err bytes.Buffer
		if status := run(context.Background(), []string{"--pools", "2", "--reliance", "0", "--scenarios", "small", "--keep", dir}, &out, &err); status != 0 {
			t.Fatalf("status %d: %s", status, err.String())
		}
		return out.String()
	}
	first := call()
	kept, _ := filepath.Glob(filepath.Join(dir, "small-*.json"))
	if len(kept) != 1 {
		t.Fatalf("kept: %v", kept)
	}
	text, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	if call() != first {
		t.Error("what was kept gives another table")
	}
	changed := bytes.ReplaceAll(text, []byte(`"Scenario":"small"`), []byte(`"Scenario":"kept"`))
	if err := os.WriteFile(kept[0], changed, 0o644); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(call(), "| kept | decisive effect |") {
		t.Error("the scenario was run again")
	}
}

func TestDocumentKeepsItsProse(t *testing.T) {
	file := filepath.Join(t.TempDir(), "calibration.md")
	if err := os.WriteFile(file, []byte("before\n"+markBegin+"old\n"+markEnd+"after\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := intoDocument(file, "new"); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(file)
	if got, want := string(text), "before\n"+markBegin+"\nnew\n"+markEnd+"after\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := os.WriteFile(file, []byte("no marks"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := intoDocument(file, "new"); err == nil {
		t.Error("a document without marks was overwritten")
	}
}

// Least squares of y = 2a − b by hand.
func TestLeastSquares(t *testing.T) {
	rows := [][]float64{{1, 0, 2}, {0, 1, -1}, {1, 1, 1}, {2, 1, 3}}
	got := leastSquares(rows, []int{0, 1}, 2)
	if math.Abs(got[0]-2) > 1e-12 || math.Abs(got[1]+1) > 1e-12 {
		t.Errorf("got %v, want [2 -1]", got)
	}
}

func TestOneWay(t *testing.T) {
	at := func(effects ...float64) (out []simulate.LevelEffect) {
		for i, e := range effects {
			out = append(out, simulate.LevelEffect{Value: float64(i + 1), LogOdds: e})
		}
		return out
	}
	for _, c := range []struct {
		levels []simulate.LevelEffect
		want   bool
	}{{nil, true}, {at(.4, .8), true}, {at(.8, .4), true}, {at(.7), false}, {at(.4, .8, .1), false}} {
		if got := oneWay(c.levels); got != c.want {
			t.Errorf("%v: %v, want %v", c.levels, got, c.want)
		}
	}
}
