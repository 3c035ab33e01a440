package extract

import "context"

// Inventory lists and hashes the documents below the folders, sorted by path, and
// reads none: SHA256, Bytes and what is wrong with a file are all that a Profile
// holds.
func Inventory(ctx context.Context, folders []string, opt Options) ([]Document, error) {
	if err := opt.Validate(); err != nil {
		return nil, err
	}
	files, err := find(folders)
	if err != nil {
		return nil, err
	}
	b, err := newBatch(files, opt.withDefaults())
	if err != nil {
		return nil, err
	}
	defer b.pool.Close()
	if err := b.each(ctx, len(files), b.hash); err != nil {
		return nil, err
	}
	return b.docs, nil
}
