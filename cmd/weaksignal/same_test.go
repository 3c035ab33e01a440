package main

import (
	"archive/zip"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestSameReportAgain runs the audit twice, with 1 worker and with 8: the same
// cells, the same JSON but for the run's own record, the same worklist.
func TestSameReportAgain(t *testing.T) {
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	stray := filepath.Join(dir, "resumes", "stray.txt")
	if err := os.WriteFile(stray, []byte(smallResume(99, "Stray Person")), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, workers := range []string{"1", "8"} {
		out := filepath.Join(dir, "out"+workers)
		if said, err := command(dir, "audit", "-q", "--workers", workers, "--run-id", "same", "--out", out).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	a, b := filepath.Join(dir, "out1", "same"), filepath.Join(dir, "out8", "same")
	if x, y := recordWithoutRun(t, a), recordWithoutRun(t, b); !reflect.DeepEqual(x, y) {
		t.Error("audit.json differs beyond the run's own record")
	}
	if x, y := read(t, filepath.Join(a, worklistFile)), read(t, filepath.Join(b, worklistFile)); x != y || !strings.Contains(x, "stray.txt") {
		t.Errorf("worklists:\n%s\n%s", x, y)
	}
	x, y := cells(t, filepath.Join(a, workbookFile)), cells(t, filepath.Join(b, workbookFile))
	if len(x) < 500 {
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

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func recordWithoutRun(t *testing.T, dir string) map[string]any {
	t.Helper()
	var record map[string]any
	if err := json.Unmarshal([]byte(read(t, filepath.Join(dir, recordFile))), &record); err != nil {
		t.Fatal(err)
	}
	if record["run"] == nil || record["stages"] == nil {
		t.Fatalf("no record: %v", record)
	}
	delete(record, "run")
	return record
}

// moment is what a workbook says of the time of its run.
var moment = regexp.MustCompile(`\d\d:\d\d(:\d\d)?( UTC|Z)`)

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
	decode := func(name string, into any) bool {
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
	decode("xl/sharedStrings.xml", &shared)
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
		if !decode(part, &sheet) {
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
