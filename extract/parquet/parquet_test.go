package parquet

import (
	"bytes"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// all reads a file's rows as text.
func all(t *testing.T, f *File) (rows [][]string) {
	t.Helper()
	r := f.Rows()
	defer r.Close()
	for {
		cells, err := r.Next()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, c := range cells {
			row = append(row, string(c))
		}
		rows = append(rows, row)
	}
}

func opened(t *testing.T, data []byte) *File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.parquet")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, []Column{{"file", Text}, {"present", Flag}, {"years", Number}, {"a", Text}})
	yes, no := true, false
	var want [][]string
	for i := range 10_000 { // several groups
		flag, text := &yes, "true"
		switch i % 3 {
		case 1:
			flag, text = &no, "false"
		case 2:
			flag, text = nil, ""
		}
		years, number := 2.25, "2.25"
		if i%2 == 1 {
			years, number = math.NaN(), ""
		}
		if err := w.Write(strings.Repeat("é", i%7), flag, years, "x"); err != nil {
			t.Fatal(err)
		}
		want = append(want, []string{"x", strings.Repeat("é", i%7), text, number})
	}
	w.Set("mark", "of this file")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f := opened(t, out.Bytes())
	if got := all(t, f); !reflect.DeepEqual(got, want) {
		t.Errorf("%d rows, the first %q; want %d, the first %q", len(got), got[0], len(want), want[0])
	}
	if f.Metadata("mark") != "of this file" || f.Metadata("other") != "" || f.Length != 10_000 {
		t.Errorf("metadata %q, %d rows", f.Metadata("mark"), f.Length)
	}
}

// TestCellsReadAsInCSV: what warehouses write.
func TestCellsReadAsInCSV(t *testing.T) {
	type row struct {
		Day    int32    `parquet:"day,date"`
		At     int64    `parquet:"at,timestamp(microsecond)"`
		Rate   int64    `parquet:"rate,decimal(3:18)"`
		Small  float32  `parquet:"small"`
		Count  int64    `parquet:"count"`
		City   *string  `parquet:"city,optional"`
		Skills []string `parquet:"skills,list"`
	}
	var out bytes.Buffer
	w := parquet.NewGenericWriter[row](&out)
	city := "Århus"
	for _, r := range []row{{Day: 20000, At: 1_700_000_000_000_000, Rate: -1234, Small: 0.1, Count: 7, City: &city, Skills: []string{"go"}}, {Rate: 5}} {
		if _, err := w.Write([]row{r}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f := opened(t, out.Bytes())
	if want := []string{"day", "at", "rate", "small", "count", "city"}; !reflect.DeepEqual(f.Columns, want) || !reflect.DeepEqual(f.Nested, []string{"skills"}) {
		t.Errorf("columns %q, nested %q", f.Columns, f.Nested)
	}
	want := [][]string{{"2024-10-04", "2023-11-14T22:13:20Z", "-1.234", "0.1", "7", "Århus"}, {"1970-01-01", "1970-01-01T00:00:00Z", "0.005", "0", "0", ""}}
	if got := all(t, f); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestDamagedFilesAreErrors: whatever is cut or changed, never a panic.
func TestDamagedFilesAreErrors(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, []Column{{"file", Text}, {"years", Number}})
	for i := range 300 {
		if err := w.Write(strings.Repeat("text", i%5), float64(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole := out.Bytes()
	path := filepath.Join(t.TempDir(), "x.parquet")
	for at := 0; at < len(whole); at += 11 {
		for _, data := range [][]byte{whole[:at], append(append(bytes.Clone(whole[:at]), whole[at]^0x55), whole[at+1:]...)} {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := Open(path)
			if err != nil {
				continue
			}
			for r := f.Rows(); err == nil; {
				_, err = r.Next()
			}
			f.Close()
		}
	}
}
