package draft

import "fmt"

// Limits cap what one document may cost.
type Limits struct {
	Bytes  int64 // of the file
	Pages  int
	Chars  int   // of text kept
	Depth  int   // nesting of XML, RTF groups, page trees
	Unzip  int64 // actual uncompressed bytes of a zip container
	Files  int   // entries of a zip container
	Memory int64 // bytes of a worker

	Nested int `json:"-"` // documents around this one
}

// DefaultLimits suit résumés.
func DefaultLimits() Limits {
	return Limits{Bytes: 20 << 20, Pages: 50, Chars: 400_000, Depth: 100, Unzip: 100 << 20, Files: 2000, Memory: 480 << 20}
}

// minMemory is the least memory in which a worker can read a document: the Go
// runtime, one copy of the file and the PDF engine's own 256 MB.
const minMemory = 400 << 20

// WithDefaults replaces fields that are 0.
func (l Limits) WithDefaults() Limits {
	d := DefaultLimits()
	for _, f := range []struct{ have, want *int64 }{{&l.Bytes, &d.Bytes}, {&l.Unzip, &d.Unzip}, {&l.Memory, &d.Memory}} {
		if *f.have == 0 {
			*f.have = *f.want
		}
	}
	for _, f := range []struct{ have, want *int }{{&l.Pages, &d.Pages}, {&l.Chars, &d.Chars}, {&l.Depth, &d.Depth}, {&l.Files, &d.Files}} {
		if *f.have == 0 {
			*f.have = *f.want
		}
	}
	return l
}

// Validate refuses limits under which nothing could be read.
func (l Limits) Validate() error {
	for _, f := range []struct {
		name  string
		value int64
	}{
		{"bytes", l.Bytes}, {"pages", int64(l.Pages)}, {"chars", int64(l.Chars)}, {"depth", int64(l.Depth)},
		{"unzip", l.Unzip}, {"files", int64(l.Files)}, {"memory", l.Memory},
	} {
		if f.value < 0 {
			return fmt.Errorf("limits: %s: %d is negative; give 0 for the default", f.name, f.value)
		}
	}
	if l.Memory > 0 && l.Memory < minMemory {
		return fmt.Errorf("limits: memory: %d bytes are too few for a worker; give %d or more", l.Memory, int64(minMemory))
	}
	return nil
}

// MaxLinks of a page: a résumé has some dozens.
const MaxLinks = 1000

// MaxScanLetters on a page whose picture fills it: the mark of a scanning
// program ("Scanned by …", a page number), and no résumé.
const MaxScanLetters = 60
