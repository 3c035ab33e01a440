package document

import "context"

// reader reads one format. It returns raw text, which [Reader.Read] normalises.
type reader func(ctx context.Context, data []byte, lim Limits) (*Text, error)

// formats is the table of formats that are read, beside PDF, whose engines live
// in the [Reader]. To add one, write its reader in
// a file of its own and add it here and to detect.
func formats() map[Format]reader {
	return map[Format]reader{
		DOCX: func(ctx context.Context, data []byte, lim Limits) (*Text, error) {
			return readDOCX(ctx, data, lim, readInner)
		},
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

// readInner reads a part that a document imports as it is.
func readInner(ctx context.Context, data []byte, name string, lim Limits) (*Text, error) {
	format, _ := detect(data, name)
	read, ok := formats()[format]
	if !ok {
		return nil, &Error{Status: Unreadable, Format: format, Reason: "the format " + string(format) + " is not read", Remedy: remedyConvert}
	}
	return read(ctx, data, lim)
}
