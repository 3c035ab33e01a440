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

func newPeople(e *decision.Export, x *indexes) *people {
	p := &people{of: make([]int32, e.Len()), crowds: map[key]bool{}}
	all := x.new()
	for i := range p.of {
		if text := personKey(e.At(i)); text != "" {
			all.add(keyOf(text), i, 0)
		}
	}
	all.seal(crowd + 1)
	for i := range p.of {
		a := e.At(i)
		text, first := personKey(a), i
		if text != "" {
			k := keyOf(text)
			switch same := all.get(k); {
			case a.CandidateID == "" && len(same) > crowd:
				p.crowds[k] = true
			case len(same) > 0:
				first = int(same[0].A)
			}
		}
		if first < i {
			p.of[i] = p.of[first]
			continue
		}
		p.of[i] = int32(p.n)
		p.n++
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
