package document

import (
	"context"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/office"
	"weaksignal/extract/document/plain"
	"weaksignal/extract/document/web"
)

// reader reads one format. It returns raw text, which [Reader.Read] normalises.
type reader func(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error)

// formats is the table of formats that are read, beside PDF, whose engines live
// in the [Reader]. To add one, write its reader in
// a file of its own and add it here and to detect.
func formats() map[draft.Format]reader {
	return map[draft.Format]reader{
		draft.DOCX: func(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
			return office.ReadDOCX(ctx, data, lim, readInner)
		},
		draft.ODT:     office.ReadODT,
		draft.RTF:     office.ReadRTF,
		draft.DOC:     office.ReadDOC,
		draft.WordXML: office.ReadWordXML,
		draft.MHTML:   web.ReadMHTML,
		draft.HTML:    web.ReadHTML,
		draft.TXT:     plain.ReadText,
		draft.MD:      plain.ReadMarkdown,
	}
}

// readInner reads a part that a document imports as it is.
func readInner(ctx context.Context, data []byte, name string, lim draft.Limits) (*draft.Text, error) {
	format, _ := detect(data, name)
	read, ok := formats()[format]
	if !ok {
		return nil, &draft.Error{Status: draft.Unreadable, Format: format, Reason: "the format " + string(format) + " is not read", Remedy: draft.RemedyConvert}
	}
	return read(ctx, data, lim)
}
