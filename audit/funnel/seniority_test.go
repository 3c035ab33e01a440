package funnel

import "testing"

func TestSeniority(t *testing.T) {
	for label, want := range map[string]string{"Senior II": "senior", "Sr. Engineer": "senior", "STAFF": "senior", "Junior": "junior", "new grad": "junior",
		"Entry-level": "junior", "L4": "L4", "Mid": "Mid", "": "", "Seniority unknown": "Seniority unknown"} {
		if got := seniority(label); got != want {
			t.Errorf("%q is %q, want %q", label, got, want)
		}
	}
}
