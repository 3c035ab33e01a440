package join

import (
	"strings"

	"weaksignal/extract"
	"weaksignal/extract/decision"
)

// crowd is how many applications may share an e-mail address or a name that is
// all a row says of the person. More are no person but an agency's address, or
// the word that an anonymised export has in every row.
const crowd = 20

// people tells which applications are one person's: by candidate id, else e-mail,
// else name, else each application for itself.
type people struct {
	of []int32 // person by application
	n  int
	// crowds are keys that stand for no person.
	crowds map[key]bool
}

func newPeople(e *decision.Export) *people {
	p := &people{of: make([]int32, e.Len()), crowds: map[key]bool{}}
	shared := map[key]int32{}
	for i := range p.of {
		if a := e.At(i); a.CandidateID == "" {
			k := keyOf(personKey(a))
			if shared[k]++; shared[k] > crowd {
				p.crowds[k] = true
			}
		}
	}
	seen := map[key]int32{}
	for i := range p.of {
		text := p.key(e.At(i))
		k := keyOf(text)
		c, ok := seen[k]
		if !ok || text == "" {
			c = int32(p.n)
			p.n++
			seen[k] = c
		}
		p.of[i] = c
	}
	return p
}

// key of an application's person; "" if the row says nothing of the person.
func (p *people) key(a decision.Application) string {
	text := personKey(a)
	if len(p.crowds) > 0 && p.crowds[keyOf(text)] {
		return ""
	}
	return text
}

func personKey(a decision.Application) string {
	switch {
	case a.CandidateID != "":
		return "id " + a.CandidateID
	case a.Email != "":
		return "mail " + strings.ToLower(a.Email)
	case a.Name != "":
		return "name " + extract.NormaliseName(a.Name)
	}
	return ""
}
