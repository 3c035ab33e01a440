package extract

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
