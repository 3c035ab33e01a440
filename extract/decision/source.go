package decision

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// records is a table as a stream of rows.
type records interface {
	// next returns the cells of the next row, valid until the next call; io.EOF at the end.
	next() ([][]byte, error)
	// row is the 1-based number of the row that next returned.
	row() int
	// hidden: the row that next returned is hidden or filtered out in its sheet.
	hidden() bool
	close() error
}

// sampleBytes is what the delimiter is judged on.
const sampleBytes = 64 << 10

// open opens a table by its content: CSV in any usual encoding, or XLSX. score
// rates a row as a header and decides between delimiters and between sheets.
func open(path, sheet string, score func([]string) int) (records, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &InputError{File: path, Reason: openReason(err), Remedy: "check the path and the permissions"}
	}
	head := make([]byte, 8)
	n, _ := io.ReadFull(f, head)
	if bytes.HasPrefix(head[:n], []byte("PK\x03\x04")) {
		f.Close()
		return openXLSX(path, sheet, score)
	}
	r, err := openCSV(f, path, score)
	if err != nil {
		f.Close()
		return nil, err
	}
	return r, nil
}

func openReason(err error) string {
	var p *os.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, os.ErrPermission):
		return "the file may not be read"
	case errors.As(err, &p):
		return "cannot be opened: " + p.Err.Error()
	}
	return "cannot be opened: " + err.Error()
}

func openCSV(f *os.File, path string, score func([]string) int) (records, error) {
	enc, skip, err := detectEncoding(f, path)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(skip, io.SeekStart); err != nil {
		return nil, &InputError{File: path, Reason: "cannot be read: " + err.Error(), Remedy: "give a regular file, no pipe"}
	}
	var r io.Reader = f
	if enc != nil {
		r = enc.NewDecoder().Reader(f)
	}
	b := bufio.NewReaderSize(r, sampleBytes)
	sample, err := b.Peek(sampleBytes)
	if err != nil && err != io.EOF {
		return nil, &InputError{File: path, Reason: "cannot be read: " + err.Error(), Remedy: "save it again as UTF-8 CSV"}
	}
	whole := err == io.EOF
	if bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0 {
		return nil, &InputError{File: path, Reason: "its lines end with a lone carriage return, as old Macintosh programs write them", Remedy: "save it again as UTF-8 CSV"}
	}
	s := newCSV(b, f, detectDelimiter(sample, whole, score))
	if info, err := f.Stat(); err == nil && enc == nil {
		s.size = info.Size()
	}
	return s, nil
}

// detectEncoding reads the byte order mark, else looks at the bytes: every
// second one zero is UTF-16; what is not valid UTF-8 anywhere in the file is
// Windows-1252, the default of Excel's "CSV". nil is UTF-8. skip is the length
// of the mark.
func detectEncoding(f *os.File, path string) (enc encoding.Encoding, skip int64, err error) {
	buf := make([]byte, 256<<10)
	n, err := f.ReadAt(buf, 0)
	if err != nil && err != io.EOF {
		return nil, 0, &InputError{File: path, Reason: "cannot be read: " + err.Error(), Remedy: "give a regular file"}
	}
	head := buf[:n]
	switch {
	case n == 0:
		return nil, 0, &InputError{File: path, Reason: "the file is empty", Remedy: "export it again"}
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		skip = 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2, nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2, nil
	case bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, 0, &InputError{File: path, Reason: "this is an Excel file of the old kind (.xls)", Remedy: "open it and save it as .xlsx or CSV"}
	case bytes.HasPrefix(head, []byte("%PDF")):
		return nil, 0, &InputError{File: path, Reason: "this is a PDF, no table", Remedy: "export the table as CSV or XLSX"}
	case isHTML(head):
		return nil, 0, &InputError{File: path, Reason: "this is a web page, whatever its name says", Remedy: "open it in a spreadsheet program and save it as .xlsx or CSV"}
	}
	if enc := guessUTF16(head); enc != nil {
		return enc, 0, nil
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return nil, 0, &InputError{File: path, Reason: "this is no text: it holds zero bytes", Remedy: "export the table as CSV or XLSX"}
	}
	valid, err := validUTF8(f, skip, buf)
	if err != nil {
		return nil, 0, &InputError{File: path, Reason: "cannot be read: " + err.Error(), Remedy: "copy it to a local disk and try again"}
	}
	if valid {
		return nil, skip, nil
	}
	return charmap.Windows1252, skip, nil
}

func isHTML(head []byte) bool {
	h := bytes.ToLower(bytes.TrimSpace(head[:min(len(head), 512)]))
	return bytes.HasPrefix(h, []byte("<html")) || bytes.HasPrefix(h, []byte("<!doctype html")) || bytes.HasPrefix(h, []byte("<table"))
}

func guessUTF16(head []byte) encoding.Encoding {
	var zero [2]int
	h := head[:min(len(head), 4096)]
	for i, c := range h {
		if c == 0 {
			zero[i%2]++
		}
	}
	half := len(h) / 2
	switch {
	case half >= 4 && zero[1] > half*3/4 && zero[0] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case half >= 4 && zero[0] > half*3/4 && zero[1] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// validUTF8 scans the whole file: a single late name with an accent decides.
func validUTF8(f *os.File, from int64, buf []byte) (bool, error) {
	keep := 0
	for {
		n, err := f.ReadAt(buf[keep:], from)
		from += int64(n)
		data := buf[:keep+n]
		if err == io.EOF {
			return utf8.Valid(data), nil
		}
		if err != nil {
			return false, err
		}
		cut := len(data)
		for back := 1; back < utf8.UTFMax && back <= len(data); back++ {
			if utf8.RuneStart(data[len(data)-back]) {
				if !utf8.FullRune(data[len(data)-back:]) {
					cut = len(data) - back
				}
				break
			}
		}
		if !utf8.Valid(data[:cut]) {
			return false, nil
		}
		keep = copy(buf, data[cut:])
	}
}

// detectDelimiter takes the delimiter under which some row scores best as a
// header, then the one under which most rows have the same number of cells.
func detectDelimiter(sample []byte, whole bool, score func([]string) int) byte {
	if !whole {
		if i := bytes.LastIndexByte(sample, '\n'); i >= 0 {
			sample = sample[:i+1]
		}
	}
	if line, _, ok := bytes.Cut(sample, []byte{'\n'}); ok {
		if line = bytes.TrimSpace(line); len(line) == 5 && bytes.EqualFold(line[:4], []byte("sep=")) {
			return line[4]
		}
	}
	best, bestScore := byte(','), -1
	for _, d := range []byte{',', ';', '\t', '|'} {
		header, same := rateDelimiter(sample, d, score)
		if s := header*1000 + same; s > bestScore {
			best, bestScore = d, s
		}
	}
	return best
}

// rateDelimiter returns the best header score of the first rows and how many of
// them have the commonest number of cells, if that is two or more.
func rateDelimiter(sample []byte, d byte, score func([]string) int) (header, same int) {
	s := newCSV(bytes.NewReader(sample), nil, d)
	counts := map[int]int{}
	for range 60 {
		cells, err := s.next()
		if err != nil {
			break
		}
		header = max(header, score(texts(cells)))
		if len(cells) > 1 {
			counts[len(cells)]++
			same = max(same, counts[len(cells)])
		}
	}
	return header, same
}

// texts copies cells as trimmed strings.
func texts(cells [][]byte) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = string(trim(c))
	}
	return out
}

// trim drops white space, non-breaking and zero-width space included, at both ends.
func trim(c []byte) []byte {
	for len(c) > 0 && c[0] <= ' ' {
		c = c[1:]
	}
	for len(c) > 0 && c[len(c)-1] <= ' ' {
		c = c[:len(c)-1]
	}
	if len(c) > 0 && (c[0] >= utf8.RuneSelf || c[len(c)-1] >= utf8.RuneSelf) {
		return bytes.Trim(c, " \t\r\n\u00a0\u200b\u2007\u202f\ufeff")
	}
	return c
}
