package ocr

import (
	"errors"
	"slices"
	"testing"
)

// Two lines of tesseract 5.3.0, with a row that is none and one of no text.
const table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t800\t200\t-1\t\n" +
	"4\t1\t1\t1\t1\t0\t20\t30\t200\t26\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t20\t32\t80\t20\t96.5\tAna\n" +
	"5\t1\t1\t1\t1\t2\t110\t30\t110\t26\t50\tExample\n" +
	"5\t1\t1\t1\t1\t3\t220\t30\t10\t26\t95\t \n" +
	"no table\n" +
	"4\t2\t1\t1\t1\t0\t20\t80\t200\t26\t-1\t\n" +
	"5\t2\t1\t1\t1\t1\t20\t80\t80\t20\t120\ta\tb\n"

func TestParse(t *testing.T) {
	got := parse(table)
	want := []Word{
		{Text: "Ana", Page: 1, Left: 20, Top: 32, Width: 80, Height: 20, LineTop: 30, LineHeight: 26, Confidence: 0.965},
		{Text: "Example", Page: 1, Left: 110, Top: 30, Width: 110, Height: 26, LineTop: 30, LineHeight: 26, Confidence: 0.5},
		{Text: "a\tb", Page: 2, Left: 20, Top: 80, Width: 80, Height: 20, LineTop: 80, LineHeight: 26, Confidence: 1},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestFind(t *testing.T) {
	e, err := Find(t.Context(), []string{"eng"})
	if errors.Is(err, ErrMissing) {
		t.Skip("tesseract is not installed")
	}
	if err != nil || e.Version == "" {
		t.Fatalf("got %+v, %v; want a version", e, err)
	}
	var missing *MissingLanguageError
	if _, err := Find(t.Context(), []string{"eng", "tlh"}); !errors.As(err, &missing) || !slices.Equal(missing.Missing, []string{"tlh"}) || !slices.Contains(missing.Installed, "eng") {
		t.Errorf("got %v; want that tlh is missing and eng is not", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(t.Context(), []string{"eng"}); !errors.Is(err, ErrMissing) {
		t.Errorf("without it: %v, want %v", err, ErrMissing)
	}
}

func TestAPictureThatIsNone(t *testing.T) {
	e, err := Find(t.Context(), []string{"eng"})
	if err != nil {
		t.Skip(err)
	}
	if words, err := e.Read(t.Context(), []byte("no picture"), 0); err == nil {
		t.Errorf("got %v and no error", words)
	}
}
