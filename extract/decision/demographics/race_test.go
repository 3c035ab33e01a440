package demographics

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func labelCounts(g *Groups, attribute string) string {
	k := slices.Index(g.Attributes, attribute)
	if k < 0 {
		return "no attribute " + attribute
	}
	counts := map[string]int{}
	for _, r := range g.Rows {
		counts[r.Labels[k]]++
	}
	var b strings.Builder
	for _, l := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "%s %d; ", l, counts[l])
	}
	return strings.TrimSuffix(b.String(), "; ")
}

// TestTwoQuestionsForRace: Hispanic of any race is one group, several races another.
func TestTwoQuestionsForRace(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"yes and no", "candidate_id,Hispanic or Latino,race_ethnicity\n1,Yes,White\n2,No,White\n3,No,White; Asian\n4,,Asian\n5,No,\n6,Yes,\n7,Decline,Prefer not to say\n",
			" 2; Asian 1; Hispanic or Latino 2; Two or more races 1; White 1"},
		{"a column ethnicity", "candidate_id,ethnicity,race\n1,Hispanic or Latino,White\n2,Not Hispanic or Latino,Black or African American\n3,Not Hispanic or Latino,White\n",
			"Black or African American 1; Hispanic or Latino 1; White 1"},
		{"one question", "candidate_id,race_ethnicity\n1,Hispanic or Latino\n2,White\n3,\"White, Asian\"\n4,Asian\n5,Two or More Races\n6,Asian/White\n7,Native Hawaiian or Other Pacific Islander\n8,Asian and White\n",
			"Asian 1; Hispanic or Latino 1; Native Hawaiian or Other Pacific Islander 1; Two or More Races 4; White 1"},
	} {
		g, err := Read(write(t, "g.csv", test.text), Options{})
		if err != nil {
			t.Fatal(test.name, err)
		}
		if got := labelCounts(g, "race_ethnicity"); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		unknown := 0
		for _, r := range g.Rows {
			if r.Labels[0] == "" {
				unknown++
			}
		}
		if len(g.Attributes) != 1 || g.Unknown[0] != unknown {
			t.Errorf("%s: attributes %v, unknown %v, want one with %d", test.name, g.Attributes, g.Unknown, unknown)
		}
	}
}
