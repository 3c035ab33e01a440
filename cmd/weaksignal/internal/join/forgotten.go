package join

import (
	"slices"
	"strings"

	"weaksignal/extract"
	"weaksignal/reports"
)

// remembered expands the documents of suppressed candidates, by content, to those that
// are the same document in another file, and gives content hashes and paths of all.
func remembered(docs []extract.Document, hashes []string) (all, paths []string) {
	if len(hashes) == 0 {
		return nil, nil
	}
	theirs := map[string]bool{}
	for _, d := range docs {
		if slices.Contains(hashes, d.Profile.SHA256) {
			theirs[d.Path] = true
			if d.DuplicateOf != "" {
				theirs[d.DuplicateOf] = true
			}
		}
	}
	for _, d := range docs {
		if theirs[d.Path] || theirs[d.DuplicateOf] {
			all, paths = append(all, d.Profile.SHA256), append(paths, d.Path)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), paths
}

// withoutNames replaces the files of suppressed candidates in a worklist: nothing that
// is written after somebody asked to be forgotten names them.
func withoutNames(work []reports.WorkItem, paths []string) []reports.WorkItem {
	if len(paths) == 0 {
		return work
	}
	work = slices.Clone(work)
	for i := range work {
		w := &work[i]
		for _, path := range paths {
			if w.File == path {
				w.File = "(a document of a candidate on the suppression list)"
			}
			if strings.HasSuffix(w.Remedy, " "+path) {
				w.Remedy = "nothing to do"
			}
		}
	}
	return work
}
