package review

import (
	"cmp"
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/extract/decision"
	reviewbook "weaksignal/reports/review"
)

// Matched are the answers of one returned file, each with its place in the design.
type Matched struct {
	design  *Design
	answers []matchedAnswer
}

type matchedAnswer struct {
	reviewbook.Answer
	stratum int
}

// Match holds the lines of a returned file against the design sealed in it. Sorted,
// filtered, deleted and unanswered lines do no harm; a line that is not of the
// sample, or is answered twice and differently, is an *[decision.InputError], as no
// answer may be guessed.
func Match(file string, back reviewbook.Returned, catalogue string, s Sealer) (*Matched, error) {
	fault := func(row int, reason, remedy string) error {
		return &decision.InputError{File: file, Row: row, Reason: reason, Remedy: remedy}
	}
	design, err := OpenDesign(back.Key, s)
	if err != nil {
		return nil, fault(0, "its sheet Key doesn't open: it was changed, or another state folder's key sealed it",
			"use the file that the audit wrote, with the state folder of that audit (state in config.yaml)")
	}
	if design.Catalogue != catalogue {
		return nil, fault(0, fmt.Sprintf("its signals were read with catalogue %s, and this run reads with %s", design.Catalogue, catalogue),
			"draw a new sample (reports.review) and have that one checked")
	}
	m := &Matched{design: design}
	type line struct{ document, signal string }
	first := map[line]reviewbook.Answer{}
	for _, a := range back.Answers {
		k := design.stratumOf(a.Document, a.Signal)
		if k < 0 {
			return nil, fault(a.Row, fmt.Sprintf("%s with signal %q is not in the sample of run %s", cmp.Or(a.Document, "no document"), a.Signal, design.Run),
				"put document and signal back as they were, or delete the row")
		}
		at := line{a.Document, a.Signal}
		if before, twice := first[at]; twice {
			if !same(before.Present, a.Present) {
				return nil, fault(a.Row, fmt.Sprintf("%s, %s is answered differently in row %d", a.Document, a.Signal, before.Row), "keep the answer that holds and delete the other row")
			}
			continue
		}
		first[at] = a
		m.answers = append(m.answers, matchedAnswer{a, k})
	}
	if len(m.answers) == 0 {
		return nil, fault(0, "no line is answered", "choose answers in the yellow cells, or leave out --reviewed")
	}
	return m, nil
}

func same(a, b *bool) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// Tally counts the answers by stratum. here tells which documents (pseudonyms) this
// run has: answers on others are counted apart. An error if it has none of them.
func (m *Matched) Tally(file string, here func(document string) bool) (*result.Reviewed, error) {
	out := &result.Reviewed{Run: m.design.Run}
	for _, s := range m.design.Strata {
		out.Strata = append(out.Strata, result.ReviewedStratum{SampleStratum: s})
	}
	used := 0
	for _, a := range m.answers {
		if !here(a.Document) {
			out.Elsewhere++
			continue
		}
		used++
		s := &out.Strata[a.stratum]
		switch {
		case a.Present == nil:
			s.CannotTell++
		case *a.Present:
			s.Yes++
		default:
			s.No++
		}
	}
	if used == 0 {
		return nil, &decision.InputError{File: file, Reason: fmt.Sprintf("none of its documents is among those of this audit: it belongs to run %s", m.design.Run),
			Remedy: "give the review of a sample of these documents"}
	}
	drawn := 0
	for _, items := range m.design.Items {
		drawn += len(items)
	}
	out.Unanswered = drawn - len(m.answers)
	// Strata without documents say nothing.
	out.Strata = slices.DeleteFunc(out.Strata, func(s result.ReviewedStratum) bool { return s.Documents == 0 })
	return out, nil
}
