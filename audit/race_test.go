//go:build race

package audit

import "testing"

// numbersOnly leaves a test out that repeats whole audits for their numbers: under
// the race detector it takes minutes, and what it runs is run by others too.
func numbersOnly(t *testing.T) {
	t.Helper()
	t.Skip("checks numbers, not concurrency: run without the race detector")
}
