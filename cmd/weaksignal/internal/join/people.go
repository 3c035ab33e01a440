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
	of []int // person by application
	n  int
	// crowds are keys that stand for no person.
	crowds map[string]bool
}

func newPeople(e *decision.Export) *people {
	p := &people{of: make([]int, e.Len()), crowds: map[string]bool{}}
	shared := map[string]int{}
	for i := range p.of {
		if a := e.At(i); a.CandidateID == "" {
			key := personKey(a)
			if shared[key]++; shared[key] > crowd {
				p.crowds[key] = true
			}
		}
	}
	seen := map[string]int{}
	for i := range p.of {
		key := p.key(e.At(i))
		c, ok := seen[key]
		if !ok || key == "" {
			c = p.n
			p.n++
			seen[key] = c
		}
		p.of[i] = c
	}
	return p
}

// key of an application's person; "" if the row says nothing of the person.
func (p *people) key(a decision.Application) string {
	if key := personKey(a); !p.crowds[key] {
		return key
	}
	return ""
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
