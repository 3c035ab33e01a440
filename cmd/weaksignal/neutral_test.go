package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestNoWriterGoesWithout: CSV is written by the neutraliser of package neutral and by that
// of reports, and nothing is printed past the printers.
func TestNoWriterGoesWithout(t *testing.T) {
	allowed := map[string]string{"csv.NewWriter": "neutral.go worklist.go", "fmt.Print": "", "os.Stdout": "main.go serve.go again_unix.go", "os.Stderr": "main.go serve.go again_unix.go direct_other.go fork_linux.go"}
	form := regexp.MustCompile(`csv\.NewWriter|fmt\.Print|os\.Stdout|os\.Stderr`)
	for _, folder := range []string{".", filepath.Join("internal", "*"), filepath.Join("..", "..", "reports"), filepath.Join("..", "..", "extract")} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range form.FindAllString(string(text), -1) {
				if !strings.Contains(allowed[found], filepath.Base(file)) {
					t.Errorf("%s writes with %s: use neutral.Table, the worklist's writer or a printer", file, found)
				}
			}
		}
	}
}
