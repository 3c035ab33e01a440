package extract

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"weaksignal/extract/signal"
)

// A join of a million documents holds a million profiles, so that a kilobyte in
// each of them is a gigabyte. What the join never looks at is dropped (evidence,
// sections, the lines of skills and degrees), and what many documents have in
// common is kept once: the answers to all signals are one of some thousand
// combinations.

// interner keeps one copy of equal values. It may be used by several goroutines.
type interner struct {
	mu       sync.Mutex
	texts    map[string]string
	findings map[string]map[string]signal.Finding
	skills   map[string][]signal.Skill
	degrees  map[string][]signal.Degree
}

func newInterner() *interner {
	return &interner{texts: map[string]string{}, findings: map[string]map[string]signal.Finding{},
		skills: map[string][]signal.Skill{}, degrees: map[string][]signal.Degree{}}
}

// brief drops what the join does not look at and shares the rest.
func (n *interner) brief(p *Profile) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p.Format, p.Status = once(n, p.Format), once(n, p.Status)
	p.Engine, p.Reason, p.Remedy = once(n, p.Engine), once(n, p.Reason), once(n, p.Remedy)
	r := &p.Reading
	r.Route, r.Sections = once(n, r.Route), nil
	r.Findings = n.answers(r.Findings)
	r.Skills = shared(n.skills, r.Skills, func(s signal.Skill) signal.Skill { return signal.Skill{Name: s.Name} })
	r.Degrees = shared(n.degrees, r.Degrees, func(d signal.Degree) signal.Degree {
		d.Line = 0
		return d
	})
	for i := range r.Spans {
		r.Spans[i].Kind, r.Spans[i].Title = once(n, r.Spans[i].Kind), once(n, r.Spans[i].Title)
	}
	r.Spans = slices.Clip(r.Spans)
}

// once gives the copy of a text that is kept.
func once[T ~string](n *interner, text T) T {
	kept, ok := n.texts[string(text)]
	if !ok {
		kept = strings.Clone(string(text))
		n.texts[kept] = kept
	}
	return T(kept)
}

// answers are findings without their evidence.
func (n *interner) answers(findings map[string]signal.Finding) map[string]signal.Finding {
	if len(findings) == 0 {
		return nil
	}
	ids := make([]string, 0, len(findings))
	for id := range findings {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var key strings.Builder
	for _, id := range ids {
		f := findings[id]
		present := "unknown " + f.Unknown
		if f.Present != nil {
			present = fmt.Sprint(*f.Present)
		}
		fmt.Fprintf(&key, "%s %s\n", id, present)
	}
	kept, ok := n.findings[key.String()]
	if !ok {
		kept = make(map[string]signal.Finding, len(ids))
		for _, id := range ids {
			f := findings[id]
			kept[strings.Clone(id)] = signal.Finding{Present: f.Present, Unknown: f.Unknown}
		}
		n.findings[key.String()] = kept
	}
	return kept
}

// shared gives the copy of a list that is kept, each element as plain says.
func shared[T any](all map[string][]T, list []T, plain func(T) T) []T {
	if len(list) == 0 {
		return nil
	}
	own := make([]T, len(list))
	for i, x := range list {
		own[i] = plain(x)
	}
	key := fmt.Sprintf("%#v", own)
	if kept, ok := all[key]; ok {
		return kept
	}
	all[key] = own
	return own
}
