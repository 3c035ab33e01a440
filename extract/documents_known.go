package extract

import (
	"weaksignal/extract/document"
)

// What is known of a document without its profile.

// Path opens document i: its folder as given, joined with Rel.
func (d *Documents) Path(i int) string { return d.path(d.at(i)) }

// Rel is the path of document i within its folder, with slashes.
func (d *Documents) Rel(i int) string { return d.rel(d.at(i)) }

// SHA256 of document i, hex; "" if it could not be hashed.
func (d *Documents) SHA256(i int) string { return d.at(i).hash() }

// Bytes is the size of document i.
func (d *Documents) Bytes(i int) int64 { return d.at(i).bytes }

// Status of document i; "" if it was listed only.
func (d *Documents) Status(i int) document.Status { return document.Status(d.kind(d.at(i).status)) }

// Format of document i; "" if it has none of those that are read.
func (d *Documents) Format(i int) document.Format { return document.Format(d.kind(d.at(i).format)) }

// HasText: see [Profile.HasText].
func (d *Documents) HasText(i int) bool {
	s := d.Status(i)
	return s == document.Read || s == document.Doubtful
}

// Whole: see [Profile.Whole].
func (d *Documents) Whole(i int) bool { return d.Status(i) == document.Read }

// ReadsAsResume: it has two sections of a résumé, or a dated job in one, or two jobs. The
// content of a document that was not read is not known.
func (d *Documents) ReadsAsResume(i int) bool { return d.at(i).flags&reads != 0 }

// OCR counts the documents that OCR was asked for, by [Profile.OCR]; unread are those that
// it would read, or read better, where there was none.
func (d *Documents) OCR() (engines map[string]int, unread int) {
	engines = map[string]int{}
	for i := range d.Len() {
		switch how := d.kind(d.at(i).ocr); how {
		case "":
		case noOCR:
			unread++
		default:
			engines[how]++
		}
	}
	return engines, unread
}

// DuplicateOf is the first document, by path, with the bytes or the words of document i;
// −1 for the first itself.
func (d *Documents) DuplicateOf(i int) int { return int(d.at(i).duplicate) }

// Emails are the keys of the hashed e-mail addresses in document i ([Keys.Emails]).
func (d *Documents) Emails(i int) []Key {
	t := d.at(i)
	if t.mails == 0 {
		return nil
	}
	b := make([]byte, int(t.mails)*len(Key{}))
	if _, err := d.values.ReadAt(b, t.email); err != nil {
		d.fail(err)
		return nil
	}
	keys := make([]Key, t.mails)
	for i := range keys {
		b = b[copy(keys[i][:], b):]
	}
	return keys
}

// Name is the key of the hashed name in document i ([Keys.Name]); zero if there is none.
func (d *Documents) Name(i int) Key { return d.at(i).name }

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
