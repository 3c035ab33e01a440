package stats

import "testing"

// What survfit says is tested on a whole funnel in package audit (testdata/funnel.R);
// here the ends.
func TestStageProductEdges(t *testing.T) {
	for name, stages := range map[string][]Passing{"nobody at a stage": {{3, 5}, {0, 0}}, "more than all": {{6, 5}}} {
		_, err := StageProduct(stages, 0.95)
		refused(t, name, err)
	}
	for name, c := range map[string]struct {
		stages []Passing
		want   float64
	}{"no stage": {nil, 1}, "all pass": {[]Passing{{5, 5}, {5, 5}}, 1}, "none passes the last": {[]Passing{{3, 5}, {0, 3}}, 0}} {
		got, err := StageProduct(c.stages, 0.95)
		if err != nil || got.Value != c.want || got.Low != c.want || got.High != c.want {
			t.Errorf("%s: %+v, %v; want %v without width", name, got, err, c.want)
		}
	}
}
