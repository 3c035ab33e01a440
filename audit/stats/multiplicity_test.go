package stats_test

import (
	"math"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

func TestMultiplicityAgainstR(t *testing.T) {
	var file struct {
		Sets []struct {
			Name        string
			P, BH, Holm []*float64
		}
	}
	oracle.Load(t, "multiplicity/expected.json", &file)
	for _, s := range file.Sets {
		for _, c := range []struct {
			name   string
			adjust func([]*float64) []*float64
			want   []*float64
		}{
			{"BH", stats.BenjaminiHochberg, s.BH}, {"Holm", stats.Holm, s.Holm},
		} {
			got := c.adjust(s.P)
			if len(got) != len(c.want) {
				t.Fatalf("%s %s: %d results for %d", s.Name, c.name, len(got), len(c.want))
			}
			for i := range got {
				if (got[i] == nil) != (c.want[i] == nil) {
					t.Errorf("%s %s [%d]: got %v, want %v", s.Name, c.name, i, got[i], c.want[i])
				} else if got[i] != nil {
					oracle.Near(t, s.Name+" "+c.name, *got[i], oracle.Number(*c.want[i]), 1e-12)
				}
			}
		}
	}
}

func TestMultiplicityEdges(t *testing.T) {
	nan, two, half := math.NaN(), 2.0, 0.5
	for name, f := range map[string]func([]*float64) []*float64{
		"Holm": stats.Holm, "BH": stats.BenjaminiHochberg,
	} {
		if got := f(nil); len(got) != 0 {
			t.Errorf("%s of nothing: %v", name, got)
		}
		got := f([]*float64{nil, &nan, &two, &half})
		if got[0] != nil || got[1] != nil || got[2] != nil || got[3] == nil || *got[3] != 0.5 {
			t.Errorf("%s: no probability must count as missing, got %v", name, got)
		}
		if two != 2 || half != 0.5 {
			t.Fatalf("%s changed its argument", name)
		}
	}
}
