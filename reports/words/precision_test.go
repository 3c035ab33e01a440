package words

import (
	"math"
	"testing"
)

func TestFigures(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{PointsRange(.2906, .153, .4282), "29 (15 to 43)"},
		{PointsRange(-.021, -.029, -.013), "−2.1 (−2.9 to −1.3)"},
		{PointsRange(-.021, -.043, .002), "−2 (−4 to 0.2)"},
		{PointsRange(.06, .002, .118), "6 (0.2 to 12)"},
		{PointsRange(.3, math.Inf(-1), .5), "30 (no limit to 50)"},
		{PercentRange(.4551, .404, .5062), "46 % (40 to 51)"},
		{PercentRange(.4551, .45, .46), "45.5 % (45.0 to 46.0)"},
		{PointsRange(-.021, -.063, .022), "−2 (−6 to 2)"},
		{RatioRange(.7700, .529, 1.1574), "0.77 (0.53 to 1.16)"},
		{MoreOften(-.12, -.3, -.02), "12 points less often"},

		{Figure(-.04, 1), "0.0"}, {Figure(12345.6, 1), "12,345.6"},
		{LowerFirst("Open-source contribution"), "open-source contribution"}, {LowerFirst("PhD"), "PhD"}, {LowerFirst("SQL skill"), "SQL skill"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
