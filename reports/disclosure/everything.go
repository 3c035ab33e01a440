package disclosure

// Everything withholds nothing: for a reader who may see each count, such as counsel.
func Everything(b Source) *Shown {
	s, l := enter(b)
	s.enterRules(l, b)
	s.everything = true
	for _, t := range l.rows {
		t.people.hidden, t.advanced.hidden = false, false
	}
	return s
}
