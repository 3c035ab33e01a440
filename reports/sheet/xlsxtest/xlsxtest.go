package xlsxtest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/sheet"
)

// maxDumpRows bounds a sheet in a dump; how many follow is said.
const maxDumpRows = 60

// Open opens a workbook and closes it with the test.
func Open(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("excelize cannot open the workbook: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Rows are the values of a sheet's cells, as they are stored.
func Rows(t *testing.T, f *excelize.File, tab string) [][]string {
	t.Helper()
	rows, err := f.GetRows(tab, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Dump lists every cell that isn't empty: place, stored value, formula. Cells, not
// bytes: excelize's bytes differ from run to run.
func Dump(t *testing.T, f *excelize.File) string {
	t.Helper()
	var out bytes.Buffer
	for _, tab := range f.GetSheetList() {
		fmt.Fprintf(&out, "== %s\n", tab)
		rows := Rows(t, f, tab)
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

// CheckXML fails the test where a part of a workbook is not well formed or links outside.
func CheckXML(t *testing.T, part *zip.File) {
	t.Helper()
	r, err := part.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s is not well formed: %v", part.Name, err)
			return
		}
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if a.Name.Local == "TargetMode" && a.Value == "External" {
					t.Errorf("%s links outside the workbook", part.Name)
				}
			}
		}
	}
}
