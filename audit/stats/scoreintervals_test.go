package stats

import (
	"fmt"
	"testing"
)

func TestScoreIntervalsAgainstR(t *testing.T) {
	var file struct {
		Tables []struct {
			Table             struct{ X1, N1, X2, N2 int }
			Level             float64
			Wilson, Newcombe  [2]number
			Mee, Koopman      [2]number
			MiettinenNurminen [2]number `json:"miettinen_nurminen"`
			MNRatio           [2]number `json:"miettinen_nurminen_ratio"`
		}
	}
	load(t, "score_intervals/expected.json", &file)
	for _, o := range file.Tables {
		tab := Table(o.Table)
		w, err := Wilson(tab.X1, tab.N1, o.Level)
		checkInterval(t, fmt.Sprintf("Wilson %+v at %v", tab, o.Level), w, err, number(w.Value), o.Wilson, 1e-9)
		for _, c := range []struct {
			name      string
			f         func(Table, float64) (Interval, error)
			want      [2]number
			tolerance float64
		}{
			{"Newcombe", Newcombe, o.Newcombe, 1e-9},
			{"Mee", Mee, o.Mee, 1e-8}, {"Miettinen–Nurminen", MiettinenNurminen, o.MiettinenNurminen, 1e-8},
			{"Koopman", Koopman, o.Koopman, 1e-8}, {"Miettinen–Nurminen ratio", MiettinenNurminenRatio, o.MNRatio, 1e-8},
		} {
			iv, err := c.f(tab, o.Level)
			checkInterval(t, fmt.Sprintf("%s %+v at %v", c.name, tab, o.Level), iv, err, number(iv.Value), c.want, c.tolerance)
		}
	}
}
