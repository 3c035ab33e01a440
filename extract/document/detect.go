package document

import (
	"archive/zip"
	"bytes"
	"path/filepath"
	"strings"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/office"
	"weaksignal/extract/document/plain"
	"weaksignal/extract/document/web"
)

// detect tells the format by content; the name decides only between plain text
// and Markdown, and whether a text file is a document at all. For
// [Unknown] the reason says, for people, what the bytes look like.
func detect(data []byte, name string) (f draft.Format, reason string) {
	head := data[:min(len(data), 1024)]
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return draft.Unknown, "the file is empty"
	case bytes.Contains(head, []byte("%PDF-")):
		return draft.PDF, ""
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return detectZip(data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return detectOLE(data)
	case isImage(data):
		return draft.Image, ""
	case bytes.HasPrefix(bytes.TrimLeft(plain.TrimBOM(head), " \t\r\n"), []byte(`{\rtf`)):
		return draft.RTF, ""
	}
	return detectText(data, name)
}

func isImage(data []byte) bool {
	for _, magic := range []string{
		"\x89PNG\r\n", "\xFF\xD8\xFF", "GIF87a", "GIF89a", "II*\x00", "MM\x00*", "BM", "8BPS",
	} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return magic != "BM" || bytes.IndexByte(data[:min(len(data), 32)], 0) >= 0
		}
	}
	if len(data) < 12 {
		return false
	}
	brand := string(data[8:12])
	return string(data[:4]) == "RIFF" && brand == "WEBP" ||
		string(data[4:8]) == "ftyp" && (strings.HasPrefix(brand, "hei") || strings.HasPrefix(brand, "mif1") || brand == "avif")
}

// detectZip looks at the names inside; what cannot be listed is told by the
// names that stand in the bytes, so that a cut DOCX is still called one.
func detectZip(data []byte) (draft.Format, string) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	has := func(name string) bool { return bytes.Contains(data, []byte(name)) }
	if err == nil {
		names := map[string]bool{}
		for _, f := range z.File {
			names[f.Name] = true
		}
		has = func(name string) bool { return names[name] }
	}
	switch {
	case has("word/document.xml"), err == nil && office.IsWordPackage(z):
		return draft.DOCX, ""
	case has("content.xml") && has("styles.xml"), has("content.xml") && has("mimetype"):
		if m := bytes.Index(data[:min(len(data), 256)], []byte("application/vnd.oasis.opendocument.")); m >= 0 &&
			!bytes.Contains(data[:min(len(data), 256)], []byte("opendocument.text")) {
			return draft.Unknown, "an OpenDocument file, but no text document"
		}
		return draft.ODT, ""
	case has("xl/workbook.xml"):
		return draft.Unknown, "a spreadsheet"
	case has("ppt/presentation.xml"):
		return draft.Unknown, "a presentation"
	case has("Index/Document.iwa"):
		return draft.Unknown, "a document of Apple Pages"
	}
	return draft.Unknown, "an archive"
}

// detectOLE tells the files that share Microsoft's compound format. The names of
// their streams stand in UTF-16 in the directory.
func detectOLE(data []byte) (draft.Format, string) {
	has := func(name string) bool {
		var b bytes.Buffer
		for _, c := range []byte(name) {
			b.WriteByte(c)
			b.WriteByte(0)
		}
		return bytes.Contains(data, b.Bytes())
	}
	switch {
	case has("EncryptedPackage"):
		return draft.DOCX, "protected by a password"
	case has("WordDocument"):
		return draft.DOC, ""
	case has("Workbook"):
		return draft.Unknown, "a spreadsheet"
	case has("__substg1.0"):
		return draft.Unknown, "a message of Outlook"
	}
	return draft.DOC, ""
}

func detectText(data []byte, name string) (draft.Format, string) {
	ext := strings.ToLower(filepath.Ext(name))
	text, ok := plain.DecodeText(data[:min(len(data), 64<<10)])
	if !ok {
		if ext == ".pdf" || bytes.Contains(data, []byte("endobj")) {
			return draft.PDF, "" // its head is lost
		}
		return draft.Unknown, "binary data of an unknown kind"
	}
	lower := strings.ToLower(strings.TrimSpace(text[:min(len(text), 4096)]))
	if is, reason := web.LooksMHTML(text[:min(len(text), 4096)]); is || reason != "" {
		if is {
			return draft.MHTML, ""
		}
		return draft.Unknown, reason
	}
	switch {
	case looksHTML(lower, ext):
		return draft.HTML, ""
	case ext == ".md" || ext == ".markdown":
		return draft.MD, ""
	case bytes.Contains(data, []byte("endobj")) && bytes.Contains(data, []byte(" obj")):
		return draft.PDF, "" // its head is lost
	case office.LooksWordXML(data):
		return draft.WordXML, ""
	case strings.HasPrefix(lower, "<?xml"):
		return draft.Unknown, "an XML file"
	case foreignExtension(ext):
		return draft.Unknown, "a text file of another kind"
	}
	return draft.TXT, ""
}

func looksHTML(lower, ext string) bool {
	for _, tag := range []string{"<!doctype html", "<html", "<head>", "<body"} {
		if strings.Contains(lower, tag) {
			return strings.HasPrefix(lower, "<") || htmlExtension(ext) || ext == ".doc"
		}
	}
	return htmlExtension(ext) && strings.Contains(lower, "</")
}

func htmlExtension(ext string) bool { return ext == ".htm" || ext == ".html" || ext == ".xhtml" }

// Hint is the part of a name that detection looks at, so that two names with the
// same hint and the same bytes give the same text: an extension, or "".
func Hint(name string) string {
	ext := strings.ToLower(filepath.Ext(name))
	switch ext {
	case ".pdf", ".md", ".markdown", ".htm", ".html", ".xhtml", ".doc":
		return ext
	}
	if foreignExtension(ext) {
		return ".other"
	}
	return ""
}

// foreignExtension tells text files that are no documents: a table or a program
// in a folder of résumés is reported, not audited. An ending with anything but
// letters, or longer than any usual one, is part of a name ("Ana Example v2.1").
func foreignExtension(ext string) bool {
	switch ext {
	case "", ".", ".txt", ".text", ".asc", ".pdf", ".md", ".markdown", ".htm", ".html", ".xhtml", ".doc", ".docx", ".docm", ".odt", ".rtf", ".wps":
		return false
	}
	return len(ext) <= len(".jsonl") && strings.Trim(ext[1:], "abcdefghijklmnopqrstuvwxyz") == ""
}

// reject says why a recognised format is not read, or nil for one that is.
func reject(f draft.Format, reason string) *draft.Error {
	switch {
	case f == draft.Image:
		return &draft.Error{Status: draft.NoText, Format: draft.Image, Reason: "a picture has no text layer", Remedy: draft.RemedyScan, Scan: true}
	case f == draft.Unknown:
		return &draft.Error{Status: draft.Unreadable, Reason: "no résumé format: " + reason,
			Remedy: "remove it from the folder, or give the résumé as PDF, DOC, DOCX, ODT, RTF, HTML, MHTML, TXT or MD"}
	case reason != "":
		return &draft.Error{Status: draft.Unreadable, Format: f, Reason: reason, Remedy: draft.RemedyPassword}
	}
	return nil
}
