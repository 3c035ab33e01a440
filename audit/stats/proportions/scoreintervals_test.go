package proportions

import (
	"fmt"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

func TestScoreIntervalsAgainstR(t *testing.T) {
	var file struct {
		Tables []struct {
			Table            struct{ X1, N1, X2, N2 int }
			Level            float64
			Wilson, Newcombe [2]oracle.Number
			Koopman          [2]oracle.Number
		}
	}
	oracle.Load(t, "score_intervals/expected.json", &file)
	for _, o := range file.Tables {
		tab := stats.Table(o.Table)
		w, err := Wilson(tab.X1, tab.N1, o.Level)
		oracle.CheckInterval(t, fmt.Sprintf("Wilson %+v at %v", tab, o.Level), w, err, oracle.Number(w.Value), o.Wilson, 1e-9)
		for _, c := range []struct {
			name      string
			f         func(stats.Table, float64) (stats.Interval, error)
			want      [2]oracle.Number
			tolerance float64
		}{
			{"Newcombe", Newcombe, o.Newcombe, 1e-9},
			{"Koopman", Koopman, o.Koopman, 1e-8},
		} {
			iv, err := c.f(tab, o.Level)
			oracle.CheckInterval(t, fmt.Sprintf("%s %+v at %v", c.name, tab, o.Level), iv, err, oracle.Number(iv.Value), c.want, c.tolerance)
		}
	}
}
