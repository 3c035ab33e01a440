package page

import (
	"fmt"
	"math"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// signalsPage has every signal of the first stage with its rates.
func signalsPage(m *maker) Page {
	p := Page{Name: pageSignals, Title: titleSignals}
	i := m.first()
	if i < 0 {
		return p
	}
	st := m.res.Stages[i]
	p.Blocks = append(p.Blocks, &Text{Note, fmt.Sprintf(signalsNote, stage(st.Stage))})
	for _, part := range []struct {
		heading string
		block   result.Block
		cut     Cut
	}{{headWeakTable, result.Weak, Cut{Least: 8, Give: 1}}, {headRelated, result.JobRelated, Cut{Least: 3, Give: 2}}, {headContextTable, result.Context, Cut{Least: 2, Give: 3}}} {
		if t := signalTable(m, i, part.heading, part.block); len(t.Rows) > 0 {
			t.Cut = part.cut
			p.Blocks = append(p.Blocks, t)
		}
	}
	p.Blocks = append(p.Blocks, &Text{Note, signalsReason})
	if s := share(m, i); s != "" {
		p.Blocks = append(p.Blocks, &Text{Body, s})
	}
	return p
}

func signalTable(m *maker, i int, heading string, block result.Block) *Table {
	t := &Table{Heading: heading, Folded: block != result.Weak, Columns: []Column{{Head: headSignal, Span: 6}, {headWith, 4, true}, {headWithout, 4, true},
		{headPoints, 4, true}, {Head: headVerdict, Span: 6}}}
	for _, v := range []result.Verdict{result.Associated, result.NoMaterialAssociation, result.CannotTell} {
		for j, s := range m.res.Stages[i].Signals {
			if s.Block == block && s.Verdict == v {
				t.Rows = append(t.Rows, signalRow(m, i, j))
			}
		}
	}
	return t
}

func signalRow(m *maker, i, j int) []Cell {
	s := m.res.Stages[i].Signals[j]
	label := m.label(s.Signal) + m.scope(i, s)
	if s.Kind == result.Numeric && s.Effect.Unit != "" {
		label += ", " + clip(words.Unit(&s.Effect), maxLabel)
	}
	tone, word := verdictTone(s.Verdict)
	switch why := m.why(i, j); {
	case s.Block != result.Weak: // that a criterion counts is no finding
		tone, word = Plain, strings.TrimLeft(word, "▲○? ")
	case why != "":
		word += ": " + why
	}
	open := m.Shown.Signal(i, j) <= disclosure.Open
	return []Cell{text(label), sideRate(s.Present, open), sideRate(s.Absent, open), effectRow("", m.effect(i, j), tone).Cells[0], {Text: word, Tone: tone}}
}

// sideRate is the rate of those with, or without, a signal.
func sideRate(c result.Count, open bool) Cell {
	switch {
	case c.N == 0:
		return Cell{Text: words.WordNobody, Number: true}
	case !open:
		return withheld()
	}
	_, low, high, _ := c.Rate.Bounds()
	return number(fmt.Sprintf(countedOf, words.Figure(100*float64(c.Advanced)/float64(c.N), words.Digits(100*low, 100*high)), words.Grouped(c.N)))
}

// share says how much of the decisions goes with the weak signals together.
func share(m *maker, i int) string {
	r := m.res.Stages[i].Reliance
	if r == nil || m.Shown.Stages[i].Shade() > disclosure.Open {
		return ""
	}
	for _, b := range r.Blocks {
		if b.Block != result.Weak {
			continue
		}
		v, low, high, ok := b.Share.Bounds()
		e, from, to, also := r.Explained.Bounds()
		if !ok || !also {
			return ""
		}
		return fmt.Sprintf(shareText, words.PercentRange(e, math.Max(from, 0), to), words.PercentRange(math.Min(v, 1), math.Max(low, 0), math.Min(high, 1)))
	}
	return ""
}
