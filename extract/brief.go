package extract

import (
	"fmt"
	"slices"
	"strconv"
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

// answer is what the join asks of a finding.
type answer struct {
	Present *bool  `json:"present"`
	Unknown string `json:"unknown"`
	// NearMisses as many as there are, blank: a review draws readings by them.
	NearMisses []struct{} `json:"near_misses"`
}

// briefProfile is a stored profile of which evidence and sections are passed over.
type briefProfile struct {
	Profile
	Reading struct {
		Findings map[string]answer `json:"findings"`
		Spans    []signal.Span     `json:"spans"`
		Skills   []signal.Skill    `json:"skills"`
		Degrees  []signal.Degree   `json:"degrees"`
		Route    string            `json:"route"`
	} `json:"reading"`
}

// decode gives the profile that brief would make of the stored one.
func (n *interner) decode(b *briefProfile) Profile {
	p := b.Profile
	p.Reading = signal.Reading{Spans: b.Reading.Spans, Skills: b.Reading.Skills, Degrees: b.Reading.Degrees, Route: b.Reading.Route}
	n.mu.Lock()
	defer n.mu.Unlock()
	p.Reading.Findings = n.answers(b.Reading.Findings)
	n.shorten(&p)
	return p
}

// brief drops what the join does not look at and shares the rest.
func (n *interner) brief(p *Profile) {
	answers := make(map[string]answer, len(p.Reading.Findings))
	for id, f := range p.Reading.Findings {
		answers[id] = answer{f.Present, f.Unknown, make([]struct{}, len(f.NearMisses))}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	p.Reading.Findings = n.answers(answers)
	n.shorten(p)
}

func (n *interner) shorten(p *Profile) {
	p.Format, p.Status = once(n, p.Format), once(n, p.Status)
	p.Doubt = once(n, p.Doubt)
	p.Engine, p.Reason, p.Remedy = once(n, p.Engine), once(n, p.Reason), once(n, p.Remedy)
	r := &p.Reading
	r.Route, r.Sections = once(n, r.Route), nil
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

// answers are findings without their evidence; one blank near miss stands for all.
func (n *interner) answers(findings map[string]answer) map[string]signal.Finding {
	if len(findings) == 0 {
		return nil
	}
	ids := make([]string, 0, len(findings))
	for id := range findings {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var key []byte
	for _, id := range ids {
		f := findings[id]
		key = append(append(key, id...), ' ')
		if f.Present != nil {
			key = strconv.AppendBool(key, *f.Present)
		} else {
			key = strconv.AppendQuote(key, f.Unknown)
		}
		if len(f.NearMisses) > 0 {
			key = append(key, '~')
		}
		key = append(key, '\n')
	}
	kept, ok := n.findings[string(key)]
	if !ok {
		kept = make(map[string]signal.Finding, len(ids))
		for _, id := range ids {
			f := findings[id]
			finding := signal.Finding{Present: f.Present, Unknown: f.Unknown}
			if len(f.NearMisses) > 0 {
				finding.NearMisses = make([]signal.Evidence, 1)
			}
			kept[strings.Clone(id)] = finding
		}
		n.findings[string(key)] = kept
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
