package extract

import (
	"strings"
	"testing"

	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// TestLinesAround: the lines around a line of evidence come with it, masked like it; what
// is further off does not.
func TestLinesAround(t *testing.T) {
	text := &document.Text{Body: "Profile\n\n\n\nJane Roe\n\nKaggle Expert\njane.roe@example.org wrote it\nthe rest"}
	r := signal.Reading{Findings: map[string]signal.Finding{"kaggle": {Evidence: []signal.Evidence{{Line: 7}, {Line: 1}}}}}
	quote(r, text)
	mask(r, []string{"Jane Roe"})
	e := r.Findings["kaggle"].Evidence
	if e[0].Text != "Kaggle Expert" || e[0].Before == "" || !strings.Contains(e[0].After, "wrote it") {
		t.Errorf("the lines around are %+v", e[0])
	}
	if strings.Contains(e[0].Before+e[0].After, "Roe") || strings.Contains(e[0].After, "example.org") {
		t.Errorf("not masked: %+v", e[0])
	}
	if e[1].Before != "" || e[1].After != "" {
		t.Errorf("lines far off stand with it: %+v", e[1])
	}
}
