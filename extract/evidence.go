package extract

import (
	"strings"

	"weaksignal/extract/signal"
)

// quote fills in the words of evidence from the lines of the text.
func quote(r signal.Reading, body string) {
	lines := strings.Split(body, "\n")
	for _, f := range r.Findings {
		for _, list := range [][]signal.Evidence{f.Evidence, f.NearMisses} {
			for i, e := range list {
				if e.Line > 0 && e.Line <= len(lines) {
					list[i].Text = lines[e.Line-1]
				}
			}
		}
	}
}
