package reports

import (
	"fmt"
	"slices"

	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// failures are the tables on Data quality of whose résumés could not be read, by
// format and by group.
func (d *draft) failures(p *page) {
	f := d.res.ReadFailures
	if f == nil {
		return
	}
	p.heading(words.HeadFailures)
	if !anyFailure(f) {
		p.note(words.FailuresNone)
		p.gap()
		return
	}
	p.note(words.FailuresNote)
	p.head([]column{{head: words.HeadFailWho}, {head: words.HeadFailPeople}, {head: words.HeadFailNot}, {head: words.HeadFailShare}, {head: words.HeadFailRatio}, {head: words.HeadFailP}, {head: words.HeadFailDifferent}})
	for i, x := range f.Formats {
		p.formatRow(fmt.Sprintf(words.FailFormat, x.Format), d.shown.Formats[i], x.FisherP)
	}
	p.evenRow(words.FailFormats, f.FormatP, !slices.ContainsFunc(d.shown.Formats, func(t *disclosure.Tally) bool { return t.Shade() > disclosure.Open }))
	for k := range f.Attributes {
		a := &f.Attributes[k]
		name := attributeName(a.Attribute)
		people, outcome := d.shown.Failures(d.res, a)
		for _, x := range append(slices.Clip(a.Groups), a.Unknown) {
			group := x.Group
			if group == "" {
				group = words.GroupNotStated
			}
			p.groupFailureRow(fmt.Sprintf(words.FailGroup, name, group), x, people, outcome)
		}
		p.evenRow(fmt.Sprintf(words.FailGroups, name), a.OmnibusP, outcome)
	}
	p.gap()
}

// anyFailure tells whether any file was not read, or any applicant is without one.
func anyFailure(f *audit.ReadFailures) bool {
	for _, x := range f.Formats {
		if x.Unreadable > 0 {
			return true
		}
	}
	for _, a := range f.Attributes {
		for _, g := range append(slices.Clip(a.Groups), a.Unknown) {
			if g.Unreadable+g.Unmatched > 0 {
				return true
			}
		}
	}
	return false
}

// formatRow holds one format; what a test says of withheld counts is withheld with them.
func (p *page) formatRow(name string, t *disclosure.Tally, fisher *float64) {
	row := p.next()
	test := probability(fisher)
	if t.Shade() > disclosure.Open {
		test = hiddenCell(words.Withheld)
	}
	p.add(text(name), people(t), advanced(t), rate(t, at(2, row), at(3, row)), emptyCell(), test, emptyCell())
}

// groupFailureRow holds one group, as far as it may be counted out.
func (p *page) groupFailureRow(name string, g audit.GroupFailure, people, outcome bool) {
	row, bad := p.next(), g.Unreadable+g.Unmatched
	cells := []cell{text(name), hiddenCell(words.Withheld)}
	if people {
		cells[1] = count(g.Applicants)
	}
	switch {
	case people && g.Applicants == 0:
		p.add(append(cells, slices.Repeat([]cell{emptyCell()}, 5)...)...)
	case outcome && (g.Group != "" || bad >= disclosure.SmallOutcome && g.Applicants-bad >= disclosure.SmallOutcome):
		share := cell{look: number(asPercent), value: float64(bad) / float64(g.Applicants), formula: fmt.Sprintf("%s/%s", at(3, row), at(2, row))}
		ratio := emptyCell()
		if g.Ratio.Estimable() {
			ratio = value(g.Ratio.Value, 1, asRatio)
		}
		p.add(append(cells, count(bad), share, ratio, probability(g.FisherP), emptyCell())...)
	default:
		p.add(append(append(cells, withheldCells(4)...), emptyCell())...)
	}
}

// evenRow says whether rows as a whole differ; its p stays out where one of them is
// withheld, its answer does not.
func (p *page) evenRow(name string, even *float64, shown bool) {
	word := words.FailEven
	switch {
	case even == nil:
		word = words.FailUntested
	case *even < failAlpha:
		word = words.FailUneven
	}
	test := probability(even)
	if !shown && even != nil {
		test = hiddenCell(words.Withheld)
	}
	strong := body().strong().boxed()
	row := p.add(plain(name, strong), emptyCell(), emptyCell(), emptyCell(), emptyCell(), test, plain(word, strong))
	markVerdicts(p, 7, row, row)
}

// failAlpha is the level below which failures are said to differ: the audit's own for
// groups as a whole.
const failAlpha = 0.05
