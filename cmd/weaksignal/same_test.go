package main

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// TestSameReportAgain runs the audit twice, with 1 worker and with 8: the same
// cells, the same JSON but for the run's own record, the same worklist.
func TestSameReportAgain(t *testing.T) {
	dir := newPool(t)
	stray := filepath.Join(dir, "resumes", "stray.txt")
	write(t, stray, smallResume(99, "Stray Person"))
	for _, workers := range []string{"1", "8"} {
		out := filepath.Join(dir, "out"+workers)
		expect(t, command(dir, "audit", "-q", "--workers", workers, "--run-id", "same", "--out", out), exit.OK)
	}
	sameReports(t, filepath.Join(dir, "out1", "same"), filepath.Join(dir, "out8", "same"))
	if x := read(t, filepath.Join(dir, "out1", "same", rundir.WorklistFile)); !strings.Contains(x, "stray.txt") {
		t.Errorf("the stray document is not in the worklist:\n%s", x)
	}
}

// sameReports compares the cells, the JSON but for the run's own record, and the worklists.
func sameReports(t *testing.T, a, b string) {
	t.Helper()
	if x, y := recordWithoutRun(t, a), recordWithoutRun(t, b); !reflect.DeepEqual(x, y) {
		t.Error("audit.json differs beyond the run's own record")
	}
	if x, y := read(t, filepath.Join(a, rundir.WorklistFile)), read(t, filepath.Join(b, rundir.WorklistFile)); x != y {
		t.Errorf("worklists:\n%s\n%s", x, y)
	}
	sameCells(t, filepath.Join(a, rundir.AppendixFile), filepath.Join(b, rundir.AppendixFile), 500)
}

// sameCells compares two workbooks, of at least so many cells.
func sameCells(t *testing.T, a, b string, least int) {
	t.Helper()
	x, y := cells(t, a), cells(t, b)
	if len(x) < least {
		t.Fatalf("only %d cells were read", len(x))
	}
	for at, value := range x {
		if y[at] != value {
			t.Errorf("%s: %q and %q", at, value, y[at])
		}
	}
	if len(x) != len(y) {
		t.Errorf("%d and %d cells", len(x), len(y))
	}
}

func recordWithoutRun(t *testing.T, dir string) map[string]any {
	t.Helper()
	var record map[string]any
	decode(t, filepath.Join(dir, rundir.RecordFile), &record)
	if record["run"] == nil || record["stages"] == nil {
		t.Fatalf("no record: %v", record)
	}
	delete(record, "run")
	return record
}

// moment is what a workbook says of the time of its run.
var moment = regexp.MustCompile(`\d\d:\d\d(:\d\d)?( UTC|Z)`)

// decodePart tells whether the workbook has the part.
func decodePart(t *testing.T, book *zip.ReadCloser, name string, into any) bool {
	t.Helper()
	f, err := book.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	if err := xml.NewDecoder(f).Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return true
}

// cells of a workbook by "part!ref", as they are stored, moments masked.
func cells(t *testing.T, path string) map[string]string {
	t.Helper()
	book, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var shared struct {
		Items []struct {
			Text string   `xml:"t"`
			Runs []string `xml:"r>t"`
		} `xml:"si"`
	}
	decodePart(t, book, "xl/sharedStrings.xml", &shared)
	all := map[string]string{}
	for n := 1; ; n++ {
		var sheet struct {
			Cells []struct {
				Ref     string `xml:"r,attr"`
				Type    string `xml:"t,attr"`
				Formula string `xml:"f"`
				Value   string `xml:"v"`
				Inline  string `xml:"is>t"`
			} `xml:"sheetData>row>c"`
		}
		part := fmt.Sprintf("xl/worksheets/sheet%d.xml", n)
		if !decodePart(t, book, part, &sheet) {
			return all
		}
		for _, c := range sheet.Cells {
			value := c.Value + c.Inline
			if c.Type == "s" {
				i, err := strconv.Atoi(c.Value)
				if err != nil || i >= len(shared.Items) {
					t.Fatalf("%s!%s: string %q of %d", part, c.Ref, c.Value, len(shared.Items))
				}
				value = shared.Items[i].Text + strings.Join(shared.Items[i].Runs, "")
			}
			all[part+"!"+c.Ref] = moment.ReplaceAllString(c.Formula+"="+value, "")
		}
	}
}
