package reports

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
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
// matched or used, under one header line, in the order of items. Row is empty where the whole file is meant. It holds file names, and its
// header says so. The caller creates the file with mode 0600.
func WriteWorklist(w io.Writer, items func(do func(WorkItem) error) error) error {
	out := csv.NewWriter(w)
	err := out.Write(worklistHeader())
	if err == nil {
		err = items(func(item WorkItem) error {
			row := ""
			if item.Row > 0 {
				row = strconv.Itoa(item.Row)
			}
			return out.Write([]string{sheet.Clean(item.Kind), sheet.Clean(item.File), row,
				sheet.Clean(item.Column), sheet.Clean(item.Reason), sheet.Clean(item.Remedy), ""})
		})
	}
	out.Flush()
	if err = cmp.Or(err, out.Error()); err != nil {
		return fmt.Errorf("write worklist.csv: %w", err)
	}
	return nil
}
