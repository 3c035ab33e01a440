package join

import (
	"slices"

	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
)

// Preview is what file names alone tell of the join: no document is opened, so
// that e-mails and names inside documents, and unreadable files, don't count yet.
type Preview struct {
	Documents    int
	Applications int
	Matched      int
	ByRoute      map[string]int
	// Groups counts applications with at least one known group label, GroupRows the
	// rows of the groups file that belong to an application.
	Groups, GroupRows int
}

// PreviewExport matches applications to documents by their names.
func PreviewExport(docs *extract.Documents, e *decision.Export, g *demographics.Groups) Preview {
	files := filesOf(docs, nil)
	files.listed = true
	m := &matcher{files: files, export: e}
	defer m.close()
	p := Preview{Documents: docs.Len(), Applications: e.Len(), ByRoute: map[string]int{}}
	for _, r := range []string{RouteColumn, RouteFileName, RouteEmail, RouteName} {
		p.ByRoute[r] = 0
	}
	m.find()
	for i := range e.Len() {
		if found := m.match(i); found.doc >= 0 {
			p.Matched++
			p.ByRoute[found.route.String()]++
		}
	}
	groups := newGroupIndex(g, &m.indexes)
	for i := range e.Len() {
		if slices.ContainsFunc(groups.labels(e.At(i)), func(l string) bool { return l != "" }) {
			p.Groups++
		}
	}
	for _, used := range groups.used {
		if used {
			p.GroupRows++
		}
	}
	return p
}
