package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// spreadsheet writes a CSV file as a workbook, with as many further people as asked for.
func spreadsheet(t *testing.T, to, from string, more int) {
	t.Helper()
	f, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := range more {
		row := append([]string{}, rows[1+i%(len(rows)-1)]...)
		row[0], row[1], row[2], row[3] = fmt.Sprint(50000+i), fmt.Sprint(90000+i), fmt.Sprintf("Further%06d Person", i), fmt.Sprintf("further%d@example.org", i)
		rows = append(rows, row)
	}
	if err := os.WriteFile(to, workbookOf(t, rows), 0o600); err != nil {
		t.Fatal(err)
	}
}

// workbookOf is the least that spreadsheet programs open.
func workbookOf(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var sheet, book bytes.Buffer
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for i, row := range rows {
		fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
		for c, text := range row {
			fmt.Fprintf(&sheet, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+c, i+1, html.EscapeString(text))
		}
		sheet.WriteString("</row>")
	}
	sheet.WriteString("</sheetData></worksheet>")
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	z := zip.NewWriter(&book)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + office + `"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet.String()},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, part[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return book.Bytes()
}

// TestKilledReadersLeaveNoNames: whatever command is killed at whatever moment over a large
// workbook, nothing lies in the system's temporary folder.
func TestKilledReadersLeaveNoNames(t *testing.T) {
	if raceEnabled || testing.Short() {
		t.Skip("many runs over a large workbook")
	}
	dir := newPool(t)
	temp := filepath.Join(dir, "tmp")
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	spreadsheet(t, filepath.Join(dir, "big.xlsx"), filepath.Join(dir, "export.csv"), 25_000)
	random := rand.New(rand.NewPCG(3, 4))
	for _, args := range [][]string{{"check"}, {"whois", "A-AAAAAAAAAAAA"}, {"forget", "1007"}, {"audit", "-q"}, {"check"}, {"audit", "-q"}} {
		c := command(dir, append(args, "--decisions", "big.xlsx")...)
		c.Env = append(c.Env, "TMPDIR="+temp)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		seen := false // something lay there while it ran
		for began := time.Now(); time.Since(began) < time.Duration(random.Int64N(int64(3*time.Second))); time.Sleep(5 * time.Millisecond) {
			entries, err := os.ReadDir(temp)
			seen = seen || err != nil || len(entries) > 0
		}
		c.Process.Kill() //nolint:errcheck // it may have ended already
		c.Wait()         //nolint:errcheck // it was killed
		if left, err := os.ReadDir(temp); seen || err != nil || len(left) > 0 {
			t.Errorf("%s: in the temporary folder while it ran: %v, afterwards: %v, %v", strings.Join(args, " "), seen, left, err)
		}
	}
}
