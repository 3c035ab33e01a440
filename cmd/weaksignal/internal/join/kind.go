package join

import (
	"path"
	"strings"

	"weaksignal/extract"
	"weaksignal/extract/decision/words"
	"weaksignal/extract/document"
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
func kindOf(d *extract.Document) kind {
	cells, err := words.LoadCells()
	if err != nil {
		return unclear // its test holds the data
	}
	resume, other := cells.FileKind(strings.TrimSuffix(path.Base(d.Rel), path.Ext(d.Rel)))
	switch reads := readsAsResume(&d.Profile); {
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

func readsAsResume(p *extract.Profile) bool {
	if p.Status != document.Read {
		return false
	}
	sections := map[string]bool{}
	for _, s := range p.Reading.Sections {
		if s.Name != "top" && s.Name != "none" {
			sections[s.Name] = true
		}
	}
	jobs := 0
	for _, s := range p.Reading.Spans {
		if s.Kind == "work" {
			jobs++
		}
	}
	return len(sections) >= 2 || len(sections) == 1 && jobs > 0 || jobs > 1
}

// rank puts what reads as a résumé first; a name decides only between documents that
// don't, so that the newest of several résumés is taken whatever they are called.
func (k kind) rank() int { return int(min(k, byContent)) }
