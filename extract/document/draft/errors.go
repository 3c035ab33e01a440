package draft

import (
	"errors"
	"fmt"
)

// ErrEngine marks an [Error] that the machine is to blame for and not the
// document: an engine did not start.
var ErrEngine = errors.New("engine does not start")

const (
	RemedyConvert  = "open it in a word processor and save it as PDF or DOCX"
	RemedyScan     = "install tesseract (tesseract-ocr) with the languages of the résumés and run again, or ask the applicant for a document with text"
	RemedyPassword = "ask for a copy without a password, or remove the password"
	remedyDamaged  = "ask the applicant for the file again, or open it in a viewer and print it to PDF"
)

// TooManyBytes is the error of a file over the limit.
func TooManyBytes(size int64, lim Limits) *Error {
	return &Error{Status: TooLarge, Reason: fmt.Sprintf("the file has %d bytes, more than the limit of %d", size, lim.Bytes),
		Remedy: "look at the file: a résumé of this size holds pictures; print it to PDF at a lower resolution, or raise the limit"}
}

// DamagedOr is err where there is one, else the error of a file that lacks its text.
func DamagedOr(err error, f Format) error {
	if err != nil {
		return err
	}
	return Damaged(f, errors.New("its text is missing"))
}

func Damaged(f Format, cause error) *Error {
	return &Error{Status: Unreadable, Format: f, Reason: "the file is damaged", Remedy: remedyDamaged, Err: cause}
}

// Error says why a document has no text. It is never returned with a Text.
type Error struct {
	Status Status // no_text, unreadable, too_large or timed_out
	Format Format
	Reason string // what is wrong, for people
	Remedy string // what to do next
	Err    error  // cause, may be nil
	// Scan: OCR would read the document.
	Scan bool
}

func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Reason, e.Err)
	}
	return e.Reason
}

func (e *Error) Unwrap() error { return e.Err }

// Refusal is an error that is our own judgement, not a failure of the engine.
func Refusal(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Err == nil
}
