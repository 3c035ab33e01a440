package join

import (
	"path"
	"slices"
	"strings"

	"weaksignal/extract"
	"weaksignal/extract/decision"
)

// Routes of the join, in the order in which they are tried.
const (
	RouteColumn   = "resume column"
	RouteFileName = "id in file name"
	RouteEmail    = "e-mail"
	RouteName     = "name"
)

// file is what the join knows of a document.
type file struct {
	rel    string // path within its folder, with slashes
	emails []string
	name   string
	usable bool
	kind   kind
	// modified orders versions of one person's documents; higher is newer, 0 is not known.
	modified int64
}

// match is the document of one application.
type match struct {
	doc   int // -1 = none
	route string
	// others are further documents of the same application that were not used.
	others []int
	// why there is none, if doc is -1.
	reason, remedy string
}

// matcher finds the documents of applications.
type matcher struct {
	files  []file
	export *decision.Export
	people *people // nil = made by run
	// candidate of each application: people.of.
	candidate []int
	hashEmail func(string) string
	hashName  func(string) string

	keys   *keys
	claims [][]claim // by candidate
	// ambiguous documents with the reason.
	ambiguous map[int]string
}

// claim says that a document belongs to a candidate, or to one application.
type claim struct {
	doc   int
	app   int // -1 = every application of the candidate
	route string
	rank  int
}

func filesOf(docs []extract.Document, modified func(string) int64) []file {
	files := make([]file, len(docs))
	for i, d := range docs {
		files[i] = file{rel: d.Rel, emails: d.Profile.Keys.Emails, name: d.Profile.Keys.Name, usable: d.Profile.HasText(), kind: kindOf(&docs[i])}
		files[i].modified = pathDate(d.Rel)
		if modified != nil {
			files[i].modified = modified(d.Path)
		}
	}
	return files
}

// run matches every application. Each route only looks at documents that no
// earlier one has placed.
func (m *matcher) run() []match {
	if m.people == nil {
		m.people = newPeople(m.export)
	}
	m.candidate = m.people.of
	m.claims = make([][]claim, m.people.n)
	m.ambiguous = map[int]string{}
	m.keys = m.newKeys()
	placed := make([]bool, len(m.files))
	named := m.byColumn(placed)
	m.byFileName(placed)
	m.byKeys(placed)
	out := make([]match, m.export.Len())
	for i := range out {
		out[i] = m.choose(i)
		if out[i].doc < 0 && out[i].reason == "" {
			out[i].reason, out[i].remedy = "no document of this application was found", "put its file into the folder, with the application or candidate id in its name, or name the file in a résumé column"
			if named[i] != "" {
				out[i].reason, out[i].remedy = named[i], "put the file into the folder, or correct the name in the export"
			}
		}
	}
	return out
}

// byColumn places the documents that the export names, by path or by a file name
// that only one document has. It returns why a named one was not found.
func (m *matcher) byColumn(placed []bool) map[int]string {
	byPath := map[string][]int{}
	for i, f := range m.files {
		full := foldPath(f.rel)
		byPath[full] = append(byPath[full], i)
		if b := path.Base(full); b != full {
			byPath[b] = append(byPath[b], i)
		}
	}
	why := map[int]string{}
	for i := range m.export.Len() {
		text := m.export.At(i).Resume
		if text == "" {
			continue
		}
		docs := lookUp(byPath, text)
		if docs == nil {
			for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }) {
				docs = append(docs, lookUp(byPath, part)...)
			}
		} else if len(docs) > 1 {
			why[i] = "the résumé named in the export exists several times in the folders"
			docs = nil
		}
		if len(docs) == 0 && why[i] == "" {
			why[i] = "the résumé named in the export is not in the folders"
		}
		for _, d := range docs {
			placed[d] = true
			m.claims[m.candidate[i]] = append(m.claims[m.candidate[i]], claim{d, i, RouteColumn, 0})
		}
	}
	return why
}

func foldPath(p string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(strings.TrimSpace(p), `\`, "/")), "/"))
}

// lookUp finds a document by path, else by the last part of the path.
func lookUp(byPath map[string][]int, text string) []int {
	p := foldPath(text)
	if docs := byPath[p]; docs != nil {
		return docs
	}
	return byPath[path.Base(p)]
}

// byFileName places documents whose name or folder holds the id of one
// application or of one candidate.
func (m *matcher) byFileName(placed []bool) {
	ids := map[string][]claim{}
	add := func(id string, c claim) {
		if key := foldID(id); key != "" && !slices.Contains(ids[key], c) {
			ids[key] = append(ids[key], c)
		}
	}
	for i := range m.export.Len() {
		a := m.export.At(i)
		add(a.ApplicationID, claim{doc: m.candidate[i], app: i, route: RouteFileName, rank: 1})
		add(a.CandidateID, claim{doc: m.candidate[i], app: -1, route: RouteFileName, rank: 2})
	}
	bare := withoutZeros(ids)
	for d, f := range m.files {
		if placed[d] {
			continue
		}
		found := idClaims(f.rel, ids, func(id string) string { return id })
		if len(found) == 0 {
			found = idClaims(f.rel, bare, decision.WithoutZeros) // the second try
		}
		people := map[int]bool{}
		for _, c := range found {
			people[c.doc] = true
		}
		if len(people) > 1 {
			m.ambiguous[d] = "its name holds the ids of several candidates"
			placed[d] = true
			continue
		}
		if len(found) > 0 {
			if why := m.keys.against(f, found[0].doc, RouteFileName); why != "" {
				m.ambiguous[d] = why
				placed[d] = true
				continue
			}
		}
		for _, c := range found {
			placed[d] = true
			who := c.doc
			c.doc = d
			m.claims[who] = append(m.claims[who], c)
		}
	}
}

// withoutZeros is the index by ids without leading zeros, which one program writes
// and the next drops.
func withoutZeros(ids map[string][]claim) map[string][]claim {
	bare := make(map[string][]claim, len(ids))
	for id, claims := range ids {
		key := decision.WithoutZeros(id)
		for _, c := range claims {
			if !slices.Contains(bare[key], c) {
				bare[key] = append(bare[key], c)
			}
		}
	}
	return bare
}

// byKeys places the rest by e-mail, then by name, each only where it tells one
// candidate.
func (m *matcher) byKeys(placed []bool) {
	for d, f := range m.files {
		if placed[d] {
			continue
		}
		who := m.keys.byEmail(f)
		route, rank := RouteEmail, 3
		if len(who) == 0 {
			who, route, rank = m.keys.names[f.name], RouteName, 4
			if len(who) == 0 {
				who, rank = nameInPath(f.rel, m.keys.written), 5
			}
		}
		switch {
		case len(who) == 1 && m.keys.against(f, who[0], route) != "":
			m.ambiguous[d] = m.keys.against(f, who[0], route)
		case len(who) == 1:
			m.claims[who[0]] = append(m.claims[who[0]], claim{d, -1, route, rank})
		case len(who) > 1:
			m.ambiguous[d] = "several candidates have its " + route
		}
	}
}

func (m *matcher) hash(f func(string) string, text string) string {
	if f == nil || text == "" {
		return ""
	}
	return f(text)
}

// addOnce keeps the first two candidates of a key: with two it is ambiguous.
func addOnce(index map[string][]int, key string, who int) {
	if key != "" && len(index[key]) < 2 && !slices.Contains(index[key], who) {
		index[key] = append(index[key], who)
	}
}

// choose picks the document of one application: the one that the export names,
// else a readable one before an unreadable one, then the best route, the newest, then the first by path. Several
// documents by name alone may be several people's: then there is none, unless
// they agree on an e-mail.
func (m *matcher) choose(i int) match {
	var own []claim
	for _, c := range m.claims[m.candidate[i]] {
		if c.app < 0 || c.app == i {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		return match{doc: -1}
	}
	slices.SortStableFunc(own, func(a, b claim) int {
		fa, fb := m.files[a.doc], m.files[b.doc]
		switch {
		case (a.rank == 0) != (b.rank == 0): // what the export names stands
			return a.rank - b.rank
		case (fa.kind == notResume) != (fb.kind == notResume): // a letter never takes a résumé's place, though that may be a scan
			return int(fb.kind) - int(fa.kind)
		case fa.usable != fb.usable:
			if fa.usable {
				return -1
			}
			return 1
		case fa.kind.rank() != fb.kind.rank():
			return fb.kind.rank() - fa.kind.rank()
		case a.rank != b.rank:
			return a.rank - b.rank
		case fa.modified != fb.modified:
			if fa.modified > fb.modified {
				return -1
			}
			return 1
		}
		return strings.Compare(fa.rel, fb.rel)
	})
	if own[0].rank > 0 && m.files[own[0].doc].kind == notResume {
		return m.noResume(own)
	}
	out := match{doc: own[0].doc, route: own[0].route}
	for _, c := range own[1:] {
		if c.doc != out.doc && !slices.Contains(out.others, c.doc) {
			out.others = append(out.others, c.doc)
		}
	}
	if own[0].rank >= 4 && len(out.others) > 0 && !m.samePerson(own) {
		for _, c := range own {
			m.ambiguous[c.doc] = "several documents have the name of one candidate and different e-mail addresses"
		}
		return match{doc: -1}
	}
	return out
}

// noResume is the match of an application that only letters and certificates belong to.
func (m *matcher) noResume(own []claim) match {
	out := match{doc: -1, reason: "only a cover letter, certificate or transcript belongs to it, and no résumé", remedy: "add the résumé to the folder"}
	for _, c := range own {
		if !slices.Contains(out.others, c.doc) {
			out.others = append(out.others, c.doc)
		}
	}
	return out
}

// samePerson: no two of the documents carry different e-mail addresses only.
func (m *matcher) samePerson(own []claim) bool {
	var first []string
	for _, c := range own {
		mails := m.files[c.doc].emails
		if len(mails) == 0 {
			continue
		}
		if first == nil {
			first = mails
			continue
		}
		if !slices.ContainsFunc(mails, func(e string) bool { return slices.Contains(first, e) }) {
			return false
		}
	}
	return true
}
