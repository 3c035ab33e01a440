package appendix

import (
	"context"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/bookstest"
	"weaksignal/reports/sheet"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"
)

// alwaysRecalculate is the LibreOffice profile setting without which it would show
// the cached values again.
const alwaysRecalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// recalculate has LibreOffice open the workbook, compute every formula anew and
// save it again. Without LibreOffice the test is skipped.
func recalculate(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	office, err := exec.LookPath("libreoffice")
	if err != nil {
		t.Skip("libreoffice is not installed: formulas are not recalculated")
	}
	if testing.Short() || raceEnabled {
		t.Skip("libreoffice takes seconds, and go test compares its cells")
	}
	dir := t.TempDir()
	profile := filepath.Join(dir, "profile")
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(alwaysRecalculate), 0o600); err != nil {
		t.Fatal(err)
	}
	in := filepath.Join(dir, "audit.xlsx")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	out := filepath.Join(dir, "out")
	cmd := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.ToSlash(profile), "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, in)
	if message, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("libreoffice does not run here: %v\n%s", err, message)
	}
	f, err := excelize.OpenFile(filepath.Join(out, "audit.xlsx"))
	if err != nil {
		t.Fatalf("libreoffice did not save the workbook: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestFormulas walks every formula: what excelize stored beside it is what
// LibreOffice computes.
func TestFormulas(t *testing.T) {
	books := bookstest.Cases()
	for _, name := range []string{"full", "thirty_groups"} {
		t.Run(name, func(t *testing.T) {
			data := render(t, books[name])
			stored, computed := xlsxtest.Open(t, data), recalculate(t, data)
			if n := compareFormulas(t, stored, computed); n == 0 {
				t.Error("no formula was compared")
			}
		})
	}
}

func compareFormulas(t *testing.T, stored, computed *excelize.File) int {
	t.Helper()
	n := 0
	raw := excelize.Options{RawCellValue: true}
	for _, tab := range stored.GetSheetList() {
		rows := xlsxtest.Rows(t, stored, tab)
		for i, row := range rows {
			for j, was := range row {
				formula, _ := stored.GetCellFormula(tab, sheet.At(j+1, i+1))
				if formula == "" {
					continue
				}
				n++
				is, err := computed.GetCellValue(tab, sheet.At(j+1, i+1), raw)
				if err != nil {
					t.Fatal(err)
				}
				if !sameValue(was, is) {
					t.Errorf("%s %s =%s: stored %q, recalculated %q", tab, sheet.At(j+1, i+1), formula, was, is)
				}
			}
		}
	}
	return n
}

func sameValue(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) <= 1e-9*math.Max(1, math.Abs(x))
}

// TestThreshold changes the four-fifths cell: the flags follow.
func TestThreshold(t *testing.T) {
	before := xlsxtest.Open(t, render(t, bookstest.Cases()["full"]))
	where := ""
	for _, n := range before.GetDefinedName() {
		if n.Name == words.NameFourFifths {
			where = n.RefersTo
		}
	}
	tab, cell, ok := strings.Cut(where, "!")
	if !ok {
		t.Fatalf("the name %s refers to %q", words.NameFourFifths, where)
	}
	if err := before.SetCellValue(strings.Trim(tab, "'"), strings.ReplaceAll(cell, "$", ""), 0.999); err != nil {
		t.Fatal(err)
	}
	buf, err := before.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	after := recalculate(t, buf.Bytes())
	flags := func(f *excelize.File) (below int) {
		rows, err := f.GetRows(words.SheetGroups)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if len(r) >= groupFlag && r[groupFlag-1] == words.FlagBelow {
				below++
			}
		}
		return below
	}
	if was, is := flags(before), flags(after); is <= was {
		t.Errorf("%d groups below the line at 0.80, %d at 0.999: want more", was, is)
	}
}

// TestOpenpyxl reads the stored values with another library: the same cells.
func TestOpenpyxl(t *testing.T) {
	script := `import sys, openpyxl
w = openpyxl.load_workbook(sys.argv[1], data_only=True)
for s in w.worksheets:
    for row in s.iter_rows():
        for c in row:
            if c.value not in (None, ""):
                print(s.title, c.coordinate, repr(c.value) if isinstance(c.value, str) else float(c.value), sep="\t")
`
	const python = "/usr/bin/python3"
	if exec.Command(python, "-c", "import openpyxl").Run() != nil {
		t.Skip("openpyxl is not installed")
	}
	data := render(t, bookstest.Cases()["full"])
	file := filepath.Join(t.TempDir(), "audit.xlsx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", script, file).CombinedOutput()
	if err != nil {
		t.Fatalf("openpyxl: %v\n%s", err, out)
	}
	f := xlsxtest.Open(t, data)
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	numbers := 0
	for _, l := range lines {
		part := strings.SplitN(l, "\t", 3)
		got, err := f.GetCellValue(part[0], part[1], excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(part[2], "'") && !strings.HasPrefix(part[2], `"`) {
			numbers++
			if !sameValue(got, part[2]) {
				t.Errorf("%s %s: excelize reads %q, openpyxl %q", part[0], part[1], got, part[2])
			}
		}
	}
	if numbers < 500 {
		t.Errorf("openpyxl found only %d numbers: cached values are stored as text?", numbers)
	}
}
