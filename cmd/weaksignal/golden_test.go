package main

import (
	"archive/zip"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

var update = flag.Bool("update", false, "rewrite the golden cell dump of the sample's workbook")

// Sheets of the dump: those whose every cell a reader relies on.
func reportSheets() []string {
	return []string{"Answer", "Signals", "Groups", "Privilege", "Process", "Data and limits"}
}

func appendixSheets() []string {
	return []string{"Findings", "Reliance", "Funnel and stages", "Data quality and mapping"}
}

// TestSampleWorkbookIsTheGoldenOne audits the sample with a fixed key and compares
// cells, never bytes: go test ./cmd/weaksignal -run Golden -update
func TestSampleWorkbookIsTheGoldenOne(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes whole audits of the sample slow; the other runs cover this")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "state", "key"), strings.Repeat("\x07", 32))
	c := command(dir, "audit", "-q", "--run-id", "golden", "--config", filepath.Join(root, "config.yaml"), "--out", filepath.Join(dir, "out"))
	expect(t, c, exit.OK)
	run := filepath.Join(dir, "out", "golden")
	got := dump(t, filepath.Join(run, rundir.ReportFile), reportSheets()) + dump(t, filepath.Join(run, rundir.AppendixFile), appendixSheets())
	golden := filepath.Join("testdata", "sample_cells.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := strings.Split(read(t, golden), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(want) || line != want[i] {
			t.Fatalf("line %d:\n got %s\nwant %s", i+1, line, want[min(i, len(want)-1)])
		}
	}
}

// dump lists the cells of some sheets in order, numbers to six digits, so that
// the last bits of another processor make no difference.
func dump(t *testing.T, path string, sheets []string) string {
	t.Helper()
	all := cells(t, path)
	parts := sheetParts(t, path)
	run := regexp.MustCompile(`\d{1,2} [A-Z][a-z]+ 20\d\d|weaksignal \d[^ ]*`) // its day and the program's version
	var b strings.Builder
	for _, sheet := range sheets {
		part, ok := parts[sheet]
		if !ok {
			t.Fatalf("the workbook has no sheet %q", sheet)
		}
		var refs []string
		for at := range all {
			if ref, found := strings.CutPrefix(at, part+"!"); found && all[at] != "=" {
				refs = append(refs, ref)
			}
		}
		slices.SortFunc(refs, byPlace)
		for _, ref := range refs {
			formula, value, _ := strings.Cut(all[part+"!"+ref], "=")
			if i := strings.LastIndex(all[part+"!"+ref], "="); formula != "" {
				formula, value = all[part+"!"+ref][:i], all[part+"!"+ref][i+1:]
			}
			if x, err := strconv.ParseFloat(value, 64); err == nil {
				value = strconv.FormatFloat(x, 'g', 6, 64)
			}
			fmt.Fprintf(&b, "%s!%s\t%s\t%s\n", sheet, ref, run.ReplaceAllString(strings.ReplaceAll(value, "\n", `\n`), "…"), formula)
		}
	}
	return b.String()
}

// byPlace orders A1, B1, …, A2.
func byPlace(a, b string) int {
	split := func(s string) (string, int) {
		i := strings.IndexAny(s, "0123456789")
		row, _ := strconv.Atoi(s[i:])
		return s[:i], row
	}
	ca, ra := split(a)
	cb, rb := split(b)
	switch {
	case ra != rb:
		return ra - rb
	case len(ca) != len(cb):
		return len(ca) - len(cb)
	}
	return strings.Compare(ca, cb)
}

// sheetParts maps the names of the sheets to the parts that hold their cells.
func sheetParts(t *testing.T, path string) map[string]string {
	t.Helper()
	book, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var workbook struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	for name, into := range map[string]any{"xl/workbook.xml": &workbook, "xl/_rels/workbook.xml.rels": &relations} {
		if !decodePart(t, book, name, into) {
			t.Fatalf("no part %s", name)
		}
	}
	parts := map[string]string{}
	for _, s := range workbook.Sheets {
		for _, r := range relations.All {
			if r.ID == s.ID {
				parts[s.Name] = "xl/" + strings.TrimPrefix(strings.TrimPrefix(r.Target, "/"), "xl/")
			}
		}
	}
	return parts
}
