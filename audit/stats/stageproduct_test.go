package stats_test

import (
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

// What survfit says is tested on a whole funnel in package audit (testdata/funnel.R);
// here the ends.
func TestStageProductEdges(t *testing.T) {
	for name, stages := range map[string][]stats.Passing{"nobody at a stage": {{X: 3, N: 5}, {X: 0, N: 0}}, "more than all": {{X: 6, N: 5}}} {
		_, err := stats.StageProduct(stages, 0.95)
		oracle.Refused(t, name, err)
	}
	for name, c := range map[string]struct {
		stages []stats.Passing
		want   float64
	}{"no stage": {nil, 1}, "all pass": {[]stats.Passing{{X: 5, N: 5}, {X: 5, N: 5}}, 1}, "none passes the last": {[]stats.Passing{{X: 3, N: 5}, {X: 0, N: 3}}, 0}} {
		got, err := stats.StageProduct(c.stages, 0.95)
		if err != nil || got.Value != c.want || got.Low != c.want || got.High != c.want {
			t.Errorf("%s: %+v, %v; want %v without width", name, got, err, c.want)
		}
	}
}
