package table

import (
	"io"
	"strings"
	"testing"
	"time"
)

// dribble hands over a kilobyte at a time, as a decoder does.
type dribble struct{ r io.Reader }

func (d dribble) Read(p []byte) (int, error) { return d.r.Read(p[:min(len(p), 1024)]) }

// TestALongLineIsReadInOneGo: a quote that never closes in a line of 16 MB.
func TestALongLineIsReadInOneGo(t *testing.T) {
	began := time.Now()
	text := "a,b\n1,\"" + strings.Repeat("x", 16<<20) + "\n2,3\n"
	s := newCSV(dribble{strings.NewReader(text)}, nil, ',')
	var rows []int
	for {
		cells, err := s.next()
		if err == io.EOF {
			break
		}
		rows = append(rows, len(cells))
	}
	if len(rows) != 3 || rows[2] != 2 {
		t.Errorf("rows of %v cells, want three and the last of two", rows)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %s: a line is looked at again for each kilobyte", took)
	}
}
