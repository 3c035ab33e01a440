package table

import (
	"bytes"
	"io"
	"os"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"weaksignal/extract/regular"
)

// text is how a text file is written.
type text struct {
	path      string
	encoding  encoding.Encoding // nil = UTF-8
	skip      int64             // length of the byte order mark
	delimiter byte
	// escapes: quotation marks inside cells are written \" and not "".
	escapes bool
	// bad counts bytes that are no UTF-8 in a file that else is.
	bad int
	// size in bytes; 0 if characters are converted.
	size int64
}

// inspect finds out encoding, delimiter and escapes.
func inspect(f *os.File, path string, score func([]string) int) (*text, error) {
	t := &text{path: path}
	if err := t.detectEncoding(f); err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && t.encoding == nil && t.bad == 0 {
		t.size = info.Size()
	}
	if _, err := f.Seek(t.skip, io.SeekStart); err != nil {
		return nil, &Error{File: path, Reason: "cannot be read: " + err.Error(), Remedy: "give a regular file, no pipe"}
	}
	sample := make([]byte, sampleBytes)
	n, err := io.ReadFull(t.decode(f), sample)
	sample = sample[:n]
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, &Error{File: path, Reason: "cannot be read: " + err.Error(), Remedy: "save it again as UTF-8 CSV"}
	}
	if bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0 {
		return nil, &Error{File: path, Reason: "its lines end with a lone carriage return, as old Macintosh programs write them", Remedy: "save it again as UTF-8 CSV"}
	}
	t.delimiter = detectDelimiter(sample, err != nil, score)
	return t, nil
}

// rows opens the file at its first row.
func (t *text) rows() (source, error) {
	f, err := regular.Open(t.path)
	if err != nil {
		return nil, &Error{File: t.path, Reason: openReason(err), Remedy: "check the path and the permissions"}
	}
	if _, err := f.Seek(t.skip, io.SeekStart); err != nil {
		f.Close()
		return nil, &Error{File: t.path, Reason: "cannot be read: " + err.Error(), Remedy: "give a regular file, no pipe"}
	}
	s := newCSV(t.decode(f), f, t.delimiter)
	s.size, s.escapes = t.size, t.escapes
	return s, nil
}

func (t *text) decode(r io.Reader) io.Reader {
	switch {
	case t.encoding != nil:
		return t.encoding.NewDecoder().Reader(r)
	case t.bad > 0:
		return transform.NewReader(r, mend{})
	}
	return r
}

// mend turns the bytes that are no UTF-8 into the characters that they are in
// Windows-1252: one pasted note must not change the names of all others.
type mend struct{ transform.NopResetter }

// Transform implements [transform.Transformer].
func (mend) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		r, size := rune(src[nSrc]), 1
		if r >= utf8.RuneSelf {
			if r, size = utf8.DecodeRune(src[nSrc:]); r == utf8.RuneError && size == 1 {
				if !atEOF && !utf8.FullRune(src[nSrc:]) {
					return nDst, nSrc, transform.ErrShortSrc
				}
				r = charmap.Windows1252.DecodeByte(src[nSrc])
			}
		}
		if nDst+utf8.UTFMax > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// detectEncoding reads the byte order mark, else looks at the bytes: every second
// one zero is UTF-16; a text that is no UTF-8 is Windows-1252, the default of
// Excel's "CSV", unless most of its accented characters are UTF-8.
func (t *text) detectEncoding(f *os.File) error {
	fail := func(reason, remedy string) error { return &Error{File: t.path, Reason: reason, Remedy: remedy} }
	buf := make([]byte, 256<<10)
	n, err := f.ReadAt(buf, 0)
	if err != nil && err != io.EOF {
		return fail("cannot be read: "+err.Error(), "give a regular file")
	}
	head := buf[:n]
	switch {
	case n == 0:
		return fail("the file is empty", "export it again")
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		t.skip = 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		t.encoding, t.skip = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
		return nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		t.encoding, t.skip = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
		return nil
	case bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return fail("this is an Excel file of the old kind (.xls)", "open it and save it as .xlsx or CSV")
	case bytes.HasPrefix(head, []byte("%PDF")):
		return fail("this is a PDF, no table", "export the table as CSV or XLSX")
	case isHTML(head):
		return fail("this is a web page, whatever its name says", "open it in a spreadsheet program and save it as .xlsx or CSV")
	}
	if t.encoding = guessUTF16(head); t.encoding != nil {
		return nil
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return fail("this is no text: it holds zero bytes", "export the table as CSV or XLSX")
	}
	found, err := scanBytes(f, t.skip, buf, false)
	if err != nil {
		return fail("cannot be read: "+err.Error(), "copy it to a local disk and try again")
	}
	t.escapes = found.escapes > 0
	if found.bad > 0 {
		// Only now is it worth counting what is sound.
		if found, err = scanBytes(f, t.skip, buf, true); err != nil {
			return fail("cannot be read: "+err.Error(), "copy it to a local disk and try again")
		}
	}
	if found.bad > found.accented {
		t.encoding = charmap.Windows1252
		return nil
	}
	t.bad = found.bad
	return nil
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

// bytesFound is what a scan of a whole text counts.
type bytesFound struct {
	bad      int // bytes that are no UTF-8
	accented int // characters of several bytes, where they are counted
	escapes  int // \" inside a cell
}

// scanBytes scans the whole file: a single late name with an accent decides.
func scanBytes(f *os.File, from int64, buf []byte, count bool) (found bytesFound, err error) {
	keep := 0
	for {
		n, err := f.ReadAt(buf[keep:], from)
		from += int64(n)
		data := buf[:keep+n]
		if err != nil && err != io.EOF {
			return found, err
		}
		cut := len(data)
		if err == nil {
			for cut > 0 && len(data)-cut < utf8.UTFMax && !(data[cut-1] < utf8.RuneSelf && data[cut-1] != '\\' && data[cut-1] != '"') {
				cut--
			}
		}
		found.add(data[:cut], count)
		if err == io.EOF {
			return found, nil
		}
		keep = copy(buf, data[cut:])
	}
}

func (b *bytesFound) add(data []byte, count bool) {
	if !utf8.Valid(data) {
		for i := 0; i < len(data); {
			_, size := utf8.DecodeRune(data[i:])
			if size == 1 && data[i] >= utf8.RuneSelf {
				b.bad++
			} else if size > 1 {
				b.accented++
			}
			i += size
		}
	} else if count {
		b.accented += len(data) - utf8.RuneCount(data)
	}
	for i := bytes.Index(data, []byte(`\"`)); i >= 0 && i+2 < len(data); {
		// Before a delimiter or a line end it may be a path that ends there.
		if c := data[i+2]; bytes.IndexByte([]byte(",;\t|\r\n\""), c) < 0 {
			b.escapes++
		}
		next := bytes.Index(data[i+2:], []byte(`\"`))
		if next < 0 {
			break
		}
		i += 2 + next
	}
}
