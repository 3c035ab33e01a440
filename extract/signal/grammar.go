package signal

import (
	"strings"
	"sync"

	"github.com/jdkato/prose/v2"
)

// grammar judges verbs by part of speech, with prose's tagger. Its model is
// loaded on first use and shared; only candidate clauses are ever tagged.
type grammar struct {
	load sync.Once
	base *prose.Model
}

func newGrammar() *grammar { return &grammar{} }

const maxClause = 220 // bytes tagged at most

func (g *grammar) model() *prose.Model {
	g.load.Do(func() {
		defer func() { _ = recover() }() // without a model every verb is taken for the applicant's
		doc, err := prose.NewDocument("Wrote it.", prose.WithExtraction(false), prose.WithSegmentation(false))
		if err == nil {
			g.base = doc.Model
		}
	})
	return g.base
}

// tagged gives the tokens of a clause with their parts of speech; nil if the
// tagger fails.
func (g *grammar) tagged(clause string) (tokens []prose.Token) {
	defer func() {
		if recover() != nil {
			tokens = nil
		}
	}()
	m := g.model()
	if m == nil {
		return nil
	}
	doc, err := prose.NewDocument(clause, prose.UsingModel(m), prose.WithExtraction(false), prose.WithSegmentation(false))
	if err != nil {
		return nil
	}
	return doc.Tokens()
}

// ownVerb says whether the word at from is a verb whose subject is the
// applicant: stated ("I", "we"), or left out as résumés do. A word that is no
// verb passes: then there is no subject to ask for.
func (g *grammar) ownVerb(text string, from int) bool {
	start := clauseStart(text, from)
	before := strings.TrimSpace(text[start:from])
	if before == "" {
		return true
	}
	end := min(len(text), from+40)
	if end-start > maxClause {
		return true
	}
	tokens := g.tagged(text[start:end])
	n := len(strings.Fields(before)) // prose splits off punctuation, so look for the word itself
	verb := wordAt(text, from)
	at := -1
	for i, t := range tokens {
		if i >= n-1 && t.Text == verb {
			at = i
			break
		}
	}
	if at < 1 || !strings.HasPrefix(tokens[at].Tag, "VB") {
		return true
	}
	return !otherSubject(tokens[:at], tokens[at].Tag)
}

// otherSubject says whether the tokens before a verb end in a subject that is
// not the applicant.
func otherSubject(before []prose.Token, tag string) bool {
	for _, t := range before {
		switch strings.ToLower(t.Text) {
		case "i", "we", "who", "i've", "have", "to", "and", "has":
			return false
		}
	}
	i := len(before) - 1
	for i >= 0 && strings.HasPrefix(before[i].Tag, "RB") {
		i--
	}
	if i < 0 {
		return false
	}
	last := before[i]
	switch {
	case last.Tag == "PRP", last.Tag == "WDT", strings.EqualFold(last.Text, "that"), strings.EqualFold(last.Text, "which"):
		return true
	case tag == "VBZ" && strings.HasPrefix(last.Tag, "NN"):
		return true
	}
	return false
}

// clauseStart is where the clause around an offset begins.
func clauseStart(text string, at int) int {
	for i := at - 1; i >= 0; i-- {
		switch text[i] {
		case '.', ';', ':', '|', '(', ',':
			return i + 1
		case '-':
			if i > 0 && text[i-1] == ' ' {
				return i + 1
			}
		}
	}
	return 0
}

func wordAt(text string, from int) string {
	to := from
	for to < len(text) && wordByte(text[to]) {
		to++
	}
	return text[from:to]
}
