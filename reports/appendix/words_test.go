package appendix

import (
	"testing"

	"weaksignal/reports"
	"weaksignal/reports/bookstest"
)

// TestDictionaryIsComplete: every column of every sheet is explained, and every
// explanation stands in the dictionary, once for each meaning.
func TestDictionaryIsComplete(t *testing.T) {
	for name, b := range bookstest.Cases() {
		d := &draft{Draft: reports.NewDraft(b)}
		pages := d.pages()
		methods := pages[len(pages)-1]
		said := map[string]bool{}
		for _, line := range methods.Lines {
			if len(line.Cells) > 2 {
				head, _ := line.Cells[0].Value.(string)
				meaning, _ := line.Cells[1].Value.(string)
				said[head+"\x00"+meaning] = true
			}
		}
		for _, p := range pages {
			for _, c := range p.Columns {
				if c.Meaning == "" || c.Unit == "" || c.Head == "" {
					t.Errorf("%s: %s: the column %q is not explained", name, p.Name, c.Head)
				}
				if !said[c.Head+"\x00"+c.Meaning] {
					t.Errorf("%s: %s: the column %q is not in the dictionary", name, p.Name, c.Head)
				}
			}
		}
	}
}
