package groups

import "testing"

// TestTwoPercent: exactly 2 % is not under it, whatever the last binary digit.
func TestTwoPercent(t *testing.T) {
	for n := range 2000 {
		if isSmall(n, 50*n, .02) || n > 0 && !isSmall(n, 50*n+1, .02) {
			t.Fatalf("%d of %d and of %d: the line is not at 2 %%", n, 50*n, 50*n+1)
		}
	}
}
