package reports

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"weaksignal/audit/result"
)

// draft is one workbook in the making: the book, what of it may be shown, and
// where things were placed, for links.
type draft struct {
	book   *Book
	res    *result.Result
	shown  *shown
	labels map[string]string
	// anchors maps a finding or a sheet to its place.
	anchors map[string]string
	// omitted sheets, in order, with the reason.
	omitted []omission
}

type omission struct{ name, reason string }

func newDraft(b *Book) *draft {
	b = withoutRepeat(b)
	d := &draft{book: b, res: b.Result, shown: newShown(b), labels: map[string]string{}, anchors: map[string]string{}}
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
	if len(s) != 2 || s[1].Stage != result.BottomLine || s[0].N != s[1].N || s[0].Advanced != s[1].Advanced {
		return b
	}
	book, resOwn := *b, *b.Result
	resOwn.Stages = s[:1]
	book.Result = &resOwn
	return &book
}

// label is a signal in words.
func (d *draft) label(id string) string {
	if l, ok := d.labels[id]; ok {
		return l
	}
	return sentenceCase(underscored(id))
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
		return d.partLabel(id, result.Block(block))
	})
}

var signalTerm = regexp.MustCompile(`\b[a-z]+(?:_[a-z]+)+(?::(?:weak|job_related|context))?\b|\b[a-z]+:(?:weak|job_related|context)\b`)

// underscored turns an id into words.
func underscored(id string) string { return strings.ReplaceAll(id, "_", " ") }

func sentenceCase(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// stageName is a stage in words. A table without stages has one without a name.
func stageName(s string) string {
	switch s {
	case result.BottomLine:
		return stageBottomLine
	case "":
		return stageUnnamed
	}
	return sentenceCase(underscored(s))
}

func blockName(b result.Block) string {
	switch b {
	case result.Weak:
		return blockWeak
	case result.JobRelated:
		return blockJobRelated
	case result.Context:
		return blockContext
	}
	return string(b)
}

func verdictWord(v result.Verdict) string {
	switch v {
	case result.ReliedOn:
		return verdictReliedOn
	case result.NoMaterialReliance:
		return verdictNone
	case result.CannotTell:
		return verdictUnknown
	}
	return ""
}

// findingKey names one finding for links and anchors.
func findingKey(stage string, s result.SignalResult) string {
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
func people(t *tally) cell {
	switch t.shade() {
	case empty:
		return count(0)
	case smallGroup:
		return hiddenCell(withheldSmall)
	case allHidden:
		return hiddenCell(withheld)
	}
	return count(t.people.value)
}

func advanced(t *tally) cell {
	switch t.shade() {
	case empty:
		return emptyCell()
	case open:
		return count(t.advanced.value)
	}
	return hiddenCell(withheldOutcome)
}

// rate is advanced ÷ people: a live formula over two visible cells, or a word.
func rate(t *tally, peopleAt, advancedAt string) cell {
	switch t.shade() {
	case empty:
		return emptyCell()
	case open:
	default:
		return hiddenCell(withheldOutcome)
	}
	c := cell{look: number(asPercent), value: float64(t.advanced.value) / float64(t.people.value)}
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
func estimate(e result.Estimate, scale float64, format string) []cell {
	if !e.Estimable() {
		return []cell{hiddenCell(notEstimable), emptyCell(), emptyCell()}
	}
	out := []cell{value(e.Value, scale, format), value(e.Low, scale, format), value(e.High, scale, format)}
	if e.Unbounded {
		for i, bound := range []*float64{e.Low, e.High} {
			if bound == nil {
				out[i+1] = hiddenCell(noLimit)
			}
		}
	}
	return out
}

func probability(p *float64) cell { return value(p, 1, asP) }

// withheldCells is a run of cells whose numbers may not be shown.
func withheldCells(n int) []cell {
	return slices.Repeat([]cell{hiddenCell(withheld)}, n)
}

// tidy takes away the noise that a multiplication by 100 adds in the last digits.
func tidy(x float64) float64 {
	return roundTo(x, 12)
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
	e    result.Estimate
}
