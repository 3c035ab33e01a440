package document

import "testing"

func TestInk(t *testing.T) {
	page := rectangle{0, 0, 600, 800}
	for name, c := range map[string]struct {
		ink  ink
		want bool
	}{
		"nothing known":       {ink{}, false},
		"off":                 {ink{Off: true}, true},
		"one point":           {ink{Size: 1}, true},
		"small print":         {ink{Size: 5}, false},
		"white on white":      {ink{Colour: white(), Behind: white()}, true},
		"black on black":      {ink{Colour: rgb(0, 0, 0), Behind: rgb(0, 0, 0)}, true},
		"white on unknown":    {ink{Colour: white()}, false},
		"grey on white":       {ink{Colour: rgb(0.8, 0.8, 0.8), Behind: white()}, false},
		"clear":               {ink{Colour: colour{known: true, clear: true}}, true},
		"over the edge":       {ink{Box: rectangle{590, 10, 610, 20}, Page: page}, false},
		"beside the page":     {ink{Box: rectangle{610, 10, 700, 20}, Page: page}, true},
		"nearly off the page": {ink{Box: rectangle{599, 10, 700, 20}, Page: page}, true},
	} {
		if got := c.ink.hidden(); got != c.want {
			t.Errorf("%s: hidden %v, want %v", name, got, c.want)
		}
	}
}
