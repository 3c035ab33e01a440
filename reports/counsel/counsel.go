package counsel

import (
	"context"
	"io"

	"weaksignal/reports"
	"weaksignal/reports/appendix"
	"weaksignal/reports/words"
)

// Write writes counsel.xlsx. The caller creates the file with mode 0600 and removes it on
// an error.
func Write(ctx context.Context, w io.Writer, b *reports.Book) error {
	return appendix.WriteOpen(ctx, w, b, words.AudienceCounsel)
}
