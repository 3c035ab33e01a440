package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

// scan reads all records; a record with ErrQuote is prefixed "!".
func scan(t *testing.T, r io.Reader, delim byte) [][]string {
	t.Helper()
	s := newCSV(r, nil, delim)
	var out [][]string
	for {
		cells, err := s.next()
		if err == io.EOF {
			return out
		}
		var row []string
		if errors.Is(err, ErrQuote) {
			row = append(row, "!")
		} else if err != nil {
			t.Fatal(err)
		}
		for _, c := range cells {
			row = append(row, string(c))
		}
		out = append(out, row)
	}
}

func TestCSV(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     [][]string
	}{
		{"plain", "a,b\n1,2\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"no last line end", "a,b\n1,", [][]string{{"a", "b"}, {"1", ""}}},
		{"CRLF and blank lines", "a\r\n\r\nb\r\n", [][]string{{"a"}, {""}, {"b"}}},
		{"quotes", `"a ""b"" c","d,e"` + "\n", [][]string{{`a "b" c`, "d,e"}}},
		{"line end in a cell", "\"a\nb\",c\n", [][]string{{"a\nb", "c"}}},
		{"a quote inside a cell is data", `5" pipe,x` + "\n", [][]string{{`5" pipe`, "x"}}},
		{"text after the closing quote", `"a"b,c` + "\r\n", [][]string{{"ab", "c"}}},
		{"formulas are data", "=1+1,+2,-3,@x\n", [][]string{{"=1+1", "+2", "-3", "@x"}}},
		{"zero bytes and control characters are data", "a\x01,b\n", [][]string{{"a\x01", "b"}}},
		{"a quote that never closes costs its own line", "a,b\n\"1,2\n3,4\n", [][]string{{"a", "b"}, {"!", `"1`, "2"}, {"3", "4"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := scan(t, strings.NewReader(test.in), ','); !reflect.DeepEqual(got, test.want) {
				t.Errorf("%q: got %q, want %q", test.in, got, test.want)
			}
			if got := scan(t, iotest.OneByteReader(strings.NewReader(test.in)), ','); !reflect.DeepEqual(got, test.want) {
				t.Errorf("%q byte by byte: got %q, want %q", test.in, got, test.want)
			}
		})
	}
}

// TestCSVAgreesWithEncodingCSV compares with the standard library wherever that
// one accepts the text.
func TestCSVAgreesWithEncodingCSV(t *testing.T) {
	long := strings.Repeat(strings.Repeat("x,\"y\"\"z\n\",", 400)+"end\n", 100)
	for _, in := range []string{long, "a,b,c\n\"1\",\"2\",\"3\"\n,,\n", "\"\",\"\"\n"} {
		r := csv.NewReader(strings.NewReader(in))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := scan(t, strings.NewReader(in), ','); !reflect.DeepEqual(got, want) {
			t.Errorf("%.40q differs from encoding/csv", in)
		}
	}
}

func TestCSVReportsAReadError(t *testing.T) {
	s := newCSV(io.MultiReader(bytes.NewReader([]byte("a,b\n1,2\n")), iotest.ErrReader(errors.New("disk gone"))), nil, ',')
	for range 2 {
		if _, err := s.next(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.next(); err == nil || err.Error() != "disk gone" {
		t.Errorf("got %v, want the reader's error", err)
	}
}
