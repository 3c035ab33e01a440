package reports

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"weaksignal/reports/sheet"
)

// worklistHeader names the columns. The last one is empty but for its name, which
// carries the warning that the contract asks for: a line of prose above the header
// would break every CSV reader.
func worklistHeader() []string {
	return []string{"kind", "file", "row", "column", "reason", "remedy", "PERSONAL DATA: this list holds file names"}
}

// WriteWorklist writes worklist.csv: one line per file or row that was not read,
// matched or used, under one header line, sorted by kind, file, row, column and
// reason. Row is empty where the whole file is meant. It holds file names, and its
// header says so. The caller creates the file with mode 0600.
func WriteWorklist(w io.Writer, items []WorkItem) error {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, compareWorkItems)
	out := csv.NewWriter(w)
	rows := [][]string{worklistHeader()}
	for _, item := range sorted {
		row := ""
		if item.Row > 0 {
			row = strconv.Itoa(item.Row)
		}
		rows = append(rows, []string{sheet.Clean(item.Kind), sheet.Clean(item.File), row,
			sheet.Clean(item.Column), sheet.Clean(item.Reason), sheet.Clean(item.Remedy), ""})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write worklist.csv: %w", err)
	}
	return nil
}

func compareWorkItems(a, b WorkItem) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row),
		cmp.Compare(a.Column, b.Column), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Remedy, b.Remedy))
}
