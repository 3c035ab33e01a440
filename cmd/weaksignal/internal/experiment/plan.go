package experiment

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"weaksignal/audit/probe"
	"weaksignal/cmd/weaksignal/internal/screener"
)

// Job is what résumés are screened for.
type Job struct {
	Role, Text string
	// Required skills of the role, the positive control.
	Required []string
}

// Design of an experiment.
type Design struct {
	Jobs    []Job
	Arms    []probe.Arm // one for each entry of Unit.Contrasts
	Repeats int
	Seed    uint64
	// Slate is the number of résumés in a request to a ranker; 0 = one at a time.
	Slate int
	// Format of the file that goes with the text: docx, pdf, html, md; "" = none.
	Format string

	pilot bool // base versions only
}

// Unit is one résumé at one job with its versions; a nil contrast can't be shown.
type Unit struct {
	Resume    *Resume
	Index     int
	Base      Version
	Contrasts []*Contrast
	Control   *Contrast
}

// where says to which answer of a unit a request belongs.
type where struct {
	unit   int
	kind   kind
	arm    int // of kind armWith and armPlacebo
	index  int // of a placebo
	repeat int
}

type kind uint8

const (
	base kind = iota
	again
	original
	armWith
	armPlacebo
	armPlace
	controlWith
	controlPlacebo
)

// Plan is every request of an experiment, in the order to ask.
type Plan struct {
	Design Design
	Units  []Unit
	asks   []ask
	tried  []int // by arm: résumés in which the place of the signal is tried
}

// placesTried is in how many résumés a required skill is put where the signal stands: a
// screener that reads there notices in one, so that a few are enough.
const placesTried = 10

type ask struct {
	where
	id      string
	version *Version
}

// NewPlan lays out the requests. The order of units, and within each unit of its
// versions and repeats, is drawn from the seed, so that a screener that drifts or
// remembers does not favour one arm.
func NewPlan(d Design, units []Unit) *Plan {
	p := &Plan{Design: d, Units: units, tried: make([]int, len(d.Arms))}
	rng := rand.New(rand.NewPCG(d.Seed, 1))
	key := fmt.Appendf(nil, "%d", d.Seed)
	for _, u := range rng.Perm(len(units)) {
		block := p.block(u)
		rng.Shuffle(len(block), func(i, j int) { block[i], block[j] = block[j], block[i] })
		for i := range block {
			block[i].id = opaque(key, fmt.Sprint(block[i].where), text(block[i].version.Lines))
		}
		p.asks = append(p.asks, block...)
	}
	return p
}

// opaque is an id that says nothing of what it stands for.
func opaque(key []byte, parts ...string) string {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))[:20]
}

// block is all requests about one unit.
func (p *Plan) block(u int) (out []ask) {
	unit := &p.Units[u]
	add := func(w where, v *Version) {
		for r := range p.Design.Repeats {
			w.unit, w.repeat = u, r
			out = append(out, ask{where: w, version: v})
		}
	}
	add(where{kind: base}, &unit.Base)
	if p.Design.pilot {
		return out
	}
	add(where{kind: again}, &unit.Base)
	if p.Design.Format != "" && unit.Resume.File != "" {
		add(where{kind: original}, &unit.Base)
	}
	if unit.Control != nil {
		add(where{kind: controlWith}, &unit.Control.With)
		for i := range unit.Control.Placebos {
			add(where{kind: controlPlacebo, index: i}, &unit.Control.Placebos[i])
		}
	}
	for j, c := range unit.Contrasts {
		if c == nil {
			continue
		}
		add(where{kind: armWith, arm: j}, &c.With)
		for i := range c.Placebos {
			add(where{kind: armPlacebo, arm: j, index: i}, &c.Placebos[i])
		}
		if c.Place != nil && p.tried[j] < placesTried {
			p.tried[j]++
			out = append(out, ask{where: where{unit: u, kind: armPlace, arm: j}, version: c.Place})
		}
	}
	return out
}

// Name says which plan this is, with what else makes it another one: the same name
// means the same questions to the same screener.
func (p *Plan) Name(of ...string) string {
	for _, a := range p.asks {
		of = append(of, a.id)
	}
	for _, j := range p.Design.Jobs {
		of = append(of, j.Text)
	}
	return opaque([]byte("plan"), append(of, p.Design.Format, fmt.Sprint(p.Design.Slate))...)
}

// Requests is how many there are.
func (p *Plan) Requests() int { return len(p.asks) }

// request of one ask. In a slate the version stands among base versions of other
// units of the same job, the same ones and at the same place for all versions of a unit; the
// place moves with the repeat, so that of two repeats of a pair both orders are asked.
func (p *Plan) request(a *ask) (screener.Request, error) {
	u := &p.Units[a.unit]
	job := p.Design.Jobs[u.Resume.Job]
	r := screener.Request{ID: a.id, Requisition: fmt.Sprintf("job-%d", u.Resume.Job+1), Job: job.Text, Text: text(a.version.Lines)}
	var err error
	switch {
	case a.kind == original:
		r.Format = strings.TrimPrefix(strings.ToLower(filepath.Ext(u.Resume.File)), ".")
		r.Content, err = os.ReadFile(u.Resume.File)
	case p.Design.Format != "":
		r.Format = p.Design.Format
		r.Content, err = file(a.version.Lines, a.version.Headings, r.Format)
	}
	if err != nil {
		return r, err
	}
	if p.Design.Slate < 2 {
		return r, nil
	}
	mates := p.mates(a.unit)
	if len(mates) < p.Design.Slate-1 {
		return r, fmt.Errorf("a slate of %d needs as many résumés for each job, there are %d", p.Design.Slate, len(mates)+1)
	}
	at := (a.unit + a.repeat) % p.Design.Slate
	for i := range p.Design.Slate {
		if i == at {
			r.Slate = append(r.Slate, screener.Candidate{ID: a.id, Text: r.Text})
			continue
		}
		mate := mates[0]
		mates = mates[1:]
		r.Slate = append(r.Slate, screener.Candidate{
			ID: opaque([]byte(a.id), "mate", fmt.Sprint(mate)), Text: text(p.Units[mate].Base.Lines)})
	}
	r.Text = ""
	return r, nil
}

// mates are the units behind this one, around the circle, at the same job and of
// other résumés.
func (p *Plan) mates(u int) (out []int) {
	for k := 1; k < len(p.Units); k++ {
		o := (u + k) % len(p.Units)
		if p.Units[o].Resume.Job == p.Units[u].Resume.Job && p.Units[o].Index != p.Units[u].Index {
			out = append(out, o)
		}
	}
	return out
}

// Sort lays answers, by request id, into the form that probe.Analyse takes. Missing
// ones stay empty.
func (p *Plan) Sort(answers map[string]probe.Answer) []probe.Unit {
	out := make([]probe.Unit, len(p.Units))
	for i := range out {
		u := &p.Units[i]
		out[i] = probe.Unit{Resume: u.Index, Job: u.Resume.Job, Base: p.empty(), Again: p.empty(),
			Signals: make([]*probe.Contrast, len(p.Design.Arms)), Control: p.contrast(u.Control)}
		if p.Design.Format != "" && u.Resume.File != "" {
			out[i].Original = p.empty()
		}
		for j, c := range u.Contrasts {
			out[i].Signals[j] = p.contrast(c)
		}
	}
	for _, a := range p.asks {
		if x, ok := answers[a.id]; ok {
			a.slot(&out[a.unit])[a.repeat] = x
		}
	}
	return out
}

func (p *Plan) empty() probe.Answers { return make(probe.Answers, p.Design.Repeats) }

func (p *Plan) contrast(c *Contrast) *probe.Contrast {
	if c == nil {
		return nil
	}
	out := &probe.Contrast{With: p.empty()}
	if c.Place != nil {
		out.Place = p.empty()
	}
	for range c.Placebos {
		out.Placebos = append(out.Placebos, p.empty())
	}
	return out
}

// slot is where the repeats of a version stand.
func (w where) slot(u *probe.Unit) probe.Answers {
	switch w.kind {
	case base:
		return u.Base
	case again:
		return u.Again
	case original:
		return u.Original
	case controlWith:
		return u.Control.With
	case controlPlacebo:
		return u.Control.Placebos[w.index]
	case armWith:
		return u.Signals[w.arm].With
	case armPlace:
		return u.Signals[w.arm].Place
	}
	return u.Signals[w.arm].Placebos[w.index]
}
