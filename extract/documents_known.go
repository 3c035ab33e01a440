package extract

import (
	"cmp"
	"encoding/hex"
	"path/filepath"
	"slices"

	"weaksignal/extract/document"
)

// What is known of a document without its profile.

// Path opens document i: its folder as given, joined with Rel.
func (d *Documents) Path(i int) string {
	t := &d.list[i]
	return filepath.Join(d.folders[t.folder], filepath.FromSlash(t.rel))
}

// Rel is the path of document i within its folder, with slashes.
func (d *Documents) Rel(i int) string { return d.list[i].rel }

// SHA256 of document i, hex; "" if it could not be hashed.
func (d *Documents) SHA256(i int) string {
	if t := &d.list[i]; t.flags&hashed != 0 {
		return hex.EncodeToString(t.sha256[:])
	}
	return ""
}

// Bytes is the size of document i.
func (d *Documents) Bytes(i int) int64 { return d.list[i].bytes }

// Status of document i; "" if it was listed only.
func (d *Documents) Status(i int) document.Status {
	return document.Status(d.kinds[d.list[i].status])
}

// Format of document i; "" if it has none of those that are read.
func (d *Documents) Format(i int) document.Format {
	return document.Format(d.kinds[d.list[i].format])
}

// HasText: see [Profile.HasText].
func (d *Documents) HasText(i int) bool {
	s := d.Status(i)
	return s == document.Read || s == document.Doubtful
}

// Whole: see [Profile.Whole].
func (d *Documents) Whole(i int) bool { return d.Status(i) == document.Read }

// ReadsAsResume: it has two sections of a résumé, or a dated job in one, or two jobs. The
// content of a document that was not read is not known.
func (d *Documents) ReadsAsResume(i int) bool { return d.list[i].flags&reads != 0 }

// Scanned: OCR read document i. ToScan: OCR read it, or would.
func (d *Documents) Scanned(i int) bool { return d.list[i].flags&scanned != 0 }
func (d *Documents) ToScan(i int) bool  { return d.list[i].flags&toScan != 0 }

// DuplicateOf is the first document, by path, with the bytes or the words of document i;
// −1 for the first itself.
func (d *Documents) DuplicateOf(i int) int { return int(d.list[i].duplicate) }

// Emails are the keys of the hashed e-mail addresses in document i ([Keys.Emails]).
func (d *Documents) Emails(i int) []Key {
	t := &d.list[i]
	return d.emails[t.email : t.email+t.mails]
}

// Name is the key of the hashed name in document i ([Keys.Name]); zero if there is none.
func (d *Documents) Name(i int) Key { return d.list[i].name }

// CompareContent orders documents by their hashes in hex and then by their paths within
// their folder.
func (d *Documents) CompareContent(a, b int) int {
	s, t := &d.list[a], &d.list[b]
	return cmp.Or(slices.Compare(s.sha256[:], t.sha256[:]), cmp.Compare(s.rel, t.rel))
}

func readsAsResume(p *Profile) bool {
	if p.Status != document.Read {
		return false
	}
	sections := map[string]bool{}
	for _, s := range p.Reading.Sections {
		if s.Name != "top" && s.Name != "none" {
			sections[s.Name] = true
		}
	}
	jobs := 0
	for _, s := range p.Reading.Spans {
		if s.Kind == "work" {
			jobs++
		}
	}
	return len(sections) >= 2 || len(sections) == 1 && jobs > 0 || jobs > 1
}
