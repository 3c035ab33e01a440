package document

import (
	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/scan"
)

// What callers see of a document is made in rooms below this one (see
// document/draft); these are its names for those outside.
type (
	Text   = draft.Text
	Link   = draft.Link
	Block  = draft.Block
	Box    = draft.Box
	Format = draft.Format
	Status = draft.Status
	Doubt  = draft.Doubt
	Error  = draft.Error
	Limits = draft.Limits
)

const (
	PDF = draft.PDF

	Read       = draft.Read
	Doubtful   = draft.Doubtful
	NoText     = draft.NoText
	Unreadable = draft.Unreadable
	TooLarge   = draft.TooLarge
	TimedOut   = draft.TimedOut

	NoDoubt     = draft.NoDoubt
	Placeholder = draft.Placeholder
	Garbled     = draft.Garbled
	Thin        = draft.Thin

	EngineLedongthuc = draft.EngineLedongthuc
	EnginePDFium     = draft.EnginePDFium

	// ScanTime is what reading a document by OCR may take at most.
	ScanTime = scan.Time
)

// ErrEngine marks an [Error] that the machine is to blame for; see [draft.ErrEngine].
var ErrEngine = draft.ErrEngine

// DefaultLimits suit résumés.
func DefaultLimits() Limits { return draft.DefaultLimits() }

// TooManyBytes is the error of a file over the limit.
func TooManyBytes(size int64, lim Limits) *Error { return draft.TooManyBytes(size, lim) }
