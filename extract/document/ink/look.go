package ink

// drawLook is what the object layer tells about text that a page may not show, before
// any text is read. The zero value knows nothing, so that everything has to be
// looked at.
type Look struct {
	Known bool
	// faint: a page may draw text that is not seen, so that its objects have to be
	// looked at one by one.
	Faint bool
	// pages says it of each page that was looked at, of count pages.
	Pages []bool
	Count int
	// off are the names of layers that are switched off; offGroups: every group of
	// layers is.
	Off       map[string]bool
	OffGroups bool
}

// Walk reports whether the objects of the pages have to be looked at.
func (l Look) Walk() bool { return !l.Known || l.Faint || len(l.Off) > 0 || l.OffGroups }

// WalkPage reports whether the objects of a page, from 0, have to be looked at, in a
// file that another reader finds count pages in.
func (l Look) WalkPage(n, count int) bool {
	if !l.Walk() || !l.Faint || len(l.Off) > 0 || l.OffGroups || count != l.Count || n >= len(l.Pages) {
		return l.Walk()
	}
	return l.Pages[n]
}
