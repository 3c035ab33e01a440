package join

import (
	"slices"

	"weaksignal/extract"
)

// Anybody may write anybody's address or name into a résumé, and choose the name of its
// file. So no single route takes over an application against the document's own
// evidence: two routes that lead to different candidates leave the document unmatched.

// keys are the candidates by what a document may carry of them.
type keys struct {
	emails, names, written map[string][]int
	// email and name of each candidate as the export has them, hashed.
	email, name [][]string
}

func (m *matcher) newKeys() *keys {
	k := &keys{emails: map[string][]int{}, names: map[string][]int{}, written: map[string][]int{},
		email: make([][]string, m.people.n), name: make([][]string, m.people.n)}
	for i := range m.export.Len() {
		a, who := m.export.At(i), m.candidate[i]
		email, name := m.hash(m.hashEmail, a.Email), m.hash(m.hashName, a.Name)
		addOnce(k.emails, email, who)
		addOnce(k.names, name, who)
		addOnce(k.written, extract.NormaliseName(a.Name), who)
		k.email[who], k.name[who] = noted(k.email[who], email), noted(k.name[who], name)
	}
	return k
}

func noted(all []string, key string) []string {
	if key == "" || slices.Contains(all, key) {
		return all
	}
	return append(all, key)
}

// byEmail are the candidates whose addresses stand in a document.
func (k *keys) byEmail(f file) []int {
	var who []int
	for _, e := range f.emails {
		for _, w := range k.emails[e] {
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
	byEmail, byName := k.byEmail(f), k.names[f.name]
	emailFits := len(k.email[who]) == 0 || len(f.emails) == 0 || slices.Contains(byEmail, who)
	nameFits := len(k.name[who]) == 0 || f.name == "" || slices.Contains(k.name[who], f.name) || slices.Contains(nameInPath(f.rel, k.written), who)
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
