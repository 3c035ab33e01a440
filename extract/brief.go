package extract

import "weaksignal/extract/signal"

// answer is what the join asks of a finding.
type answer struct {
	Present *bool  `json:"present"`
	Unknown string `json:"unknown"`
	// NearMisses as many as there are, blank: a review draws readings by them.
	NearMisses []struct{} `json:"near_misses"`
}

// briefProfile is a stored profile of which evidence and sections are passed over: they
// are most of it, and the join looks at none.
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

func (b *briefProfile) profile() *Profile {
	p := b.Profile
	p.Reading = signal.Reading{Spans: b.Reading.Spans, Skills: b.Reading.Skills, Degrees: b.Reading.Degrees, Route: b.Reading.Route, Findings: map[string]signal.Finding{}}
	for id, a := range b.Reading.Findings {
		p.Reading.Findings[id] = signal.Finding{Present: a.Present, Unknown: a.Unknown, NearMisses: make([]signal.Evidence, len(a.NearMisses))}
	}
	return &p
}
