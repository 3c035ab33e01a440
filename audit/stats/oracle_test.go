package stats

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// number reads an oracle value: null is undefined (NaN), "Inf" and "-Inf" are infinite.
type number float64

func (n *number) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "null":
		*n = number(math.NaN())
	case `"Inf"`:
		*n = number(math.Inf(1))
	case `"-Inf"`:
		*n = number(math.Inf(-1))
	default:
		return json.Unmarshal(b, (*float64)(n))
	}
	return nil
}

// load decodes testdata/<path>.
func load(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// near compares within a relative tolerance, or the same absolute one for numbers below 1e-3.
func near(t *testing.T, what string, got float64, want number, tolerance float64) {
	t.Helper()
	w := float64(want)
	if got == w {
		return
	}
	if d := math.Abs(got - w); !(d <= tolerance*math.Max(math.Abs(w), 1e-3)) {
		t.Errorf("%s: got %.17g, want %.17g (off by %.2g)", what, got, w, d)
	}
}

// numeric skips a long test of one goroutine under the race detector, which finds
// races, not numbers; those are checked by go test.
func numeric(t *testing.T) {
	t.Helper()
	if raceEnabled {
		t.Skip("one goroutine, and long under the race detector: go test checks the numbers")
	}
}

// refused checks that err carries a reason.
func refused(t *testing.T, what string, err error) {
	t.Helper()
	var ne *NotEstimable
	if !errors.As(err, &ne) || ne.Reason == "" {
		t.Errorf("%s: got error %v, want a reason why it is not estimable", what, err)
	}
}
