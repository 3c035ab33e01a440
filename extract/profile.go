package extract

import (
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// profileVersion changes whenever the stored form of a profile does.
const profileVersion = 2

// Profile is what one document says, or why it could not be read. An unreadable
// document has no findings: every signal of it is unknown, never absent.
type Profile struct {
	// SHA256 of the document's bytes, hex.
	SHA256 string          `json:"sha256"`
	Bytes  int64           `json:"bytes"`
	Format document.Format `json:"format"`
	// Engine that read the text: "ledongthuc/pdf", "pdfium", ... ; "" if none did.
	Engine string          `json:"engine"`
	Status document.Status `json:"status"`
	// Doubt is why Status is doubtful; "" for another status.
	Doubt document.Doubt `json:"doubt,omitempty"`
	// Reason and Remedy say, for people, why Status is not read.
	Reason string `json:"reason,omitempty"`
	Remedy string `json:"remedy,omitempty"`
	Pages  int    `json:"pages,omitempty"`
	// Hidden counts words that a person would not see on the page. They are in no
	// finding.
	Hidden int `json:"hidden,omitempty"`
	// Quality of the text in [0,1], 0 if none was read.
	Quality float64 `json:"quality"`
	// Truncated: a cap cut the text, so a missing section is unknown.
	Truncated bool `json:"truncated,omitempty"`
	// OCR says how the document was read by OCR: the engine and its languages, "none"
	// where it would have helped and there was none, "" where it was not needed.
	OCR string `json:"ocr,omitempty"`
	// Confidence of OCR in [0,1], 0 without.
	Confidence float64 `json:"ocr_confidence,omitempty"`
	// Reading is what the detectors found; zero unless a text was read. In a
	// doubtful one what was not found is unknown.
	Reading signal.Reading `json:"reading"`
	// Keys identify the person without text: keyed hashes, for joins and duplicates.
	Keys Keys `json:"keys"`
}

// HasText reports whether a text was read, understood or not.
func (p *Profile) HasText() bool { return p.Status == document.Read || p.Status == document.Doubtful }

// Whole reports whether what the document does not say is absent, so that sums over
// it (years, skills) can be taken: it was read, and understood as far as we can tell.
func (p *Profile) Whole() bool { return p.Status == document.Read }

// Keys are keyed hashes (HMAC-SHA256, hex) of what identifies a document's author and text.
type Keys struct {
	Emails []string `json:"emails,omitempty"`
	// Name is the hash of the normalised name (accents folded, tokens sorted); "" if no line looks like one.
	Name string `json:"name,omitempty"`
	// Text is the hash of the normalised text: equal for the same text in another format.
	Text string `json:"text,omitempty"`
}
