package extract

import "context"

// Inventory lists and hashes the documents below the folders, sorted by path, and
// reads none: SHA256, Bytes and what is wrong with a file are all that a Profile
// holds.
func Inventory(ctx context.Context, folders []string, opt Options) ([]Document, error) {
	b, err := batchBelow(folders, opt)
	if err != nil {
		return nil, err
	}
	defer b.pool.Close()
	if err := b.each(ctx, len(b.files), b.hash); err != nil {
		return nil, err
	}
	return b.docs, nil
}

// List lists the documents below the folders, sorted by path, and opens none: of
// their Profiles only Reason is set, where a file cannot be a document.
func List(folders []string) ([]Document, error) {
	files, err := find(folders)
	if err != nil {
		return nil, err
	}
	docs := make([]Document, len(files))
	for i, f := range files {
		docs[i] = Document{Path: f.path, Rel: f.rel, Profile: Profile{Reason: f.problem}}
	}
	return docs, nil
}
