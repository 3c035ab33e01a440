package reports

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// draft is one workbook in the making: the book, what of it may be shown, and
// where things were placed, for links.
type draft struct {
	book   *Book
	res    *audit.Result
	shown  *disclosure.Shown
	labels map[string]string
	// anchors maps a finding or a sheet to its place.
	anchors map[string]string
	// omitted sheets, in order, with the reason.
	omitted []omission
}

type omission struct{ name, reason string }

func newDraft(b *Book) *draft {
	b = withoutRepeat(b)
	d := &draft{book: b, res: b.Result, shown: disclosure.New(disclosure.Source{Result: b.Result, Requisitions: b.Requisitions}), labels: map[string]string{}, anchors: map[string]string{}}
	for _, s := range b.Signals {
		if s.Label != "" {
			d.labels[s.ID] = s.Label
		}
	}
	return d
}

// withoutRepeat leaves out a bottom line that only repeats the one stage there is.
// The book and its result stay as they are.
func withoutRepeat(b *Book) *Book {
	s := b.Result.Stages
	if len(s) != 2 || s[1].Stage != audit.BottomLine || s[0].N != s[1].N || s[0].Advanced != s[1].Advanced {
		return b
	}
	book, result := *b, *b.Result
	result.Stages = s[:1]
	book.Result = &result
	return &book
}

// label is a signal in words.
func (d *draft) label(id string) string {
	if l, ok := d.labels[id]; ok {
		return l
	}
	return words.SentenceCase(words.Underscored(id))
}

// inWords puts the words of a signal in place of its id, or its id and what it counts
// as, in a sentence of the audit.
func (d *draft) inWords(s string) string {
	return signalTerm.ReplaceAllStringFunc(s, func(term string) string {
		id, block, _ := strings.Cut(term, ":")
		if _, known := d.labels[id]; !known {
			return term
		}
		if block == "" {
			return d.label(id)
		}
		return d.partLabel(id, audit.Block(block))
	})
}

var signalTerm = regexp.MustCompile(`\b[a-z]+(?:_[a-z]+)+(?::(?:weak|job_related|context))?\b|\b[a-z]+:(?:weak|job_related|context)\b`)

// stageName is a stage in words. A table without stages has one without a name.
func stageName(s string) string {
	switch s {
	case audit.BottomLine:
		return words.StageBottomLine
	case "":
		return words.StageUnnamed
	}
	return words.SentenceCase(words.Underscored(s))
}

func blockName(b audit.Block) string {
	switch b {
	case audit.Weak:
		return words.BlockWeak
	case audit.JobRelated:
		return words.BlockJobRelated
	case audit.Context:
		return words.BlockContext
	}
	return string(b)
}

func verdictWord(v audit.Verdict) string {
	switch v {
	case audit.ReliedOn:
		return words.VerdictReliedOn
	case audit.NoMaterialReliance:
		return words.VerdictNone
	case audit.CannotTell:
		return words.VerdictUnknown
	}
	return ""
}

// findingKey names one finding for links and anchors.
func findingKey(stage string, s audit.SignalResult) string {
	return stage + "\x00" + s.Signal + "\x00" + string(s.Block)
}

// Cells.

func text(s string) cell { return cell{value: s, look: body().wrapped().boxed()} }

func plain(s string, l look) cell { return cell{value: s, look: l} }

func count(n int) cell { return cell{value: n, look: number(asCount)} }

// number is the look of a figure in a table.
func number(format string) look {
	l := body().as(format).boxed()
	l.right = true
	return l
}

func hiddenCell(word string) cell {
	l := body().muted().boxed()
	l.right, l.italic, l.shrink = true, true, true
	return cell{value: word, look: l}
}

func emptyCell() cell { return cell{value: "", look: body().boxed()} }

// people and advanced print a count as far as its shade allows.
func people(t *disclosure.Tally) cell {
	switch t.Shade() {
	case disclosure.Empty:
		return count(0)
	case disclosure.SmallGroup:
		return hiddenCell(words.WithheldSmall)
	case disclosure.AllHidden:
		return hiddenCell(words.Withheld)
	}
	return count(t.N())
}

func advanced(t *disclosure.Tally) cell {
	switch t.Shade() {
	case disclosure.Empty:
		return emptyCell()
	case disclosure.Open:
		return count(t.Selected())
	}
	return hiddenCell(words.WithheldOutcome)
}

// rate is advanced ÷ people: a live formula over two visible cells, or a word.
func rate(t *disclosure.Tally, peopleAt, advancedAt string) cell {
	switch t.Shade() {
	case disclosure.Empty:
		return emptyCell()
	case disclosure.Open:
	default:
		return hiddenCell(words.WithheldOutcome)
	}
	c := cell{look: number(asPercent), value: float64(t.Selected()) / float64(t.N())}
	c.formula = fmt.Sprintf("%s/%s", advancedAt, peopleAt)
	return c
}

// value prints one number of an estimate; scale turns fractions into points.
func value(x *float64, scale float64, format string) cell {
	if x == nil {
		return emptyCell()
	}
	return cell{value: tidy(*x * scale), look: number(format)}
}

// estimate prints value, low and high of an estimate as three cells.
func estimate(e audit.Estimate, scale float64, format string) []cell {
	if !e.Estimable() {
		return []cell{hiddenCell(words.NotEstimable), emptyCell(), emptyCell()}
	}
	out := []cell{value(e.Value, scale, format), value(e.Low, scale, format), value(e.High, scale, format)}
	if e.Unbounded {
		for i, bound := range []*float64{e.Low, e.High} {
			if bound == nil {
				out[i+1] = hiddenCell(words.NoLimit)
			}
		}
	}
	return out
}

func probability(p *float64) cell { return value(p, 1, asP) }

// withheldCells is a run of cells whose numbers may not be shown.
func withheldCells(n int) []cell {
	return slices.Repeat([]cell{hiddenCell(words.Withheld)}, n)
}

// reasons joins what could not be computed, once each, for a notes column.
func reasons(named ...namedEstimate) string {
	var parts []string
	for _, n := range named {
		if n.e.NotEstimable == "" {
			continue
		}
		part := n.name + ": " + n.e.NotEstimable
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "; ")
}

type namedEstimate struct {
	name string
	e    audit.Estimate
}
