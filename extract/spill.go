package extract

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
)

// spill holds values as JSON in a file of this process alone (0600, in the temporary
// folder), to be read again at their places. It may be used by several goroutines.
type spill struct {
	mu   sync.Mutex
	file *os.File
	out  *bufio.Writer
	end  int64
	dry  bool // everything is in the file
}

func newSpill() (*spill, error) {
	f, err := os.CreateTemp("", ".profiles-")
	if err != nil {
		return nil, fmt.Errorf("lay profiles aside: %w", err)
	}
	if runtime.GOOS != "windows" { // which removes no open file
		if err := os.Remove(f.Name()); err != nil {
			return nil, fmt.Errorf("lay profiles aside: %w", errors.Join(err, f.Close()))
		}
	}
	return &spill{file: f, out: bufio.NewWriterSize(f, 256<<10)}, nil
}

func (s *spill) Close() error {
	err := s.file.Close()
	if runtime.GOOS == "windows" {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	return err
}

// put gives the place of a value.
func (s *spill) put(value any) (at int64, err error) {
	text, err := json.Marshal(value)
	if err != nil {
		return 0, fmt.Errorf("lay profiles aside: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at, s.dry = s.end, false
	head := binary.LittleEndian.AppendUint32(nil, uint32(len(text)))
	for _, part := range [][]byte{head, text} {
		if _, err := s.out.Write(part); err != nil {
			return 0, fmt.Errorf("lay profiles aside: %w", err)
		}
		s.end += int64(len(part))
	}
	return at, nil
}

// get reads the value at a place.
func (s *spill) get(at int64, value any) error {
	s.mu.Lock()
	var err error
	if !s.dry {
		err, s.dry = s.out.Flush(), true
	}
	s.mu.Unlock()
	var head [4]byte
	if err == nil {
		_, err = s.file.ReadAt(head[:], at)
	}
	text := make([]byte, binary.LittleEndian.Uint32(head[:]))
	if err == nil {
		_, err = s.file.ReadAt(text, at+int64(len(head)))
	}
	if err == nil {
		err = json.Unmarshal(text, value)
	}
	if err != nil {
		return fmt.Errorf("read profiles that were laid aside: %w", err)
	}
	return nil
}
