package decision

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/words"
)

// decisionWords answers a decision cell with an outcome, each text matched once.
type decisionWords struct {
	advanced, rejected map[string]bool // by value: see decisionKey
	match, stage       lookup.Patterns
	cache              map[string]*decisionText
	rows               map[string]int // by text that is asked for
	first              map[string]int // row of the first
}

// decisionText is one text of a decision column with what it counts as.
type decisionText struct {
	outcome Outcome
	rows    int
}

func newDecisionWords(advanced, rejected []string) (*decisionWords, error) {
	w := &decisionWords{advanced: map[string]bool{}, rejected: map[string]bool{}, cache: map[string]*decisionText{}, rows: map[string]int{}, first: map[string]int{}}
	for _, a := range advanced {
		w.advanced[decisionKey(a)] = true
	}
	for _, r := range rejected {
		k := decisionKey(r)
		if w.advanced[k] {
			return nil, &InputError{File: "config.yaml", Reason: fmt.Sprintf("table.decision lists %q as advanced and as rejected", r), Remedy: "list it once"}
		}
		w.rejected[k] = true
	}
	var err error
	if w.match, err = lookup.OutcomePatterns(nil); err != nil {
		return nil, err
	}
	_, w.stage, err = lookup.NewFunnel(nil)
	return w, err
}

// decisionKey folds a text; numbers are their value, so that 1.0 is 1.
func decisionKey(text string) string {
	text = lookup.Fold(text)
	if v, err := strconv.ParseFloat(text, 64); err == nil {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return text
}

// of is the outcome of a cell that stands for so many applications; Asked where it is neither listed nor known, or OutcomeUnknown
// where nothing is listed and no word fits.
func (w *decisionWords) of(cell []byte, times int) Outcome {
	t, ok := w.cache[string(cell)]
	if !ok {
		t = &decisionText{outcome: w.find(string(cell))}
		w.cache[string(cell)] = t
	}
	t.rows += times
	return t.outcome
}

// forget starts the counts anew.
func (w *decisionWords) forget() {
	for _, t := range w.cache {
		t.rows = 0
	}
}

// texts lists what each text of the column counted as, the most frequent first.
func (w *decisionWords) texts(column string) (out []TextOutcome) {
	for text, t := range w.cache {
		if t.rows > 0 {
			class := cmp.Or(t.outcome.Class(), Asked.Class())
			out = append(out, TextOutcome{Column: column, Text: cmp.Or(text, "(empty)"), Outcome: class, Rows: t.rows, Alone: class})
		}
	}
	return sortTexts(out)
}

func (w *decisionWords) find(text string) Outcome {
	key := decisionKey(text)
	switch {
	case words.Blank(text):
		return Pending
	case w.advanced[key]:
		return Advanced
	case w.rejected[key]:
		return Rejected
	}
	o := Outcome(max(w.match.Find(text), 0))
	yes, flag := words.YesNo(key)
	if len(w.advanced) == 0 {
		if flag {
			o = Rejected
			if yes {
				o = Advanced
			}
		}
		if o.Passes() {
			return Advanced
		}
		return o
	}
	switch {
	case flag && !yes, o == Rejected, len(w.rejected) == 0 && number01(key):
		return Rejected
	case o == Pending && w.stage.Find(text) >= 0:
		return Asked // "Applied": the stage that somebody reached is no decision
	case o == Withdrawn, o == Pending, o == Transferred, o == Prospect, o == Other:
		return o
	}
	return Asked
}

// number01: a number other than those listed; a column of numbers holds codes, whose
// advanced ones are listed.
func number01(key string) bool {
	_, err := strconv.ParseFloat(key, 64)
	return err == nil
}

// ask counts a row whose text is asked for.
func (w *decisionWords) ask(text string, row, times int) {
	if w.rows[text] == 0 {
		w.first[text] = row
	}
	w.rows[text] += times
}

// doubt is what must be asked: texts that are neither listed nor known rejections,
// such as "Applied" where only "Hired" was listed.
func (w *decisionWords) doubt(path, column string, applications, advanced int) *doubt.Doubt {
	d := &doubt.Doubt{Applications: applications, Advanced: advanced}
	texts := slices.SortedFunc(maps.Keys(w.rows), func(a, b string) int { return cmp.Or(cmp.Compare(w.rows[b], w.rows[a]), cmp.Compare(a, b)) })
	var quotedTexts []string
	for _, t := range texts {
		quotedTexts = append(quotedTexts, doubt.Quoted(t))
	}
	for i, t := range texts {
		item := doubt.Doubted{Kind: doubt.DoubtText, File: path, Column: column, Text: t, Row: w.first[t], Rows: w.rows[t], Advanced: w.rows[t],
			Reason: "these decisions are neither listed as advanced nor known as rejections"}
		if i == 0 {
			item.Remedy = fmt.Sprintf("list them where they belong, under table.decision.advanced or:\n  table: {decision: {rejected: [%s]}}", strings.Join(quotedTexts[:min(len(quotedTexts), doubt.MaxRemedies)], ", "))
		}
		d.Add(item)
	}
	return d
}
