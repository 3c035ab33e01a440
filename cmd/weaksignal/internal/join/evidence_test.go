package join

import (
	"testing"

	"weaksignal/extract"
)

// poisoned has documents matched to two candidates, 1001 Ana Example and 1002 Bo Sample,
// by address and name as they are, and gives the document of the first.
func poisoned(t *testing.T, docs ...file) (match, *matcher) {
	t.Helper()
	e := export(t, "Candidate ID,Application ID,Candidate Name,Email,Job Name,Status\n"+
		"10010001,20010001,Ana Example,ana@example.org,Engineer,Rejected\n10020002,20020002,Bo Sample,bo@example.org,Engineer,Hired\n")
	m := &matcher{files: docs, export: e, hashEmail: func(s string) string { return s }, hashName: extract.NormaliseName}
	m.find()
	return m.match(0), m
}

func TestNobodyTakesOverAnApplication(t *testing.T) {
	own := file{rel: "own.pdf", emails: []string{"ana@example.org"}, name: "ana example", usable: true}
	for name, c := range map[string]struct {
		docs []file
		want int
	}{
		"her own document":                         {[]file{own}, 0},
		"a stranger's with her address, newer":     {[]file{{rel: "x.pdf", emails: []string{"ana@example.org"}, name: "mallory nobody", usable: true, modified: 9}, own}, 1},
		"a stranger's alone":                       {[]file{{rel: "x.pdf", emails: []string{"ana@example.org"}, name: "mallory nobody", usable: true}}, -1},
		"another candidate's with her address":     {[]file{{rel: "x.pdf", emails: []string{"ana@example.org"}, name: "bo sample", usable: true}}, -1},
		"another candidate's under her id":         {[]file{{rel: "cv 10010001.pdf", emails: []string{"bo@example.org"}, name: "bo sample", usable: true}}, -1},
		"another candidate's name under her id":    {[]file{{rel: "cv 10010001.pdf", name: "bo sample", usable: true}}, -1},
		"a stranger's under her id":                {[]file{{rel: "cv 10010001.pdf", emails: []string{"m@example.net"}, name: "mallory nobody", usable: true}}, -1},
		"hers under her id with another address":   {[]file{{rel: "cv 10010001.pdf", emails: []string{"private@example.net"}, name: "ana example", usable: true}}, 0},
		"hers under her id with a short name":      {[]file{{rel: "cv 10010001.pdf", emails: []string{"ana@example.org"}, name: "annie example", usable: true}}, 0},
		"hers under her id, a referee's beside it": {[]file{{rel: "cv 10010001.pdf", emails: []string{"ana@example.org", "bo@example.org"}, name: "ana example", usable: true}}, 0},
		"hers under her id, which says nothing":    {[]file{{rel: "cv 10010001.pdf", usable: true}}, 0},
		"another's file called by her name":        {[]file{{rel: "Ana Example.pdf", emails: []string{"bo@example.org"}, usable: true}}, -1},
	} {
		got, m := poisoned(t, c.docs...)
		if got.doc != c.want {
			t.Errorf("%s: document %d by %q, want %d (%v)", name, got.doc, got.route, c.want, m.ambiguous)
		}
	}
}
