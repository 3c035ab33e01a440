package join

import (
	"path"
	"strings"

	"weaksignal/extract"
	"weaksignal/extract/decision/words"
)

// kind of a document among those of one candidate, the better the higher.
type kind int8

const (
	notResume kind = iota - 1 // its name says cover letter, certificate or transcript, and it does not read as a résumé
	unclear
	byName    // its name says résumé
	byContent // it reads as a résumé
	byBoth
)

// kindOf judges by content, then by name: what has two sections of a résumé, or a
// dated job in one, reads as a résumé; a letter, a certificate and most transcripts
// have neither. The content of a document that was not read is not known.
func kindOf(docs *extract.Documents, d int) kind {
	cells, err := words.LoadCells()
	if err != nil {
		return unclear // its test holds the data
	}
	rel := docs.Rel(d)
	resume, other := cells.FileKind(strings.TrimSuffix(path.Base(rel), path.Ext(rel)))
	switch reads := docs.ReadsAsResume(d); {
	case reads && other:
		return unclear
	case reads && resume:
		return byBoth
	case reads:
		return byContent
	case other:
		return notResume
	case resume:
		return byName
	}
	return unclear
}

// rank puts what reads as a résumé first; a name decides only between documents that
// don't, so that the newest of several résumés is taken whatever they are called.
func (k kind) rank() int { return int(min(k, byContent)) }
