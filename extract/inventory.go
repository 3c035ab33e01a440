package extract

import (
	"context"
	"errors"

	"weaksignal/extract/document"
)

// Inventory lists and hashes the documents below the folders, sorted by path, and
// reads none: SHA256, Bytes and what is wrong with a file are all that is known.
func Inventory(ctx context.Context, folders []string, opt Options) (*Documents, error) {
	docs, err := listFiles(folders, Shard{})
	if err != nil {
		return nil, err
	}
	b, err := newBatch(docs, opt)
	if err != nil {
		return nil, errors.Join(err, docs.Close())
	}
	defer b.pool.Close()
	if err := errors.Join(b.each(ctx, docs.Len(), b.hash), docs.Err()); err != nil {
		return nil, errors.Join(err, docs.Close())
	}
	return docs, nil
}

// List lists the documents below the folders, sorted by path, and opens none: only
// what can be no document has a status.
func List(folders []string) (*Documents, error) {
	docs, err := listFiles(folders, Shard{})
	if err != nil {
		return nil, err
	}
	for i := range docs.Len() {
		if f := docs.file(i); f.problem != "" {
			d := Document{Profile: Profile{Status: document.Unreadable, Reason: f.problem}}
			if err := docs.put(i, &d); err != nil {
				return nil, errors.Join(err, docs.Close())
			}
		}
	}
	return docs, docs.Err()
}

// listFiles lists the files of a shard below the folders.
func listFiles(folders []string, shard Shard) (*Documents, error) {
	files, err := find(folders)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	return files.list(shard)
}

func (l *found) list(shard Shard) (*Documents, error) {
	docs := newDocuments()
	err := l.each(func(f file) error {
		if !shard.has(f.rel) {
			return nil
		}
		return docs.listed(f)
	})
	if err != nil {
		return nil, errors.Join(err, docs.Close())
	}
	return docs, nil
}
