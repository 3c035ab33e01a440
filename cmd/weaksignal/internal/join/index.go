package join

import (
	"slices"

	"weaksignal/extract"
)

// key of a text in an index.
type key = extract.Key

func keyOf(text string) key { return extract.KeyOf(text) }

// pair are the first two candidates of a key, −1 = none: with two it is ambiguous.
type pair [2]int32

func (p pair) who() []int {
	switch {
	case p[1] >= 0:
		return []int{int(p[0]), int(p[1])}
	case p[0] >= 0:
		return []int{int(p[0])}
	}
	return nil
}

// pairs finds the candidates of texts.
type pairs map[key]pair

// add notes a candidate of a text; "" is none.
func (x pairs) add(text string, who int) {
	if text == "" {
		return
	}
	k := keyOf(text)
	p, known := x[k]
	switch w := int32(who); {
	case !known:
		x[k] = pair{w, -1}
	case p[1] < 0 && p[0] != w:
		x[k] = pair{p[0], w}
	}
}

// of are the candidates of a text, two at most.
func (x pairs) of(text string) []int { return x.ofKey(keyOf(text)) }

func (x pairs) ofKey(k key) []int {
	if p, ok := x[k]; ok {
		return p.who()
	}
	return nil
}

// idIndex finds the claims of ids of applications and candidates.
type idIndex struct {
	last map[key]int32 // node
	// bare finds ids that have leading zeros by what stands behind them.
	bare  map[key]int32
	nodes []idNode
}

// idNode is a claim with the one before it under the same key.
type idNode struct {
	who, app, before int32 // app −1: all of the candidate's
}

func newIDIndex(n int) *idIndex {
	return &idIndex{last: make(map[key]int32, n), bare: map[key]int32{}}
}

// add notes an id, folded.
func (x *idIndex) add(id, bare string, who, app int) {
	if id == "" {
		return
	}
	x.put(x.last, keyOf(id), idNode{who: int32(who), app: int32(app)})
	if bare != id {
		x.put(x.bare, keyOf(bare), idNode{who: int32(who), app: int32(app)})
	}
}

func (x *idIndex) put(in map[key]int32, k key, n idNode) {
	at, known := in[k]
	n.before = -1
	if known {
		n.before = at
		if same := x.nodes[at]; same.who == n.who && same.app == n.app {
			return // the candidate's next application
		}
	}
	in[k] = int32(len(x.nodes))
	x.nodes = append(x.nodes, n)
}

// claims of an id as it stands.
func (x *idIndex) claims(id string) []claim { return x.collect(x.last, id, nil) }

// bareClaims are those of all ids that are this one but for leading zeros.
func (x *idIndex) bareClaims(id string) []claim {
	return x.collect(x.bare, id, x.claims(id))
}

func (x *idIndex) collect(in map[key]int32, id string, out []claim) []claim {
	if id == "" {
		return out
	}
	at, known := in[keyOf(id)]
	if !known {
		return out
	}
	from := len(out)
	for ; at >= 0; at = x.nodes[at].before {
		n := x.nodes[at]
		c := claim{doc: n.who, app: n.app, route: routeFileName, rank: 1}
		if n.app < 0 {
			c.rank = 2
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Reverse(out[from:])
	return out
}

// pathIndex finds documents by their paths and by the last parts of them.
type pathIndex struct {
	last  map[key]int32 // node
	nodes []pathNode
}

type pathNode struct{ doc, before int32 }

func newPathIndex(n int) *pathIndex { return &pathIndex{last: make(map[key]int32, n)} }

func (x *pathIndex) add(path string, doc int) {
	k := keyOf(path)
	before, known := x.last[k]
	if !known {
		before = -1
	}
	x.last[k] = int32(len(x.nodes))
	x.nodes = append(x.nodes, pathNode{int32(doc), before})
}

// of are the documents of a path, in their order; nil = none.
func (x *pathIndex) of(path string) (docs []int) {
	at, known := x.last[keyOf(path)]
	for ; known && at >= 0; at = x.nodes[at].before {
		docs = append(docs, int(x.nodes[at].doc))
	}
	slices.Reverse(docs)
	return docs
}
