package reports

import (
	"archive/zip"
	"bytes"
	"context"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"weaksignal/reports/page"
	"weaksignal/reports/page/pagetest"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/xlsx"

	"github.com/xuri/excelize/v2"
)

// reportPools are the pools whose two files are compared and looked at.
func reportPools() map[string]pagetest.Pool {
	trend := pagetest.Planted()
	trend.Periods = 6
	return map[string]pagetest.Pool{"planted": pagetest.Planted(), "nothing": pagetest.Nothing(), "trend": trend, "empty": {}}
}

// bothFiles renders a report as workbook and as HTML.
func bothFiles(t *testing.T, p pagetest.Pool) (*page.Report, []byte, string) {
	t.Helper()
	r := page.Make(p.Input())
	var book, web bytes.Buffer
	if err := xlsx.Write(context.Background(), &book, r, xlsx.Facts{Version: "0.1.0"}); err != nil {
		t.Fatal(err)
	}
	if err := WriteHTML(&web, r); err != nil {
		t.Fatal(err)
	}
	return r, book.Bytes(), web.String()
}

// TestBothFilesSayTheSame compares every number of the two files, page by page.
func TestBothFilesSayTheSame(t *testing.T) {
	for name, p := range reportPools() {
		r, book, web := bothFiles(t, p)
		f := xlsxtest.Open(t, book)
		sections := strings.Split(web, "<section ")[1:]
		if len(sections) != len(r.Pages) || !slices.Equal(f.GetSheetList(), pageNames(r)) {
			t.Fatalf("%s: %d sections, sheets %v", name, len(sections), f.GetSheetList())
		}
		for i, pg := range r.Pages {
			ofSheet := numbersIn(printedText(t, f, pg.Name))
			if i == 0 {
				ofSheet = numbersIn(strings.Replace(printedText(t, f, pg.Name), r.Origin, "", 1))
			}
			ofHTML := numbersIn(visibleText(sections[i]))
			if !slices.Equal(ofSheet, ofHTML) {
				t.Errorf("%s, %s:\nworkbook %v\nHTML     %v", name, pg.Name, ofSheet, ofHTML)
			}
			if name == "planted" && len(ofSheet) < 15 {
				t.Errorf("%s: only %d numbers", pg.Name, len(ofSheet))
			}
		}
	}
}

func pageNames(r *page.Report) []string {
	var out []string
	for _, p := range r.Pages {
		out = append(out, p.Name)
	}
	return out
}

// printedText is what a sheet prints: the columns of the page.
func printedText(t *testing.T, f *excelize.File, name string) string {
	t.Helper()
	var out strings.Builder
	for _, row := range xlsxtest.Rows(t, f, name) {
		for _, v := range row[:min(len(row), page.Grid)] {
			out.WriteString(v + "\n")
		}
	}
	return out.String()
}

var (
	unseen  = regexp.MustCompile(`(?s)<svg.*?</svg>|<p id="[^"]*" class="aside">.*?</p>`)
	tags    = regexp.MustCompile(`<[^>]*>`)
	figures = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	ordinal = regexp.MustCompile(`(?m)^\d\. `) // of numbered lists, which HTML counts itself
)

func visibleText(s string) string {
	_, s, _ = strings.Cut(s, ">")
	return html.UnescapeString(tags.ReplaceAllString(unseen.ReplaceAllString(s, "\n"), "\n"))
}

func numbersIn(s string) []string {
	return figures.FindAllString(ordinal.ReplaceAllString(s, ""), -1)
}

// TestChartsForEverybody: each chart says in words what it shows, holds its points for
// previews, has the name of each series in a cell, and keeps its own size.
func TestChartsForEverybody(t *testing.T) {
	_, book, _ := bothFiles(t, reportPools()["trend"])
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	charts := 0
	for _, part := range z.File {
		text := partText(t, part)
		switch {
		case strings.HasPrefix(part.Name, "xl/charts/chart"):
			charts++
			if n := strings.Count(text, "<ser>"); n == 0 || strings.Count(text, "<strCache>") != n || strings.Count(text, "<numCache>") != 2*n || strings.Contains(text, `<ptCount val="0"/>`) {
				t.Errorf("%s: points are not kept: %.300s", part.Name, text)
			}
			if !strings.Contains(text, "<manualLayout>") {
				t.Errorf("%s has no place", part.Name)
			}
		case strings.HasPrefix(part.Name, "xl/drawings/drawing"):
			if strings.Contains(text, `descr=""`) || strings.Contains(text, "twoCellAnchor") {
				t.Errorf("%s: a chart has no words, or no size: %.400s", part.Name, text)
			}
		}
	}
	if charts < 8 {
		t.Errorf("%d charts", charts)
	}
}

func partText(t *testing.T, part *zip.File) string {
	t.Helper()
	if strings.HasSuffix(part.Name, ".xml") {
		xlsxtest.CheckXML(t, part)
	}
	r, err := part.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestHTMLStandsAlone: no script, nothing from outside, what came from outside escaped,
// and small.
func TestHTMLStandsAlone(t *testing.T) {
	long := pagetest.Pool{People: 50000, Effects: make([]float64, 40), Wide: .02, Ratio: .5, Attributes: 5, Groups: 12, Stages: 8, Periods: 12, Roles: 25, Name: "<script>alert(1)</script>"}
	_, _, web := bothFiles(t, long)
	for _, bad := range []string{"<script", "://", "<img", "url(", "@import", "Confidential <b>", "ZgotmplZ"} {
		if strings.Contains(web, bad) {
			t.Errorf("the file holds %q", bad)
		}
	}
	for _, want := range []string{`lang="en"`, "<h1>", "<h2>", `<h2 class="aside">`, "<details", "<title>", `role="img"`, `name="viewport"`, "default-src 'none'"} {
		if !strings.Contains(web, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	if len(web) > 500_000 {
		t.Errorf("%d bytes", len(web))
	}
}

// TestPrintedPages prints each pool: six pages at most, one a sheet, in letters that
// print at nine points or more.
func TestPrintedPages(t *testing.T) {
	for _, tool := range []string{"soffice", "pdfinfo", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil || testing.Short() {
			t.Skipf("%s is not installed, or the test is to be short", tool)
		}
	}
	for name, p := range reportPools() {
		r, book, _ := bothFiles(t, p)
		dir := t.TempDir()
		file := filepath.Join(dir, "audit.xlsx")
		if err := os.WriteFile(file, book, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("soffice", "--headless", "-env:UserInstallation=file://"+dir+"/profile", "--convert-to", "pdf", "--outdir", dir, file).CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v: %s", err, out)
		}
		info, err := exec.Command("pdfinfo", filepath.Join(dir, "audit.pdf")).Output()
		if err != nil {
			t.Fatal(err)
		}
		pages := regexp.MustCompile(`Pages:\s+(\d+)`).FindSubmatch(info)
		if n, _ := strconv.Atoi(string(pages[1])); n != len(r.Pages) || n > 6 {
			t.Errorf("%s: %d printed pages for %d sheets", name, n, len(r.Pages))
		}
		boxes, err := exec.Command("pdftotext", "-bbox-layout", filepath.Join(dir, "audit.pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if size := smallestLine(boxes); size < 9 {
			t.Errorf("%s: a line is %.1f points high", name, size)
		}
	}
}

// smallestLine is the least height of a line of words in points, headers and footers,
// which are smaller, left out. A line's box is about 1.16 times its letters' size.
func smallestLine(boxes []byte) float64 {
	least := 1e9
	for _, m := range regexp.MustCompile(`<line xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"`).FindAllSubmatch(boxes, -1) {
		top, _ := strconv.ParseFloat(string(m[1]), 64)
		bottom, _ := strconv.ParseFloat(string(m[2]), 64)
		if top > 45 && bottom < 795 {
			least = min(least, (bottom-top)/1.164)
		}
	}
	return least
}

// TestBrowser opens the HTML file wide and narrow: it never scrolls sideways.
func TestBrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("chromium is not installed, or the test is to be short")
	}
	for name, p := range reportPools() {
		_, _, web := bothFiles(t, p)
		for _, width := range []int{1200, 360} {
			if over := sideways(t, browser, web, width); over != 0 {
				t.Errorf("%s: at %d pixels the page scrolls %d sideways", name, width, over)
			}
		}
	}
}

// sideways is by how many pixels a page is wider than its window, measured in a frame of
// a page that may run a script.
func sideways(t *testing.T, browser, web string, width int) int {
	t.Helper()
	dir := t.TempDir()
	frame := `<!DOCTYPE html><body style="margin:0"><iframe id="f" style="border:0;width:` + strconv.Itoa(width) + `px;height:900px" srcdoc="` + html.EscapeString(web) + `"></iframe>
<script>document.getElementById("f").onload = e => { const d = e.target.contentDocument.documentElement; document.title = "over " + (d.scrollWidth - d.clientWidth) + " " }</script>`
	file := filepath.Join(dir, "frame.html")
	if err := os.WriteFile(file, []byte(frame), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+dir, "--window-size=1400,1000", "--virtual-time-budget=4000", "--dump-dom", "file://"+file).Output()
	if err != nil {
		t.Fatalf("%s: %v", browser, err)
	}
	m := regexp.MustCompile(`<title>over (\d+) `).FindSubmatch(out)
	if m == nil {
		t.Fatalf("the page was not measured: %.300s", out)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}
