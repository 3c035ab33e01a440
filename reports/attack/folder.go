package attack

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Confidential is the folder of a run whose files may not be handed on, and are not read.
const Confidential = "confidential"

// Read lists everything that the files of a run tell a reader, a line a thing: every cell
// with its stored value and formula, every number and text of charts, tables, names and
// properties, every line of HTML with its attributes and drawings, every line of text.
// Sums of files are left out.
func Read(dir string) ([]string, error) {
	var lines []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == Confidential:
			return filepath.SkipDir
		case d.IsDir() || d.Name() == "SHA256SUMS":
			return nil
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.EqualFold(filepath.Ext(path), ".xlsx") {
			more, err := readWorkbook(name, data)
			lines = append(lines, more...)
			return err
		}
		for i, s := range strings.Split(string(data), "\n") {
			lines = append(lines, fmt.Sprintf("%s %d: %s", name, i+1, s))
		}
		return nil
	})
	return lines, err
}

func readWorkbook(name string, data []byte) (lines []string, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer f.Close()
	for _, tab := range f.GetSheetList() {
		rows, err := f.GetRows(tab, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for i, row := range rows {
			for j, v := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					return nil, err
				}
				formula, err := f.GetCellFormula(tab, cell)
				if err != nil {
					return nil, err
				}
				if v != "" || formula != "" {
					lines = append(lines, fmt.Sprintf("%s %s!%s: %s =%s", name, tab, cell, v, formula))
				}
			}
		}
	}
	more, err := readParts(name, data)
	return append(lines, more...), err
}

// readParts reads what stands beside the cells: charts with their cached points, tables,
// names, comments, properties.
func readParts(name string, data []byte) (lines []string, err error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	parts := slices.Clone(archive.File)
	slices.SortFunc(parts, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, part := range parts {
		cells := strings.HasPrefix(part.Name, "xl/worksheets/sheet") || part.Name == "xl/sharedStrings.xml" || part.Name == "xl/styles.xml" || part.Name == "[Content_Types].xml"
		if cells || !strings.HasSuffix(part.Name, ".xml") {
			continue
		}
		texts, err := textsOf(part)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", name, part.Name, err)
		}
		for i, s := range texts {
			lines = append(lines, fmt.Sprintf("%s %s %d: %s", name, part.Name, i, s))
		}
	}
	return lines, nil
}

// textsOf are the texts and attributes of an XML part, in order.
func textsOf(part *zip.File) (texts []string, err error) {
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for decoder := xml.NewDecoder(r); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return texts, nil
		}
		if err != nil {
			return nil, err
		}
		switch x := token.(type) {
		case xml.CharData:
			if s := strings.TrimSpace(string(x)); s != "" {
				texts = append(texts, s)
			}
		case xml.StartElement:
			for _, a := range x.Attr {
				texts = append(texts, x.Name.Local+" "+a.Name.Local+" "+a.Value)
			}
		}
	}
}
