package table

import (
	"bytes"
	"io"
)

// maxRecord bounds one CSV record. A longer one is a quote that never closes.
const maxRecord = 256 << 10

// maxBroken is how many such records are read past: each costs maxRecord, and
// a file with more of them has no sound quoting at all.
const maxBroken = 100

// csvScanner reads delimited text into cells that point into its buffer. It is
// lenient where exports are: a quote inside a cell is data, text after a closing
// quote stays, a record may have any number of cells.
type csvScanner struct {
	r      io.Reader
	closer io.Closer
	delim  byte
	buf    []byte
	pos    int // start of the unread part of buf
	end    int // end of the data in buf
	eof    bool
	readEr error
	cells  [][]byte
	undone []byte // the record's cells that were written with escapes
	count  int    // records returned
	broken int    // records with a quote that never closes
	// escapes: quotes inside a quoted cell are written \".
	escapes bool
	// size is the length of the text in bytes, 0 if not known; read what has come in.
	size, read int64
}

func newCSV(r io.Reader, c io.Closer, delim byte) *csvScanner {
	return &csvScanner{r: r, closer: c, delim: delim, buf: make([]byte, 256<<10)}
}

// done is how many bytes the records returned so far had.
func (s *csvScanner) done() int64 { return s.read - int64(s.end-s.pos) }

func (s *csvScanner) row() int { return s.count }
func (s *csvScanner) close() error {
	if s.closer == nil {
		return nil
	}
	return s.closer.Close()
}

// next returns the cells of the next record, valid until the next call; io.EOF
// after the last one. With ErrQuote the cells are the line as it stands.
func (s *csvScanner) next() ([][]byte, error) {
	if s.pos == s.end && !s.fill() {
		return nil, s.fail()
	}
	for {
		stop, ok := s.split(false)
		if ok {
			s.pos = stop
			s.count++
			return s.cells, nil
		}
		if ended := s.eof; s.end-s.pos < maxRecord && (s.fill() || !ended) {
			continue // there is more, or it is known now that there is not
		}
		if s.readEr != nil {
			return nil, s.readEr
		}
		s.fillLine()
		stop, _ = s.split(true)
		s.pos = stop
		s.count++
		if s.broken++; s.broken > maxBroken {
			return nil, errQuoting
		}
		return s.cells, ErrQuote
	}
}

func (s *csvScanner) fail() error {
	if s.readEr != nil {
		return s.readEr
	}
	return io.EOF
}

// fill moves the unread part to the front and reads more; false at the end.
func (s *csvScanner) fill() bool {
	if s.eof {
		return false
	}
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.end -= s.pos
		s.pos = 0
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		s.read += int64(n)
		if err != nil {
			s.eof = true
			if err != io.EOF {
				s.readEr = err
			}
			return n > 0
		}
		if n > 0 {
			return true
		}
	}
	s.eof, s.readEr = true, io.ErrNoProgress
	return false
}

// fillLine reads on until the line at pos ends, and looks at each byte once: a decoder
// hands over a few kilobytes at a time, and a line may have megabytes.
func (s *csvScanner) fillLine() {
	seen := 0
	for bytes.IndexByte(s.buf[s.pos+seen:s.end], '\n') < 0 {
		seen = s.end - s.pos
		if !s.fill() {
			return
		}
	}
}

// split cuts the record at pos into cells and returns where the next one starts.
// ok is false if the record does not end within the data read so far. With
// literal, quotes are data.
func (s *csvScanner) split(literal bool) (stop int, ok bool) {
	buf := s.buf[:s.end]
	s.cells, s.undone = s.cells[:0], s.undone[:0]
	i, line := s.pos, s.pos-1 // line is the end of the line that i stands in
	for {
		if !literal && i < len(buf) && buf[i] == '"' {
			j, cell, ok := s.quoted(buf, i)
			if !ok {
				return 0, false
			}
			s.cells = append(s.cells, cell)
			i = j
		} else {
			if line < i {
				line = until(buf, i, '\n')
			}
			j := until(buf[:line], i, s.delim)
			s.cells = append(s.cells, buf[i:j])
			i = j
		}
		if i == len(buf) {
			if !s.eof {
				return 0, false
			}
			s.trimCR()
			return i, true
		}
		if buf[i] == '\n' {
			s.trimCR()
			return i + 1, true
		}
		i++ // the delimiter
	}
}

// until is where a byte stands next from i on, or the end.
func until(buf []byte, i int, b byte) int {
	if n := bytes.IndexByte(buf[i:], b); n >= 0 {
		return i + n
	}
	return len(buf)
}

// trimCR drops the carriage return of a CRLF line end from the last cell.
func (s *csvScanner) trimCR() {
	last := len(s.cells) - 1
	s.cells[last] = bytes.TrimSuffix(s.cells[last], []byte{'\r'})
}

// quoted reads the quoted cell at i up to the delimiter, line end or end of data
// that follows it. Doubled quotes are undone in a copy, so that the record can
// be split again.
func (s *csvScanner) quoted(buf []byte, i int) (next int, cell []byte, ok bool) {
	j, doubled := i+1, false
	for {
		k := bytes.IndexByte(buf[j:], '"')
		if k < 0 {
			return 0, nil, false
		}
		j += k
		if j+1 == len(buf) && !s.eof {
			return 0, nil, false
		}
		if s.escapes && escaped(buf[i+1:j]) && !s.closes(buf, j) {
			doubled = true
			j++
			continue
		}
		if j+1 < len(buf) && buf[j+1] == '"' {
			doubled = true
			j += 2
			continue
		}
		break
	}
	cell = buf[i+1 : j]
	if doubled {
		cell = s.undo(cell)
	}
	k := j + 1
	if k < len(buf) && buf[k] == s.delim {
		return k, cell, true
	}
	for k < len(buf) && buf[k] != s.delim && buf[k] != '\n' {
		k++
	}
	if rest := bytes.TrimRight(buf[j+1:k], "\r"); len(rest) > 0 {
		cell = append(append(make([]byte, 0, len(cell)+len(rest)), cell...), rest...)
	}
	return k, cell, true
}

// undo writes a cell without the marks that escape its quotes. Doubled quotes are
// undone first: \"" is a backslash before an escaped quote.
func (s *csvScanner) undo(cell []byte) []byte {
	from := len(s.undone)
	for {
		i := bytes.IndexByte(cell, '"')
		if i < 0 {
			s.undone = append(s.undone, cell...)
			return s.undone[from:len(s.undone):len(s.undone)]
		}
		s.undone = append(s.undone, cell[:i]...)
		if n := len(s.undone); s.escapes && n > from && s.undone[n-1] == '\\' {
			s.undone = s.undone[:n-1]
		}
		s.undone = append(s.undone, '"')
		if cell = cell[i+1:]; len(cell) > 0 && cell[0] == '"' {
			cell = cell[1:]
		}
	}
}

// escaped tells whether an odd number of backslashes stands before a quote.
func escaped(before []byte) bool {
	n := 0
	for n < len(before) && before[len(before)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// closes tells whether the quote at j ends its cell although a backslash stands
// before it: the cell ends in a path, if the rest of the line has no open quote.
func (s *csvScanner) closes(buf []byte, j int) bool {
	if j+1 < len(buf) && buf[j+1] != s.delim && buf[j+1] != '\n' && buf[j+1] != '\r' {
		return false
	}
	line := buf[j+1:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	return (bytes.Count(line, []byte{'"'})-bytes.Count(line, []byte(`\"`)))%2 == 0
}
