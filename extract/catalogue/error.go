package catalogue

import "fmt"

// Error is a fault in a catalogue or list file. Nothing is loaded when one is
// returned.
type Error struct {
	File   string // path as given, or the embedded file's name
	ID     string // id of the signal, name of the list or entry; "" if the file did not get that far
	Field  string // path of the field, as in "detectors[2].match[0]"; "" for the whole file
	Reason string // what is wrong and what to write instead
	Err    error  // cause, may be nil
}

func (e *Error) Error() string {
	s := e.File
	if e.ID != "" {
		s += ": " + e.ID
	}
	if e.Field != "" {
		s += ": " + e.Field
	}
	s += ": " + e.Reason
	if e.Err != nil {
		s = fmt.Sprintf("%s: %v", s, e.Err)
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }
