package document

// drawLook is what the object layer tells about text that a page may not show, before
// any text is read. The zero value knows nothing, so that everything has to be
// looked at.
type drawLook struct {
	known bool
	// faint: a page may draw text that is not seen, so that its objects have to be
	// looked at one by one.
	faint bool
	// pages says it of each page that was looked at, of count pages.
	pages []bool
	count int
	// off are the names of layers that are switched off; offGroups: every group of
	// layers is.
	off       map[string]bool
	offGroups bool
}

// walk reports whether the objects of the pages have to be looked at.
func (l drawLook) walk() bool { return !l.known || l.faint || len(l.off) > 0 || l.offGroups }

// walkPage reports whether the objects of a page, from 0, have to be looked at, in a
// file that another reader finds count pages in.
func (l drawLook) walkPage(n, count int) bool {
	if !l.walk() || !l.faint || len(l.off) > 0 || l.offGroups || count != l.count || n >= len(l.pages) {
		return l.walk()
	}
	return l.pages[n]
}
