package extract

import (
	"context"
	"fmt"
	"os"
)

// Picture draws a page of a PDF (from 1) as PNG, with the blocks of its text as
// [One] gave them, numbered in the order of reading. Like every look into a
// document it happens in a child process.
func Picture(ctx context.Context, d Document, page int, opt Options) ([]byte, error) {
	data, err := os.ReadFile(d.Path)
	if err != nil {
		return nil, fmt.Errorf("draw a page: %w", err)
	}
	opt.Workers, opt.CacheDir = 1, ""
	b, err := newBatch(newDocuments(), opt)
	if err != nil {
		return nil, err
	}
	defer b.pool.Close()
	q := request{Page: page}
	if d.Text != nil {
		q.Blocks = d.Text.Blocks
	}
	rep, err := b.send(ctx, q, data)
	if err != nil {
		return nil, err
	}
	if rep.Picture == nil {
		return nil, fmt.Errorf("draw page %d of %s: %s", page, d.Path, rep.Reason)
	}
	return rep.Picture, nil
}
