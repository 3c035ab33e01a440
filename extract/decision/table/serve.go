package table

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"weaksignal/extract/pool"
)

// IsWorker reports whether args (os.Args) ask for [ServeWorker].
func IsWorker(args []string) bool { return len(args) == 2 && args[1] == WorkerArg }

// ServeWorker is the other end of a [Worker]: it opens the workbook that arrives on in and
// answers questions about it on out until in ends.
func ServeWorker(in io.Reader, out io.Writer) error {
	return pool.ServeSession(in, out, func([]byte) (pool.Handler, error) { return (&server{}).handle, nil })
}

// server answers inside a worker.
type server struct {
	book *excel
	// under way are the rows that were begun, by what comes next.
	underWay map[string]sheetRows
}

// blockSize is where a block of rows ends.
const blockSize = 256 << 10

func (s *server) handle(meta, data []byte) ([]byte, bool) {
	var q question
	var r reply
	var rows []byte
	err := json.Unmarshal(meta, &q)
	if err == nil {
		r, rows, err = s.answer(q, data)
	}
	var bound *boundError
	if errors.As(err, &bound) {
		r = reply{Bound: bound.reason}
	} else if err != nil {
		r = reply{Error: err.Error()}
	}
	text, _ := json.Marshal(r) //nolint:errcheck // it holds only what JSON does
	return append(append(binary.AppendUvarint(nil, uint64(len(text))), text...), rows...), false
}

// answer: excelize panics on some damaged files; that is an error of the file.
func (s *server) answer(q question, data []byte) (r reply, rows []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	if s.book == nil && q.Op != opOpen {
		return r, nil, errors.New("no workbook is open")
	}
	switch q.Op {
	case opOpen:
		if s.book, err = openExcel(data); err == nil {
			s.underWay = map[string]sheetRows{}
			r.Sheets, r.Epoch1904 = s.book.contents()
		}
	case opRows:
		rows, err = s.rows(q)
	case opMerged:
		r.Areas, err = s.book.merged(q.Sheet)
	case opLinks:
		r.Columns, err = s.book.links(q.Sheet, q.Row, q.Columns)
	}
	return r, rows, err
}

// maxUnderWay bounds what readers left unfinished.
const maxUnderWay = 8

// rows are the next rows of a sheet after a byte that is 1 if there are no more.
func (s *server) rows(q question) ([]byte, error) {
	src := s.underWay[q.key()]
	delete(s.underWay, q.key())
	if src == nil {
		var err error
		if src, err = s.begin(q); err != nil {
			return nil, err
		}
	}
	b := append(make(block, 0, blockSize+4096), 0)
	for len(b) < blockSize {
		cells, hidden, err := src.next()
		if err == io.EOF {
			b[0] = 1
			return b, src.close()
		}
		if err != nil {
			return nil, err
		}
		b = b.add(cells, hidden)
		q.Skip++
	}
	if len(s.underWay) == maxUnderWay {
		clear(s.underWay)
	}
	s.underWay[q.key()] = src
	return b, nil
}

// begin reads a sheet from its top to where the question is.
func (s *server) begin(q question) (sheetRows, error) {
	src, err := s.book.rows(q.Sheet, q.Columns, q.Row)
	if err != nil {
		return nil, err
	}
	for range q.Skip {
		if _, _, err := src.next(); err != nil {
			return nil, err
		}
	}
	return src, nil
}

func (q question) key() string { return fmt.Sprint(q) }
