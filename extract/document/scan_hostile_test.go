package document

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ocr"
	"weaksignal/extract/document/scan"
)

// fakeOCR is a reader whose tesseract is a script; it counts its runs in a file.
func fakeOCR(t *testing.T, script string) (r *Reader, runs func() int) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	path, log := filepath.Join(dir, "tesseract"), filepath.Join(dir, "runs")
	if err := os.WriteFile(path, []byte("#!/bin/sh\necho run >>"+log+"\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	r = NewReader(Engines{OCR: ocr.Engine{Path: path, Version: "0", Languages: []string{"eng"}}})
	t.Cleanup(r.Close)
	return r, func() int {
		data, _ := os.ReadFile(log)
		return bytes.Count(data, []byte("run"))
	}
}

// seenWords is what tesseract says of a page with words enough for a résumé.
func seenWords() string {
	var b strings.Builder
	b.WriteString("cat <<'E'\nhead\n")
	for i, w := range strings.Fields(strings.ReplaceAll(sourceLatin(), "'", "")) {
		b.WriteString("5\t1\t1\t1\t1\t1\t" + "20\t" + string(rune('1'+i%9)) + "00\t80\t20\t95\t" + w + "\n")
	}
	return b.String() + "E\n"
}

func TestOCRReadsNoMorePagesThanItsCap(t *testing.T) {
	r, runs := fakeOCR(t, seenWords())
	pages := make([]string, scan.MaxPages+3)
	for i := range pages {
		pages[i] = "q 595 0 0 842 0 0 cm /Im Do Q"
	}
	got, err := r.ReadScan(t.Context(), pdfPages("", "", pages...), "scan.pdf", draft.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if runs() != scan.MaxPages || len(got.Pictures) != 3 || got.Doubt == draft.NoDoubt {
		t.Errorf("%d pages were read, %d left, doubt %q; want %d, 3 and a doubt", runs(), len(got.Pictures), got.Doubt, scan.MaxPages)
	}
}

func TestOCREndsAtItsDeadline(t *testing.T) {
	r, runs := fakeOCR(t, "exec sleep 60\n")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	begin := time.Now()
	_, err := r.ReadScan(ctx, picture.Bytes(), "scan.png", draft.Limits{})
	if err == nil || runs() == 0 || time.Since(begin) > 20*time.Second {
		t.Errorf("after %s, %d runs: %v; want an error at the deadline", time.Since(begin), runs(), err)
	}
}

// Pictures that ask for more memory than any page needs are refused by their heads, and
// what tesseract says wrong or not at all ends no run.
func TestHostilePicturesAndAnswers(t *testing.T) {
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	huge := bytes.Clone(small.Bytes())
	binary.BigEndian.PutUint32(huge[16:], 60_000)
	binary.BigEndian.PutUint32(huge[20:], 60_000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	r, runs := fakeOCR(t, seenWords())
	var e *draft.Error
	if _, err := r.ReadScan(t.Context(), huge, "huge.png", draft.Limits{}); !errors.As(err, &e) || runs() != 0 {
		t.Errorf("a picture of 60,000 by 60,000: %v after %d runs; want it refused unread", err, runs())
	}
	for name, script := range map[string]string{
		"crashes":            "kill -9 $$\n",
		"says nothing":       "exit 0\n",
		"says no table":      "echo '5\tx\ty'; head -c 3000000 /dev/zero\n",
		"says absurd places": "printf 'h\\n5\\t99999\\t1\\t1\\t1\\t1\\t-9\\t-9\\t2000000000\\t2000000000\\t95\\tword\\n'\n",
	} {
		r, _ := fakeOCR(t, script)
		if got, err := r.ReadScan(t.Context(), small.Bytes(), "small.png", draft.Limits{}); !errors.As(err, &e) || got != nil {
			t.Errorf("a tesseract that %s: got %+v, %v; want an error", name, got, err)
		}
	}
}
