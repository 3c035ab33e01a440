package appendix

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/reports/bookstest"
	"weaksignal/reports/sheet/xlsxtest"
)

// update rewrites the golden dumps: go test ./reports/appendix -run Golden -update
var update = flag.Bool("update", false, "rewrite the golden cell dumps")

func TestGolden(t *testing.T) {
	for name, f := range allCases(t) {
		t.Run(name, func(t *testing.T) {
			got := xlsxtest.Dump(t, f)
			file := filepath.Join("testdata", "golden", name+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := firstDifference(string(want), got); diff != "" {
				t.Errorf("cells differ from %s: %s\nIf the change is meant: go test ./reports/appendix -run Golden -update", file, diff)
			}
		})
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "", ""
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d: want %q, got %q", i+1, a, b)
		}
	}
	return ""
}

// TestSameCells renders one book twice.
func TestSameCells(t *testing.T) {
	b := bookstest.Invent(bookstest.Full())
	one, two := xlsxtest.Dump(t, xlsxtest.Open(t, render(t, b))), xlsxtest.Dump(t, xlsxtest.Open(t, render(t, b)))
	if diff := firstDifference(one, two); diff != "" {
		t.Errorf("two renderings differ: %s", diff)
	}
}
