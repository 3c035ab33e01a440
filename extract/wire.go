package extract

import (
	"weaksignal/extract/catalogue"
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// setup is what a worker is told once.
type setup struct {
	Limits    document.Limits
	Catalogue catalogue.Options
	Engines   document.Engines
}

// request goes with the bytes of one document.
type request struct {
	Name string
	// Detect asks for findings, Text for the text, Identity for e-mails and name (which
	// Detect brings too).
	Detect, Text, Identity bool
	// Careful leaves out the engine that ended a worker before.
	Careful bool
	// Scan asks for OCR.
	Scan bool
	// Page asks for a picture of this page (from 1) of a PDF instead, with Blocks on it.
	Page   int
	Blocks []document.Block
}

// reply is what a worker read. What identifies a person crosses the pipe only;
// the parent, which holds the key, keeps keyed hashes.
type reply struct {
	Format    document.Format
	Engine    string
	Status    document.Status
	Doubt     document.Doubt
	Reason    string
	Remedy    string
	Pages     int
	Hidden    int
	Quality   float64
	Truncated bool
	// Transient: another try could end differently.
	Transient bool
	// Scan: OCR would read more; Confidence is that of OCR, where it was done.
	Scan       bool
	Confidence float64
	Reading    signal.Reading
	Emails     []string
	Name       string
	// Fingerprint of the text, unkeyed; "" for a text too short to tell.
	Fingerprint string
	Text        *document.Text
	Picture     []byte // PNG
}
