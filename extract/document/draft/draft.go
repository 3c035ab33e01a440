package draft

import (
	"strings"

	"weaksignal/extract/document/layout"
)

// Format of a document, by content.
type Format string

const (
	PDF     Format = "pdf"
	DOCX    Format = "docx"
	ODT     Format = "odt"
	RTF     Format = "rtf"
	HTML    Format = "html"
	TXT     Format = "txt"
	MD      Format = "md"
	DOC     Format = "doc" // Word 6 to 2003
	MHTML   Format = "mhtml"
	WordXML Format = "wordxml" // a document of Word in one XML file
	Image   Format = "image"   // recognised, not read
	Unknown Format = ""
)

// Status of one document.
type Status string

const (
	Read       Status = "read"
	Doubtful   Status = "doubtful" // read, but perhaps not understood: see [Doubt]
	NoText     Status = "no_text"
	Unreadable Status = "unreadable"
	TooLarge   Status = "too_large"
	TimedOut   Status = "timed_out"
)

// Text is a document as read.
type Text struct {
	Format Format
	Engine string
	// Body has "\n" line ends and is NFKC.
	Body  string
	Links []Link
	Pages int
	// Quality in [0,1]: 1 is clean text.
	Quality float64
	// Problems of the text that lowered Quality, in words.
	Problems  []string
	Truncated bool
	// Pictures are pages that show a picture and have no text, which were not read.
	Pictures []int
	// Scan: OCR would read more of the document, or read it better.
	Scan bool
	// Confidence of OCR in [0,1], the mean of its words; 0 where none was needed.
	Confidence float64
	// Blocks of a PDF in the order in which they were read; nil for other formats.
	Blocks []Block
	// Hidden counts the words that a person would not see on the page; they are
	// left out of Body.
	Hidden int
	// Doubt says whether the text may say less than the document; DoubtReason and
	// DoubtRemedy say it for people. See [Text.Status].
	Doubt                    Doubt
	DoubtReason, DoubtRemedy string

	// Standin and Unread are set by a format's reader that knows of the file
	// that its text stands for something else, or that parts have none; in words.
	Standin, Unread string `json:"-"`
	// Unpacked bytes that its container needed.
	Unpacked int64 `json:"-"`
}

// Status of a text: [Read], or [Doubtful] where there is a [Doubt].
func (t *Text) Status() Status {
	if t.Doubt != NoDoubt {
		return Doubtful
	}
	return Read
}

// Block is lines that stand together on a page.
type Block struct {
	Page  int // from 1
	Box   Box
	Lines []string
}

// Box is a rectangle on a page in points, from its lower left corner.
type Box struct{ Left, Bottom, Right, Top float64 }

// Link is a hyperlink of the document, in the text or only in an annotation.
type Link struct {
	URL string
	// Anchor is the linked text, "" if not known.
	Anchor string
}

// AddPage appends what the layout of a page gives.
func (t *Text) AddPage(page int, blocks []layout.Block, body *strings.Builder) {
	for _, b := range blocks {
		t.Blocks = append(t.Blocks, Block{Page: page, Box: Box{b.Left, b.Bottom, b.Right, b.Top}, Lines: b.Lines})
	}
	body.WriteString(layout.Text(blocks))
	body.WriteByte('\n')
}

// Names of the PDF engines, as in [Text.Engine].
const (
	EngineLedongthuc = "ledongthuc/pdf"
	EnginePDFium     = "pdfium"
)
