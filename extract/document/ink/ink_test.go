package ink

import "testing"

func TestInk(t *testing.T) {
	page := Rectangle{0, 0, 600, 800}
	for name, c := range map[string]struct {
		ink  Ink
		want bool
	}{
		"nothing known":       {Ink{}, false},
		"off":                 {Ink{Off: true}, true},
		"one point":           {Ink{Size: 1}, true},
		"small print":         {Ink{Size: 5}, false},
		"white on white":      {Ink{Colour: White(), Behind: White()}, true},
		"black on black":      {Ink{Colour: Rgb(0, 0, 0), Behind: Rgb(0, 0, 0)}, true},
		"white on unknown":    {Ink{Colour: White()}, false},
		"grey on white":       {Ink{Colour: Rgb(0.8, 0.8, 0.8), Behind: White()}, false},
		"clear":               {Ink{Colour: Colour{Known: true, Clear: true}}, true},
		"over the edge":       {Ink{Box: Rectangle{590, 10, 610, 20}, Page: page}, false},
		"beside the page":     {Ink{Box: Rectangle{610, 10, 700, 20}, Page: page}, true},
		"nearly off the page": {Ink{Box: Rectangle{599, 10, 700, 20}, Page: page}, true},
	} {
		if got := c.ink.Hidden(); got != c.want {
			t.Errorf("%s: hidden %v, want %v", name, got, c.want)
		}
	}
}
