package document

import "context"

// reader reads one format. It returns raw text, which [Reader.Read] normalises.
type reader func(ctx context.Context, data []byte, lim Limits) (*Text, error)

// formats is the table of formats that are read, beside PDF, whose engines live
// in the [Reader]. To add one, write its reader in
// a file of its own and add it here and to detect.
func formats() map[Format]reader {
	return map[Format]reader{
		DOCX:    readDOCX,
		ODT:     readODT,
		RTF:     readRTF,
		DOC:     readDOC,
		WordXML: readFlatWord,
		MHTML:   readMHTML,
		HTML:    readHTML,
		TXT:     readPlain,
		MD:      readMarkdown,
	}
}
