package reports

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
)

// failures are the tables on Data quality of whose résumés could not be read, by
// format and by group.
func (d *draft) failures(p *page) {
	f := d.res.ReadFailures
	if f == nil {
		return
	}
	p.heading(headFailures)
	if !anyFailure(f) {
		p.note(failuresNone)
		p.gap()
		return
	}
	p.note(failuresNote)
	p.head([]column{{head: headFailWho}, {head: headFailPeople}, {head: headFailNot}, {head: headFailShare}, {head: headFailRatio}, {head: headFailP}, {head: headFailDifferent}})
	for i, x := range f.Formats {
		p.formatRow(fmt.Sprintf(failFormat, x.Format), d.shown.formats[i], x.FisherP)
	}
	p.evenRow(failFormats, f.FormatP, !slices.ContainsFunc(d.shown.formats, func(t *tally) bool { return t.shade() > open }))
	for k := range f.Attributes {
		a := &f.Attributes[k]
		name := attributeName(a.Attribute)
		people, outcome := d.shown.failures(d.res, a)
		for _, x := range append(slices.Clip(a.Groups), a.Unknown) {
			group := x.Group
			if group == "" {
				group = groupNotStated
			}
			p.groupFailureRow(fmt.Sprintf(failGroup, name, group), x, people, outcome)
		}
		p.evenRow(fmt.Sprintf(failGroups, name), a.OmnibusP, outcome)
	}
	p.gap()
}

// anyFailure tells whether any file was not read, or any applicant is without one.
func anyFailure(f *result.ReadFailures) bool {
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
func (p *page) formatRow(name string, t *tally, fisher *float64) {
	row := p.next()
	test := probability(fisher)
	if t.shade() > open {
		test = hiddenCell(withheld)
	}
	p.add(text(name), people(t), advanced(t), rate(t, at(2, row), at(3, row)), emptyCell(), test, emptyCell())
}

// groupFailureRow holds one group, as far as it may be counted out.
func (p *page) groupFailureRow(name string, g result.GroupFailure, people, outcome bool) {
	row, bad := p.next(), g.Unreadable+g.Unmatched
	cells := []cell{text(name), hiddenCell(withheld)}
	if people {
		cells[1] = count(g.Applicants)
	}
	switch {
	case people && g.Applicants == 0:
		p.add(append(cells, slices.Repeat([]cell{emptyCell()}, 5)...)...)
	case outcome && (g.Group != "" || bad >= smallOutcome && g.Applicants-bad >= smallOutcome):
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
	word := failEven
	switch {
	case even == nil:
		word = failUntested
	case *even < failAlpha:
		word = failUneven
	}
	test := probability(even)
	if !shown && even != nil {
		test = hiddenCell(withheld)
	}
	strong := body().strong().boxed()
	row := p.add(plain(name, strong), emptyCell(), emptyCell(), emptyCell(), emptyCell(), test, plain(word, strong))
	markVerdicts(p, 7, row, row)
}

// failAlpha is the level below which failures are said to differ: the audit's own for
// groups as a whole.
const failAlpha = 0.05
