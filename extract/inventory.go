package extract

import (
	"context"
	"errors"

	"weaksignal/extract/document"
)

// Inventory lists and hashes the documents below the folders, sorted by path, and
// reads none: SHA256, Bytes and what is wrong with a file are all that is known.
func Inventory(ctx context.Context, folders []string, opt Options) (*Documents, error) {
	files, err := find(folders)
	if err != nil {
		return nil, err
	}
	docs, err := newDocuments(files)
	if err != nil {
		return nil, err
	}
	b, err := newBatch(files, docs, opt)
	if err != nil {
		return nil, errors.Join(err, docs.Close())
	}
	defer b.pool.Close()
	if err := b.each(ctx, len(files), b.hash); err != nil {
		return nil, errors.Join(err, docs.Close())
	}
	return docs, nil
}

// List lists the documents below the folders, sorted by path, and opens none: only
// what can be no document has a status.
func List(folders []string) (*Documents, error) {
	files, err := find(folders)
	if err != nil {
		return nil, err
	}
	docs, err := newDocuments(files)
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		if f.problem != "" {
			d := Document{Profile: Profile{Status: document.Unreadable, Reason: f.problem}}
			if err := docs.put(i, &d); err != nil {
				return nil, errors.Join(err, docs.Close())
			}
		}
	}
	return docs, nil
}
