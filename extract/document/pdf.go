package document

import "context"

// readPDF reads a PDF with the engine that suits it.
func readPDF(ctx context.Context, data []byte, lim Limits) (*Text, error) {
	return readLedongthuc(ctx, data, lim)
}
