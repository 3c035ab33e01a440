package plant

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"weaksignal/audit/result"
)

// SkipUnderRace skips a long test under the race detector, which has nothing to find where
// one goroutine works: it finds races, not numbers, and `go test` checks those. What
// more than one worker computes is for TestSameJSONForAnyWorkers.
func SkipUnderRace(t *testing.T) {
	t.Helper()
	if RaceEnabled {
		t.Skip("one goroutine, and long under the race detector: go test checks the numbers")
	}
}

func Find(t testing.TB, s *result.StageResult, signal string, b result.Block) *result.SignalResult {
	t.Helper()
	for i := range s.Signals {
		if s.Signals[i].Signal == signal && s.Signals[i].Block == b {
			return &s.Signals[i]
		}
	}
	t.Fatalf("no signal %s in block %s at %s", signal, b, s.Stage)
	return nil
}

func Value(t testing.TB, e result.Estimate) float64 {
	t.Helper()
	if e.Value == nil {
		t.Fatalf("%s: not estimable: %s", e.Method, e.NotEstimable)
	}
	return *e.Value
}

func Warned(list []string, word string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, word) })
}

// Pools is how many pools a simulation draws: few in go test, so that it stays quick, many
// in .ci/nightly, which sets WEAKSIGNAL_NIGHTLY.
func Pools(few, many int) int {
	if os.Getenv("WEAKSIGNAL_NIGHTLY") != "" {
		return many
	}
	return few
}

// UpperCount is the largest count that is no evidence against a rate of p in n draws:
// three standard errors above.
func UpperCount(n int, p float64) int {
	return int(math.Ceil(float64(n)*p + 3*math.Sqrt(float64(n)*p*(1-p))))
}
