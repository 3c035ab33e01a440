package join

import (
	"slices"

	"weaksignal/extract"
	"weaksignal/extract/decision"
)

// Anybody may write anybody's address or name into a résumé, and choose the name of its
// file. So no single route takes over an application against the document's own
// evidence: two routes that lead to different candidates leave the document unmatched.

// keys are the candidates by what a document may carry of them, hashed as documents are,
// and by their names as written.
type keys struct {
	m                      *matcher
	emails, names, written pairs
	// first and next list the applications of a candidate, −1 = no more.
	first, next []int32
}

func (m *matcher) newKeys() *keys {
	n := m.export.Len()
	k := &keys{m: m, emails: pairs{m.new()}, names: pairs{m.new()}, written: pairs{m.new()}, first: make([]int32, m.people.n), next: make([]int32, n)}
	for who := range k.first {
		k.first[who] = -1
	}
	for i := range n {
		a, who := m.export.At(i), int(m.candidate[i])
		k.emails.add(m.hash(m.hashEmail, a.Email), who)
		k.names.add(m.hash(m.hashName, a.Name), who)
		k.written.add(extract.NormaliseName(a.Name), who)
		k.next[i], k.first[who] = k.first[who], int32(i)
	}
	k.emails.seal()
	k.names.seal()
	k.written.seal()
	return k
}

// known are the hashed addresses, or names, that the export has of a candidate.
func (k *keys) known(who int, hash func(string) string, of func(decision.Application) string) (all []string) {
	for i := k.first[who]; i >= 0; i = k.next[i] {
		if text := k.m.hash(hash, of(k.m.export.At(int(i)))); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

// nameFits: the export knows no name of the candidate, or the document's, or one that
// stands in the document's path.
func (k *keys) nameFits(f file, who int) bool {
	names := k.known(who, k.m.hashName, func(a decision.Application) string { return a.Name })
	return len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return keyOf(n) == f.name }) || slices.Contains(nameInPath(f.rel, k.written), who)
}

// byEmail are the candidates whose addresses stand in a document.
func (k *keys) byEmail(f file) []int {
	var who []int
	for _, e := range f.emails {
		for _, w := range k.emails.ofKey(e) {
			if !slices.Contains(who, w) {
				who = append(who, w)
			}
		}
	}
	return who
}

// against says what in a document speaks against the candidate that a route led to; ""
// for nothing. What is known of neither side says nothing.
func (k *keys) against(f file, who int, route string) string {
	byEmail, byName := k.byEmail(f), k.names.ofKey(f.name)
	emailFits := len(f.emails) == 0 || slices.Contains(byEmail, who) ||
		len(k.known(who, k.m.hashEmail, func(a decision.Application) string { return a.Email })) == 0
	nameFits := f.name == (key{}) || slices.Contains(byName, who) || k.nameFits(f, who)
	switch {
	case len(byEmail) > 0 && !slices.Contains(byEmail, who):
		return "its e-mail address is another candidate's than its " + route + " leads to"
	case len(byName) > 0 && !slices.Contains(byName, who):
		return "the name in it is another candidate's than its " + route + " leads to"
	case !nameFits && (route == RouteEmail || !emailFits):
		return "its " + route + " leads to a candidate whose name is not the one in it"
	}
	return ""
}
