package document

import "context"

// ReadBytes reads the text of one document. The name is only a hint for formats
// that look alike by content (plain text and Markdown). Every error is an
// [*Error], but for a cancelled ctx, whose error is returned as it is.
func ReadBytes(ctx context.Context, data []byte, name string, lim Limits) (*Text, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return nil, &Error{Status: Unreadable, Reason: "the format is not known", Remedy: "convert the document to PDF or DOCX"}
}
