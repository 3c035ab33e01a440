package oracle

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"weaksignal/audit/stats"
)

// Number reads an oracle value: null is undefined (NaN), "Inf" and "-Inf" are infinite.
type Number float64

// UnmarshalJSON reads a number, null, "Inf" or "-Inf".
func (n *Number) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "null":
		*n = Number(math.NaN())
	case `"Inf"`:
		*n = Number(math.Inf(1))
	case `"-Inf"`:
		*n = Number(math.Inf(-1))
	default:
		return json.Unmarshal(b, (*float64)(n))
	}
	return nil
}

// Path is a file of stats/testdata, wherever below stats the test runs.
func Path(t testing.TB, file string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for filepath.Base(dir) != "stats" {
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("the test doesn't run below the folder stats")
		}
		dir = up
	}
	return filepath.Join(dir, "testdata", filepath.FromSlash(file))
}

// Load decodes stats/testdata/<path>.
func Load(t testing.TB, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(Path(t, path))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// ReadTable reads a CSV file of stats/testdata by column.
func ReadTable(t testing.TB, path string) map[string][]float64 {
	t.Helper()
	file, err := os.Open(Path(t, path))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]float64{}
	for j, name := range rows[0] {
		for _, row := range rows[1:] {
			v, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimPrefix(row[j], "R"), "S"), 64)
			if err != nil {
				v = 0
			}
			out[name] = append(out[name], v)
		}
	}
	return out
}

// Near compares within a relative tolerance, or the same absolute one for numbers below 1e-3.
func Near(t *testing.T, what string, got float64, want Number, tolerance float64) {
	t.Helper()
	w := float64(want)
	if got == w {
		return
	}
	if d := math.Abs(got - w); !(d <= tolerance*math.Max(math.Abs(w), 1e-3)) {
		t.Errorf("%s: got %.17g, want %.17g (off by %.2g)", what, got, w, d)
	}
}

// Agree fails unless got is want to a relative tolerance.
func Agree(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Max(math.Abs(want), 1e-9)) {
		t.Errorf("%s = %.15g, want %.15g (relative error %.2g)", what, got, want, math.Abs(got-want)/math.Abs(want))
	}
}

// CheckInterval compares an interval with its value and bounds; where the value is
// undefined, err must carry a reason.
func CheckInterval(t *testing.T, what string, got stats.Interval, err error, value Number, bounds [2]Number, tolerance float64) {
	t.Helper()
	if math.IsNaN(float64(value)) {
		Refused(t, what, err)
		return
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	Near(t, what+" value", got.Value, value, tolerance)
	Near(t, what+" low", got.Low, bounds[0], tolerance)
	Near(t, what+" high", got.High, bounds[1], tolerance)
}

// Numeric skips a long test of one goroutine under the race detector, which finds
// races, not numbers; those are checked by go test.
func Numeric(t *testing.T) {
	t.Helper()
	if RaceEnabled {
		t.Skip("one goroutine, and long under the race detector: go test checks the numbers")
	}
}

// Refused checks that err carries a reason.
func Refused(t *testing.T, what string, err error) {
	t.Helper()
	var ne *stats.NotEstimable
	if !errors.As(err, &ne) || ne.Reason == "" {
		t.Errorf("%s: got error %v, want a reason why it is not estimable", what, err)
	}
}
