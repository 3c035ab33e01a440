package join

import (
	"path"
	"slices"
	"strings"

	"weaksignal/extract"
	"weaksignal/extract/decision"
	exportid "weaksignal/extract/decision/ids"
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
	rel string // path within its folder, with slashes
	// emails and name in it, as hashed; the zero key is none.
	emails []key
	name   key
	usable bool
	kind   kind
	// modified orders versions of one person's documents; higher is newer, 0 is not known.
	modified int64
}

// files are the documents of a join.
type files interface {
	count() int
	file(d int) file
}

// match is the document of one application.
type match struct {
	doc   int // -1 = none
	route route
	// others are further documents of the same application that were not used.
	others []int
	// why there is none, if doc is -1.
	reason, remedy string
}

// matcher finds the documents of applications.
type matcher struct {
	indexes
	files  files
	export *decision.Export
	people *people // nil = made by find
	// candidate of each application: people.of.
	candidate []int32
	hashEmail func(string) string
	hashName  func(string) string

	keys *keys
	// claims of all candidates, each with the one before it of the same candidate, and the
	// last of each; −1 = none.
	claims []ownedClaim
	last   []int32
	// ambiguous documents with the reason.
	ambiguous *reasons
	// named says why the résumé that the export names was not found, by application.
	named *reasons
}

// route is how a document was found.
type route uint8

const (
	routeColumn route = iota
	routeFileName
	routeEmail
	routeName
)

func (r route) String() string {
	return [...]string{RouteColumn, RouteFileName, RouteEmail, RouteName}[r]
}

// claim says that a document belongs to a candidate, or to one application.
type claim struct {
	doc   int32
	app   int32 // -1 = every application of the candidate
	route route
	rank  int8
}

type ownedClaim struct {
	claim
	before int32
}

// give notes a claim of a candidate.
func (m *matcher) give(who int, c claim) {
	m.claims = append(m.claims, ownedClaim{c, m.last[who]})
	m.last[who] = int32(len(m.claims) - 1)
}

// documentFiles are those of a batch.
type documentFiles struct {
	docs     *extract.Documents
	modified func(path string) int64
	kinds    []kind
	// listed only: what can be a document is usable.
	listed bool
}

func filesOf(docs *extract.Documents, modified func(string) int64) *documentFiles {
	f := &documentFiles{docs: docs, modified: modified, kinds: make([]kind, docs.Len())}
	for i := range f.kinds {
		f.kinds[i] = kindOf(docs, i)
	}
	return f
}

func (f *documentFiles) count() int { return f.docs.Len() }

func (f *documentFiles) file(d int) file {
	out := file{rel: f.docs.Rel(d), emails: f.docs.Emails(d), name: f.docs.Name(d), usable: f.docs.HasText(d) || f.listed && f.docs.Status(d) == "", kind: f.kinds[d]}
	if f.modified != nil {
		out.modified = f.modified(f.docs.Path(d))
	} else {
		out.modified = pathDate(out.rel)
	}
	return out
}

// find places every document. Each route only looks at documents that no earlier one
// has placed.
func (m *matcher) find() {
	if m.people == nil {
		m.people = newPeople(m.export, &m.indexes)
	}
	m.candidate = m.people.of
	m.last = make([]int32, m.people.n)
	for who := range m.last {
		m.last[who] = -1
	}
	m.ambiguous = newReasons(m.files.count())
	m.keys = m.newKeys()
	placed := make([]bool, m.files.count())
	m.named = m.byColumn(placed)
	m.byFileName(placed)
	m.byKeys(placed)
}

// match gives the document of an application.
func (m *matcher) match(i int) match {
	out := m.choose(i)
	if out.doc < 0 && out.reason == "" {
		out.reason, out.remedy = "no document of this application was found", "put its file into the folder, with the application or candidate id in its name, or name the file in a résumé column"
		if why := m.named.at(i); why != "" {
			out.reason, out.remedy = why, "put the file into the folder, or correct the name in the export"
		}
	}
	return out
}

// byColumn places the documents that the export names, by path or by a file name
// that only one document has. It returns why a named one was not found.
func (m *matcher) byColumn(placed []bool) *reasons {
	why := newReasons(m.export.Len())
	if !m.namesResumes() {
		return why
	}
	byPath := pathIndex{m.new()}
	for i := range m.files.count() {
		full := foldPath(m.files.file(i).rel)
		byPath.add(full, i)
		if b := path.Base(full); b != full {
			byPath.add(b, i)
		}
	}
	byPath.seal(0)
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
			why.set(i, "the résumé named in the export exists several times in the folders")
			docs = nil
		}
		if len(docs) == 0 && why.at(i) == "" {
			why.set(i, "the résumé named in the export is not in the folders")
		}
		for _, d := range docs {
			placed[d] = true
			m.give(int(m.candidate[i]), claim{int32(d), int32(i), routeColumn, 0})
		}
	}
	return why
}

// namesResumes: the export has a column with the résumé's name.
func (m *matcher) namesResumes() bool {
	for i := range m.export.Len() {
		if m.export.At(i).Resume != "" {
			return true
		}
	}
	return false
}

func foldPath(p string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(strings.TrimSpace(p), `\`, "/")), "/"))
}

// lookUp finds a document by path, else by the last part of the path.
func lookUp(byPath pathIndex, text string) []int {
	p := foldPath(text)
	if docs := byPath.of(p); docs != nil {
		return docs
	}
	return byPath.of(path.Base(p))
}

// byFileName places documents whose name or folder holds the id of one
// application or of one candidate.
func (m *matcher) byFileName(placed []bool) {
	ids := newIDIndex(&m.indexes)
	for i := range m.export.Len() {
		a, who := m.export.At(i), int(m.candidate[i])
		for _, id := range []struct {
			text string
			app  int
		}{{a.ApplicationID, i}, {a.CandidateID, -1}} {
			folded := foldID(id.text)
			ids.add(folded, exportid.WithoutZeros(folded), who, id.app)
		}
	}
	ids.seal()
	for d := range m.files.count() {
		if placed[d] {
			continue
		}
		f := m.files.file(d)
		found := idClaims(f.rel, ids.claims, func(id string) string { return id })
		if len(found) == 0 {
			found = idClaims(f.rel, ids.bareClaims, exportid.WithoutZeros) // the second try
		}
		people := map[int32]bool{}
		for _, c := range found {
			people[c.doc] = true
		}
		if len(people) > 1 {
			m.ambiguous.set(d, "its name holds the ids of several candidates")
			placed[d] = true
			continue
		}
		if len(found) > 0 {
			if why := m.keys.against(f, int(found[0].doc), RouteFileName); why != "" {
				m.ambiguous.set(d, why)
				placed[d] = true
				continue
			}
		}
		for _, c := range found {
			placed[d] = true
			who := int(c.doc)
			c.doc = int32(d)
			m.give(who, c)
		}
	}
}

// byKeys places the rest by e-mail, then by name, each only where it tells one
// candidate.
func (m *matcher) byKeys(placed []bool) {
	for d := range m.files.count() {
		if placed[d] {
			continue
		}
		f := m.files.file(d)
		who := m.keys.byEmail(f)
		route, rank := routeEmail, int8(3)
		if len(who) == 0 {
			who, route, rank = m.keys.names.ofKey(f.name), routeName, 4
			if len(who) == 0 {
				who, rank = nameInPath(f.rel, m.keys.written), 5
			}
		}
		switch {
		case len(who) == 1 && m.keys.against(f, who[0], route.String()) != "":
			m.ambiguous.set(d, m.keys.against(f, who[0], route.String()))
		case len(who) == 1:
			m.give(who[0], claim{int32(d), -1, route, rank})
		case len(who) > 1:
			m.ambiguous.set(d, "several candidates have its "+route.String())
		}
	}
}

func (m *matcher) hash(f func(string) string, text string) string {
	if f == nil || text == "" {
		return ""
	}
	return f(text)
}

// choose picks the document of one application: the one that the export names,
// else a readable one before an unreadable one, then the best route, the newest, then the first by path. Several
// documents by name alone may be several people's: then there is none, unless
// they agree on an e-mail.
func (m *matcher) choose(i int) match {
	var own []claim
	for at := m.last[m.candidate[i]]; at >= 0; at = m.claims[at].before {
		if c := m.claims[at].claim; c.app < 0 || int(c.app) == i {
			own = append(own, c)
		}
	}
	slices.Reverse(own)
	if len(own) == 0 {
		return match{doc: -1}
	}
	slices.SortStableFunc(own, func(a, b claim) int {
		fa, fb := m.files.file(int(a.doc)), m.files.file(int(b.doc))
		switch {
		case (a.rank == 0) != (b.rank == 0): // what the export names stands
			return int(a.rank - b.rank)
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
			return int(a.rank - b.rank)
		case fa.modified != fb.modified:
			if fa.modified > fb.modified {
				return -1
			}
			return 1
		}
		return strings.Compare(fa.rel, fb.rel)
	})
	if own[0].rank > 0 && m.files.file(int(own[0].doc)).kind == notResume {
		return m.noResume(own)
	}
	out := match{doc: int(own[0].doc), route: own[0].route}
	for _, c := range own[1:] {
		if d := int(c.doc); d != out.doc && !slices.Contains(out.others, d) {
			out.others = append(out.others, d)
		}
	}
	if own[0].rank >= 4 && len(out.others) > 0 && !m.samePerson(own) {
		for _, c := range own {
			m.ambiguous.set(int(c.doc), "several documents have the name of one candidate and different e-mail addresses")
		}
		return match{doc: -1}
	}
	return out
}

// noResume is the match of an application that only letters and certificates belong to.
func (m *matcher) noResume(own []claim) match {
	out := match{doc: -1, reason: "only a cover letter, certificate or transcript belongs to it, and no résumé", remedy: "add the résumé to the folder"}
	for _, c := range own {
		if !slices.Contains(out.others, int(c.doc)) {
			out.others = append(out.others, int(c.doc))
		}
	}
	return out
}

// samePerson: no two of the documents carry different e-mail addresses only.
func (m *matcher) samePerson(own []claim) bool {
	var first []key
	for _, c := range own {
		mails := m.files.file(int(c.doc)).emails
		if len(mails) == 0 {
			continue
		}
		if first == nil {
			first = mails
			continue
		}
		if !slices.ContainsFunc(mails, func(e key) bool { return slices.Contains(first, e) }) {
			return false
		}
	}
	return true
}
