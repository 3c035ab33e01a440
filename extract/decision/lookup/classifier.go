package lookup

import (
	"weaksignal/extract/decision/words"
)

// Classifier answers by dictionary code, so that each distinct text is matched once.
type Classifier struct {
	Texts  *Labels
	Match  Patterns
	Answer *Memo[int8]
	Blank  *Memo[bool] // the text stands for an empty cell
	Rows   []int       // rows by code
}

func NewClassifier() *Classifier {
	c := &Classifier{Texts: NewLabels()}
	c.Answer = NewMemo(c.Texts, func(_ uint32, text string) int8 { return int8(c.Match.Find(text)) })
	c.Blank = NewMemo(c.Texts, func(_ uint32, text string) bool { return words.Blank(text) })
	return c
}

// Of returns the code of a cell's text and its answer, -1 if nothing fits.
func (c *Classifier) Of(cell []byte) (code uint32, answer int8) {
	code = c.Texts.Of(cell)
	for int(code) >= len(c.Rows) {
		c.Rows = append(c.Rows, 0)
	}
	return code, c.Answer.Of(code)
}
