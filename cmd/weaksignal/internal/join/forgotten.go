package join

import (
	"slices"

	"weaksignal/extract"
)

// remembered expands the documents of suppressed candidates, by content, to those that
// are the same document in another file, and gives content hashes and paths of all.
func remembered(docs *extract.Documents, hashes []string) (all, paths []string) {
	if len(hashes) == 0 {
		return nil, nil
	}
	theirs := map[int]bool{}
	for i := range docs.Len() {
		if slices.Contains(hashes, docs.SHA256(i)) {
			theirs[i] = true
			if first := docs.DuplicateOf(i); first >= 0 {
				theirs[first] = true
			}
		}
	}
	for i := range docs.Len() {
		if theirs[i] || theirs[docs.DuplicateOf(i)] {
			all, paths = append(all, docs.SHA256(i)), append(paths, docs.Path(i))
		}
	}
	slices.Sort(all)
	return slices.Compact(all), paths
}
