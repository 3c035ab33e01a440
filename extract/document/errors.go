package document

import "errors"

// ErrEngine marks an [Error] that the machine is to blame for and not the
// document: an engine did not start.
var ErrEngine = errors.New("engine does not start")

const (
	remedyConvert  = "open it in a word processor and save it as PDF or DOCX"
	remedyScan     = "install tesseract (tesseract-ocr) with the languages of the résumés and run again, or ask the applicant for a document with text"
	remedyPassword = "ask for a copy without a password, or remove the password"
	remedyDamaged  = "ask the applicant for the file again, or open it in a viewer and print it to PDF"
)

// reject says why a recognised format is not read, or nil for one that is.
func reject(f Format, reason string) *Error {
	switch {
	case f == Image:
		return &Error{Status: NoText, Format: Image, Reason: "a picture has no text layer", Remedy: remedyScan, Scan: true}
	case f == Unknown:
		return &Error{Status: Unreadable, Reason: "no résumé format: " + reason,
			Remedy: "remove it from the folder, or give the résumé as PDF, DOC, DOCX, ODT, RTF, HTML, MHTML, TXT or MD"}
	case reason != "":
		return &Error{Status: Unreadable, Format: f, Reason: reason, Remedy: remedyPassword}
	}
	return nil
}
