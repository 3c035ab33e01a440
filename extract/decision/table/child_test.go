package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestMain(m *testing.M) {
	if IsWorker(os.Args) {
		if err := ServeWorker(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// book is a workbook of 3,000 rows with whatever a report generator does: titles, merged
// cells, hidden rows, links without values, numbers, dates, words that are formulas, an
// empty sheet, one with other columns, and one that is hidden.
func book(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	must := func(errs ...error) {
		t.Helper()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	}
	fill := func(sheet string, rows int) {
		must(f.SetSheetRow(sheet, "A1", &[]any{"Applications of the year"}), f.SetSheetRow(sheet, "A3", &[]any{"id", "requisition", "link", "when", "note"}))
		for i := range rows {
			at := i + 4
			must(f.SetSheetRow(sheet, fmt.Sprintf("A%d", at), &[]any{40010000 + i, nil, nil, 46000.5 + float64(i), strings.Repeat("ü<&>\"", i%7)}))
			must(f.SetCellFormula(sheet, fmt.Sprintf("C%d", at), fmt.Sprintf(`HYPERLINK("https://ats.example.org/%d","%05d")`, i, i)))
			if i%50 == 1 {
				must(f.SetRowVisible(sheet, at, false))
			}
		}
		for i := 0; i < rows; i += 10 {
			from := fmt.Sprintf("B%d", i+4)
			must(f.SetCellValue(sheet, from, fmt.Sprintf("R-%d", i/10)), f.MergeCell(sheet, from, fmt.Sprintf("B%d", i+12)))
		}
	}
	fill("Sheet1", 3000)
	for _, name := range []string{"more", "empty", "other", "hidden"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
	}
	fill("more", 20)
	fill("hidden", 5)
	must(f.SetSheetRow("other", "A1", &[]any{"id", "salary", "grade", "union", "car"}), f.SetSheetRow("other", "A2", &[]any{1, 2, true, "x"}), f.SetSheetVisible("hidden", false))
	path := filepath.Join(t.TempDir(), "book.xlsx")
	must(f.SaveAs(path), f.Close())
	return path
}

func score(row []string) int {
	n := 0
	for _, cell := range row {
		if strings.Contains(" id requisition link when note ", " "+cell+" ") && cell != "" {
			n++
		}
	}
	return n
}

// everything is all that a book says of itself; between is called between its rows.
func everything(t *testing.T, path string, w Worker, between func(b *Book, row int)) (all []string) {
	t.Helper()
	b, err := Open(t.Context(), path, Options{Score: score, Worker: w})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, tab := range b.Tables {
		all = append(all, fmt.Sprint(tab.Sheet, tab.Header, tab.HeaderRow, len(tab.Sample), tab.SampleIsAll))
		rows, err := tab.Rows()
		if err != nil {
			t.Fatal(err)
		}
		for {
			cells, err := rows.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, fmt.Sprintf("%d %v %q", rows.Row(), rows.Hidden(), cells))
			between(b, rows.Row())
		}
		rows.Close()
	}
	return append(all, fmt.Sprint(b.Left))
}

func TestAChildReadsWhatThisProcessReads(t *testing.T) {
	path := book(t)
	want := everything(t, path, Worker{}, func(*Book, int) {})
	if len(want) < 3020 || !strings.Contains(want[9], `["40010008" "R-0" "00008"`) || !strings.Contains(want[10], `["40010009" "" "00009"`) {
		t.Fatalf("%d rows: %q", len(want), want[:12])
	}
	if got := everything(t, path, OwnWorker(), func(*Book, int) {}); !reflect.DeepEqual(got, want) {
		t.Errorf("a child reads %d rows, this process %d, or others", len(got), len(want))
	}
	ended := 0
	got := everything(t, path, OwnWorker(), func(b *Book, row int) {
		if c := b.xlsx.(*child); row == 1500 && c.session != nil {
			if p, err := os.FindProcess(c.session.Pid()); err == nil && p.Kill() == nil {
				ended++
			}
		}
	})
	if ended == 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("a child that was ended %d times: other rows", ended)
	}
}

// TestMergedCellsAndLinks: what is read from the XML is what excelize says of the sheet.
func TestMergedCellsAndLinks(t *testing.T) {
	data, err := os.ReadFile(book(t))
	if err != nil {
		t.Fatal(err)
	}
	e, err := openExcel(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{"Sheet1", "more", "empty", "other"} {
		got, err := e.merged(sheet)
		if err != nil {
			t.Fatal(err)
		}
		cells, err := e.file.GetMergeCells(sheet)
		if err != nil || len(cells) != len(got) {
			t.Fatalf("%s: %d merged cells, excelize says %d, %v", sheet, len(got), len(cells), err)
		}
		for i, c := range cells {
			column, first, _ := excelize.CellNameToCoordinates(c.GetStartAxis())
			_, last, _ := excelize.CellNameToCoordinates(c.GetEndAxis())
			if want := (area{column - 1, first, last}); got[i] != want {
				t.Errorf("%s: %v, want %v", sheet, got[i], want)
			}
		}
	}
	formulas := e.formulas("Sheet1", []int{2}, 0)
	for _, row := range []int{4, 5, 3003} {
		want, err := e.file.GetCellFormula("Sheet1", fmt.Sprintf("C%d", row))
		if err != nil || formulas[row][2] != "="+want || want == "" {
			t.Errorf("row %d: %q, excelize says %q, %v", row, formulas[row][2], want, err)
		}
	}
	if len(formulas) != 3000 {
		t.Errorf("%d formulas", len(formulas))
	}
}

// packed is a workbook whose sheet is the given XML.
func packed(t *testing.T, sheet func(w io.Writer)) string {
	t.Helper()
	f := excelize.NewFile()
	var whole bytes.Buffer
	if err := f.Write(&whole); err != nil {
		t.Fatal(err)
	}
	from, err := zip.NewReader(bytes.NewReader(whole.Bytes()), int64(whole.Len()))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "hostile.xlsx")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	z := zip.NewWriter(out)
	for _, part := range from.File {
		w, err := z.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == "xl/worksheets/sheet1.xml" {
			sheet(w)
			continue
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestHostileWorkbooks: each ends with an error of the file, while this process holds
// little, and nothing lies in the temporary folder.
func TestHostileWorkbooks(t *testing.T) {
	const head = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>note</t></is></c></row>`
	const foot = `</sheetData><mergeCells count="1"><mergeCell ref="B2:B1048576"/></mergeCells></worksheet>`
	for _, c := range []struct {
		name, says string
		sheet      func(w io.Writer)
	}{
		{"a million rows with a cell in the last column", "more cells than any table", func(w io.Writer) {
			io.WriteString(w, head) //nolint:errcheck // read back below
			for i := 2; i <= 1<<20; i++ {
				fmt.Fprintf(w, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
			}
			io.WriteString(w, foot) //nolint:errcheck // read back below
		}},
		{"a bomb", "which no table does", func(w io.Writer) {
			io.WriteString(w, head) //nolint:errcheck // read back below
			for range 300 {
				w.Write(bytes.Repeat([]byte("<row></row>"), 1<<16)) //nolint:errcheck // read back below
			}
			io.WriteString(w, foot) //nolint:errcheck // read back below
		}},
		{"half a sheet", "cannot be read as XLSX", func(w io.Writer) {
			io.WriteString(w, head+`<row r="2"><c r="A2"><v>1`) //nolint:errcheck // read back below
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path, temp := packed(t, c.sheet), t.TempDir()
			t.Setenv("TMPDIR", temp)
			err := func() error {
				b, err := Open(t.Context(), path, Options{Score: score, Worker: OwnWorker()})
				if err != nil {
					return err
				}
				defer b.Close()
				rows, err := b.Tables[0].Rows()
				for err == nil {
					_, err = rows.Next()
				}
				return err
			}()
			var in *Error
			if !errors.As(err, &in) || !strings.Contains(err.Error(), c.says) || in.Remedy == "" {
				t.Errorf("%v, want an error of the file that says %q", err, c.says)
			}
			if left, _ := os.ReadDir(temp); len(left) > 0 {
				t.Errorf("in the temporary folder: %v", left)
			}
		})
	}
}
