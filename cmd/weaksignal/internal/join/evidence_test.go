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
	m := &matcher{files: fileList(docs), export: e, hashEmail: func(s string) string { return s }, hashName: extract.NormaliseName}
	m.find()
	return m.match(0), m
}

// fileList are files as a test writes them.
type fileList []file

func (l fileList) count() int { return len(l) }

func (l fileList) file(d int) file { return l[d] }

func keysOf(texts ...string) (all []key) {
	for _, t := range texts {
		all = append(all, keyOf(t))
	}
	return all
}

func TestNobodyTakesOverAnApplication(t *testing.T) {
	own := file{rel: "own.pdf", emails: keysOf("ana@example.org"), name: keyOf("ana example"), usable: true}
	for name, c := range map[string]struct {
		docs []file
		want int
	}{
		"her own document":                         {[]file{own}, 0},
		"a stranger's with her address, newer":     {[]file{{rel: "x.pdf", emails: keysOf("ana@example.org"), name: keyOf("mallory nobody"), usable: true, modified: 9}, own}, 1},
		"a stranger's alone":                       {[]file{{rel: "x.pdf", emails: keysOf("ana@example.org"), name: keyOf("mallory nobody"), usable: true}}, -1},
		"another candidate's with her address":     {[]file{{rel: "x.pdf", emails: keysOf("ana@example.org"), name: keyOf("bo sample"), usable: true}}, -1},
		"another candidate's under her id":         {[]file{{rel: "cv 10010001.pdf", emails: keysOf("bo@example.org"), name: keyOf("bo sample"), usable: true}}, -1},
		"another candidate's name under her id":    {[]file{{rel: "cv 10010001.pdf", name: keyOf("bo sample"), usable: true}}, -1},
		"a stranger's under her id":                {[]file{{rel: "cv 10010001.pdf", emails: keysOf("m@example.net"), name: keyOf("mallory nobody"), usable: true}}, -1},
		"hers under her id with another address":   {[]file{{rel: "cv 10010001.pdf", emails: keysOf("private@example.net"), name: keyOf("ana example"), usable: true}}, 0},
		"hers under her id with a short name":      {[]file{{rel: "cv 10010001.pdf", emails: keysOf("ana@example.org"), name: keyOf("annie example"), usable: true}}, 0},
		"hers under her id, a referee's beside it": {[]file{{rel: "cv 10010001.pdf", emails: keysOf("ana@example.org", "bo@example.org"), name: keyOf("ana example"), usable: true}}, 0},
		"hers under her id, which says nothing":    {[]file{{rel: "cv 10010001.pdf", usable: true}}, 0},
		"another's file called by her name":        {[]file{{rel: "Ana Example.pdf", emails: keysOf("bo@example.org"), usable: true}}, -1},
	} {
		got, m := poisoned(t, c.docs...)
		if got.doc != c.want {
			t.Errorf("%s: document %d by %q, want %d (%v)", name, got.doc, got.route, c.want, m.ambiguous.texts)
		}
	}
}
