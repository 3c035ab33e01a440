package signal

import (
	"weaksignal/extract/catalogue"
	"weaksignal/extract/document"
)

// Kinds of [Span].
const (
	KindWork      = "work"
	KindEducation = "education"
	KindOther     = "other"
)

// Detector reads texts by one catalogue. It may be shared by goroutines.
type Detector struct {
	catalogue *catalogue.Catalogue
}

// NewDetector prepares the catalogue's detectors.
func NewDetector(c *catalogue.Catalogue) (*Detector, error) {
	return &Detector{catalogue: c}, nil
}

// Read finds every signal read from text. A nil text gives a zero Reading.
func (d *Detector) Read(t *document.Text) Reading {
	var r Reading
	if t == nil {
		return r
	}
	r.Findings = map[string]Finding{}
	for i := range d.catalogue.Signals {
		def := &d.catalogue.Signals[i]
		if len(def.Detectors) > 0 {
			r.Findings[def.ID] = Finding{Unknown: "no detector has run"}
		}
	}
	return r
}

// Identity gives the e-mail addresses in the text, lower case, each once in
// order, and the applicant's name as the top of the document states it, "" if
// no line looks like a name. Both serve only to make keyed hashes.
func (d *Detector) Identity(t *document.Text) (emails []string, name string) {
	if t == nil {
		return nil, ""
	}
	return findEmails(t), ""
}
