package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// unzipLimit caps what an XLSX file may unpack to, all of it held in memory: nothing of
// it ever lies in a temporary folder. Half a million rows of twenty columns stay below.
const unzipLimit = 1 << 30

// Bounds of an archive. What spreadsheet programs write shrinks by 5 to 30 times; a bomb
// by up to 1032, the limit of DEFLATE.
const (
	bombRatio = 150
	bombFrom  = 64 << 20 // unpacked: below that nothing is a bomb
)

// excel is a workbook in this process.
type excel struct {
	file  *excelize.File
	parts map[string]string // of sheets, by name
	work  int               // see work
}

// A few megabytes can hold a million rows whose only cell stands in the last of 16,384
// columns. A million rows of a hundred columns, read twice, stay below maxWork.
const maxWork = 512 << 20

// work is what a row costs, in cells: a stray cell far out is no harm in some rows.
func work(cells int) int { return 100 + cells + 20*max(0, cells-1000) }

// openExcel opens the bytes of an XLSX file. excelize panics on some damaged files; that
// is an error of the file.
func openExcel(data []byte) (e *excel, err error) {
	defer func() {
		if p := recover(); p != nil {
			e, err = nil, fmt.Errorf("%v", p)
		}
	}()
	if err := bomb(data); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: unzipLimit, UnzipXMLSizeLimit: unzipLimit})
	if err != nil {
		return nil, err
	}
	return &excel{file: f, parts: sheetParts(f)}, nil
}

// bomb says what is wrong with an archive that would unpack to more than a table holds. It
// looks at the directory alone, which the reader holds the content against.
func bomb(data []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil // its reader says it better
	}
	var total uint64
	for _, part := range archive.File {
		if total += part.UncompressedSize64; part.UncompressedSize64 > unzipLimit {
			total = unzipLimit + 1
			break
		}
	}
	if total > unzipLimit || total > bombFrom && total > bombRatio*uint64(len(data)) {
		return &boundError{fmt.Sprintf("unpacks from %d to %d MB, which no table does", len(data)>>20, total>>20)}
	}
	return nil
}

func (e *excel) contents() (sheets []sheetInfo, epoch1904 bool) {
	if p, err := e.file.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		epoch1904 = *p.Date1904
	}
	for _, name := range e.file.GetSheetList() {
		visible, err := e.file.GetSheetVisible(name)
		sheets = append(sheets, sheetInfo{name, visible && err == nil})
	}
	return sheets, epoch1904
}

func (e *excel) Close() error { return e.file.Close() }

// excelRows streams one sheet. Values are raw: dates are serial numbers.
type excelRows struct {
	book  *excel
	rows  *excelize.Rows
	n     int
	head  int
	links map[int]map[int]string // formulas by row and column
	cells [][]byte
}

func (e *excel) rows(sheet string, links []int, head int) (sheetRows, error) {
	if cutOff(e.part(sheet)) {
		return nil, errors.New("the sheet is cut off")
	}
	x := &excelRows{book: e, head: head}
	if len(links) > 0 {
		x.links = e.formulas(sheet, links, 0)
	}
	var err error
	x.rows, err = e.file.Rows(sheet)
	return x, err
}

// cutOff: excelize takes the end of what there is for the end of the sheet.
func cutOff(part []byte) bool {
	return bytes.Contains(part, []byte("sheetData")) && !bytes.Contains(part[max(0, len(part)-256):], []byte("worksheet>"))
}

func (x *excelRows) next() ([][]byte, bool, error) {
	if !x.rows.Next() {
		if err := x.rows.Error(); err != nil {
			return nil, false, err
		}
		return nil, false, io.EOF
	}
	row, err := x.rows.Columns()
	if err != nil {
		return nil, false, err
	}
	x.n++
	if x.book.work += work(len(row)); x.book.work > maxWork {
		return nil, false, &boundError{"holds more cells than any table does, most of them empty"}
	}
	x.cells = x.cells[:0]
	for _, c := range row {
		x.cells = append(x.cells, []byte(c))
	}
	if x.n > x.head {
		for c, formula := range x.links[x.n] {
			if text := FormulaText([]byte(formula)); text != nil && (c >= len(x.cells) || len(x.cells[c]) == 0) {
				x.cells = set(x.cells, c, text)
			}
		}
	}
	return x.cells, x.rows.GetRowOpts().Hidden, nil
}

func (x *excelRows) close() error { return x.rows.Close() }

func set(cells [][]byte, c int, value []byte) [][]byte {
	for c >= len(cells) {
		cells = append(cells, nil)
	}
	cells[c] = value
	return cells
}

func (e *excel) links(sheet string, row int, columns []int) (held []int, err error) {
	formulas := e.formulas(sheet, columns, row)[row]
	for _, c := range columns {
		if FormulaText([]byte(formulas[c])) != nil {
			held = append(held, c)
		}
	}
	return held, nil
}

// formulas of a sheet's columns by row and column, "=" in front; up to the row until, 0 for
// all. excelize tells a formula and the merged cells only with the whole sheet in its own
// form, 20 times the size: they are read from the sheet's XML instead.
func (e *excel) formulas(sheet string, columns []int, until int) map[int]map[int]string {
	all := map[int]map[int]string{}
	d := xml.NewDecoder(bytes.NewReader(e.part(sheet)))
	column, row := 0, 0
	for {
		token, err := d.Token()
		if err != nil {
			return all
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "c":
			if column, row, err = excelize.CellNameToCoordinates(attribute(start, "r")); err != nil {
				row = 0
			}
			if until > 0 && row > until {
				return all
			}
		case start.Name.Local == "f" && row > 0 && slices.Contains(columns, column-1):
			var text string
			if d.DecodeElement(&text, &start) != nil || text == "" {
				continue
			}
			if all[row] == nil {
				all[row] = map[int]string{}
			}
			all[row][column-1] = "=" + strings.TrimPrefix(text, "=")
		}
	}
}

func (e *excel) merged(sheet string) (all []area, err error) {
	// The list stands behind the rows.
	data, name := e.part(sheet), []byte("mergeCells")
	end := bytes.LastIndex(data, name)
	if end < 0 {
		return nil, nil
	}
	begin := bytes.LastIndex(data[:end], name)
	if begin < 0 {
		return nil, nil
	}
	d := xml.NewDecoder(bytes.NewReader(data[max(0, bytes.LastIndexByte(data[:begin], '<')):end]))
	d.Strict = false
	for {
		token, err := d.RawToken()
		if err != nil {
			return all, nil
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "mergeCell" {
			continue
		}
		from, to, _ := strings.Cut(attribute(start, "ref"), ":")
		column, first, err := excelize.CellNameToCoordinates(from)
		if err != nil {
			continue
		}
		if _, last, err := excelize.CellNameToCoordinates(to); err == nil && last > first {
			all = append(all, area{column - 1, first, last})
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// part is the XML of a sheet.
func (e *excel) part(sheet string) []byte {
	data, _ := e.file.Pkg.Load(e.parts[sheet])
	text, _ := data.([]byte)
	return text
}

// sheetParts are the names of the sheets' parts, which the workbook names by relationship.
func sheetParts(f *excelize.File) map[string]string {
	book := "xl/workbook.xml"
	load := func(name string, into any) {
		data, _ := f.Pkg.Load(name)
		text, _ := data.([]byte)
		_ = xml.Unmarshal(text, into) //nolint:errcheck // a damaged one names nothing
	}
	var root, relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	load("_rels/.rels", &root)
	for _, r := range root.Relationship {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			book = strings.TrimPrefix(r.Target, "/")
		}
	}
	var workbook struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	load(book, &workbook)
	load(path.Join(path.Dir(book), "_rels", path.Base(book)+".rels"), &relations)
	parts := map[string]string{}
	for _, s := range workbook.Sheets {
		for _, r := range relations.Relationship {
			if r.ID != s.ID {
				continue
			}
			if parts[s.Name] = path.Join(path.Dir(book), r.Target); strings.HasPrefix(r.Target, "/") {
				parts[s.Name] = strings.TrimPrefix(r.Target, "/")
			}
		}
	}
	return parts
}
