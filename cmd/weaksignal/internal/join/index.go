package join

import (
	"slices"

	"weaksignal/extract"
	"weaksignal/extract/spill"
)

// key of a text in an index.
type key = extract.Key

func keyOf(text string) key { return extract.KeyOf(text) }

// finder finds entries by keys, as [spill.Index] does.
type finder interface {
	Add(key, spill.Entry) error
	Seal(most int) error
	Of(key, []spill.Entry) ([]spill.Entry, error)
	Close() error
}

// indexes are those of one join, and the first error of one: with it the join is none.
type indexes struct {
	make func() finder // nil = those of package spill
	all  []finder
	err  error
}

func (x *indexes) new() notedIndex {
	made := finder(spill.NewIndex())
	if x.make != nil {
		made = x.make()
	}
	x.all = append(x.all, made)
	return notedIndex{made, x}
}

func (x *indexes) note(err error) {
	if x.err == nil {
		x.err = err
	}
}

func (x *indexes) close() {
	for _, i := range x.all {
		i.Close() //nolint:errcheck // it was read
	}
}

// notedIndex is an index whose errors its join notes.
type notedIndex struct {
	finder
	of *indexes
}

func (l notedIndex) add(k key, a, b int) {
	l.of.note(l.Add(k, spill.Entry{A: int32(a), B: int32(b)}))
}

func (l notedIndex) seal(most int) { l.of.note(l.Seal(most)) }

func (l notedIndex) get(k key) []spill.Entry {
	found, err := l.Of(k, nil)
	l.of.note(err)
	return found
}

// pairs finds the first two candidates of a text: with two it is ambiguous.
type pairs struct{ notedIndex }

// add notes a candidate of a text; "" is none.
func (x pairs) add(text string, who int) {
	if text != "" {
		x.notedIndex.add(keyOf(text), who, 0)
	}
}

func (x pairs) seal() { x.notedIndex.seal(2) }

// of are the candidates of a text, two at most.
func (x pairs) of(text string) []int { return x.ofKey(keyOf(text)) }

func (x pairs) ofKey(k key) (who []int) {
	if k == (key{}) {
		return nil
	}
	for _, e := range x.get(k) {
		who = append(who, int(e.A))
	}
	return who
}

// idIndex finds the claims of ids of applications and candidates: those of the first two
// candidates, as an id of two is ambiguous.
type idIndex struct {
	whole notedIndex
	// bare finds ids that have leading zeros by what stands behind them.
	bare notedIndex
}

func newIDIndex(x *indexes) *idIndex { return &idIndex{x.new(), x.new()} }

// add notes an id, folded; app −1: all of the candidate's.
func (x *idIndex) add(id, bare string, who, app int) {
	if id == "" {
		return
	}
	x.whole.add(keyOf(id), who, app)
	if bare != id {
		x.bare.add(keyOf(bare), who, app)
	}
}

func (x *idIndex) seal() {
	x.whole.seal(2)
	x.bare.seal(2)
}

// claims of an id as it stands.
func (x *idIndex) claims(id string) []claim { return collect(x.whole, id, nil) }

// bareClaims are those of all ids that are this one but for leading zeros.
func (x *idIndex) bareClaims(id string) []claim { return collect(x.bare, id, x.claims(id)) }

func collect(in notedIndex, id string, out []claim) []claim {
	if id == "" {
		return out
	}
	for _, e := range in.get(keyOf(id)) {
		c := claim{doc: e.A, app: e.B, route: routeFileName, rank: 1}
		if c.app < 0 {
			c.rank = 2
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// pathIndex finds documents by their paths and by the last parts of them.
type pathIndex struct{ notedIndex }

func (x pathIndex) add(path string, doc int) { x.notedIndex.add(keyOf(path), doc, 0) }

// of are the documents of a path, in their order; nil = none.
func (x pathIndex) of(path string) (docs []int) {
	for _, e := range x.get(keyOf(path)) {
		docs = append(docs, int(e.A))
	}
	return docs
}

// reasons says one of a few things of some of many.
type reasons struct {
	of    []uint8 // 0 = nothing
	texts []string
}

func newReasons(n int) *reasons { return &reasons{of: make([]uint8, n), texts: []string{""}} }

func (r *reasons) set(i int, text string) {
	at := slices.Index(r.texts, text)
	if at < 0 {
		at = len(r.texts)
		r.texts = append(r.texts, text)
	}
	r.of[i] = uint8(at)
}

// at is what is said of i; "" = nothing.
func (r *reasons) at(i int) string { return r.texts[r.of[i]] }
