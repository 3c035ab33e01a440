package reports

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/sheet"
)

// update rewrites the golden dumps: go test ./reports -run Golden -update
var update = flag.Bool("update", false, "rewrite the golden cell dumps")

// maxDumpRows bounds a sheet in a dump; how many follow is said.
const maxDumpRows = 60

// dump lists every cell that isn't empty: place, stored value, formula. Cells, not
// bytes: excelize's bytes differ from run to run.
func dump(t *testing.T, f *excelize.File) string {
	t.Helper()
	var out bytes.Buffer
	for _, tab := range f.GetSheetList() {
		fmt.Fprintf(&out, "== %s\n", tab)
		rows := rowsOf(t, f, tab)
		for i, row := range rows {
			if i == maxDumpRows {
				fmt.Fprintf(&out, "… %d more rows\n", len(rows)-i)
				break
			}
			for j, v := range row {
				name := sheet.At(j+1, i+1)
				formula, err := f.GetCellFormula(tab, name)
				if err != nil {
					t.Fatal(err)
				}
				if v == "" && formula == "" {
					continue
				}
				if formula != "" {
					v += "  =" + formula
				}
				fmt.Fprintf(&out, "%s\t%s\n", name, strings.ReplaceAll(v, "\n", "\\n"))
			}
		}
		dumpFurniture(t, f, tab, &out)
	}
	return out.String()
}

// dumpFurniture lists tables, conditional formats, input rules and names.
func dumpFurniture(t *testing.T, f *excelize.File, tab string, out *bytes.Buffer) {
	t.Helper()
	tables, err := f.GetTables(tab)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		fmt.Fprintf(out, "table %s %s\n", table.Name, table.Range)
	}
	rules, err := f.GetDataValidations(tab)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		fmt.Fprintf(out, "input %s %s %s to %s\n", r.Sqref, r.Type, r.Formula1, r.Formula2)
	}
	for _, n := range f.GetDefinedName() {
		if n.Scope == tab {
			fmt.Fprintf(out, "name %s %s\n", n.Name, n.RefersTo)
		}
	}
}

func TestGolden(t *testing.T) {
	for name, f := range allCases(t) {
		t.Run(name, func(t *testing.T) {
			got := dump(t, f)
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
				t.Errorf("cells differ from %s: %s\nIf the change is meant: go test ./reports -run Golden -update", file, diff)
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
	b := inventBook(fullShape())
	one, two := dump(t, openBook(t, render(t, b))), dump(t, openBook(t, render(t, b)))
	if diff := firstDifference(one, two); diff != "" {
		t.Errorf("two renderings differ: %s", diff)
	}
}
