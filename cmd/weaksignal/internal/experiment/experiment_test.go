package experiment

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"weaksignal/audit/probe"
	"weaksignal/cmd/weaksignal/internal/screener"
)

// has says of a keyword whether a text shows it.
func has(id, text string) (present, known bool) {
	word := map[string]string{"open_source": "open-source", "kaggle": "kaggle"}[id]
	return strings.Contains(strings.ReplaceAll(strings.ToLower(text), "open source", "open-source"), word), word != ""
}

func maker(t *testing.T, mode Mode) *Maker {
	t.Helper()
	bank, err := LoadBank()
	if err != nil {
		t.Fatal(err)
	}
	return &Maker{Bank: bank, Mode: mode, Placebos: 2, Shows: has}
}

// invented résumé number i; every second one shows open source.
func invented(i int) *Resume {
	r := &Resume{Evidence: map[string][]int{}, Skills: map[string][]int{}, Name: 0, Lines: []string{
		fmt.Sprintf("Dorrit Kilnholm %d", i), "d@example.org", "Experience",
		"- Data engineer at Tidewell Logistics, 2016 to 2021", fmt.Sprintf("- Kept %d pipelines running at night", 10+i%7),
		"Projects", "- A shelf for the harbour museum", "Skills", "Excel, drawing"}}
	r.Sections = []Section{{"experience", 2, 4}, {"projects", 5, 6}, {"skills", 7, 8}}
	if i%2 == 0 {
		r.Lines[6] = "- Maintainer of an open-source library for tidal charts"
		r.Evidence["open_source"] = []int{6}
	}
	if i%3 == 0 {
		r.Lines[8] = "Python, SQL, drawing"
		r.Skills["python"], r.Skills["sql"] = []int{8}, []int{8}
	}
	for k := range i % 5 { // of different lengths
		r.Lines = append(r.Lines, "Reading "+strings.Repeat("maps ", k+1))
	}
	r.Sections[2].Last = len(r.Lines) - 1
	return r
}

func units(t *testing.T, m *Maker, d *Design, n int) []Unit {
	t.Helper()
	out := make([]Unit, n)
	for i := range out {
		r := invented(i)
		r.Job = i % len(d.Jobs)
		rng := rand.New(rand.NewPCG(1, uint64(i)))
		out[i] = Unit{Resume: r, Index: i, Base: m.Base(r), Control: m.Control(r, d.Jobs[r.Job].Required, rng)}
		for _, a := range d.Arms {
			out[i].Contrasts = append(out[i].Contrasts, m.Signal(r, a.Signal, d.Jobs[r.Job].Required, rng))
		}
	}
	return out
}

func design(jobs int) *Design {
	d := &Design{Arms: []probe.Arm{{ID: "signal", Signal: "open_source"}}, Repeats: 2, Seed: 3}
	for range jobs {
		d.Jobs = append(d.Jobs, Job{Role: "engineer", Text: "An engineer", Required: []string{"Python", "SQL"}})
	}
	return d
}

// All versions of a contrast have the same lines but those that were to change, and
// those are as long in words and nearly as long in letters.
func TestContrastsAreAlike(t *testing.T) {
	for _, mode := range []Mode{Remove, Add} {
		m := maker(t, mode)
		made := 0
		for i := range 20 {
			r := invented(i)
			c := m.Signal(r, "open_source", nil, rand.New(rand.NewPCG(2, uint64(i))))
			if shows := i%2 == 0; shows != (mode == Remove) {
				if c != nil {
					t.Errorf("%s: résumé %d shows %v and has a contrast", mode, i, shows)
				}
				continue
			}
			if c == nil {
				t.Fatalf("%s: résumé %d has no contrast", mode, i)
			}
			made++
			for _, p := range c.Placebos {
				changed := 0
				for k, l := range c.With.Lines {
					if p.Lines[k] == l {
						continue
					}
					changed++
					if a, b := len(strings.Fields(l)), len(strings.Fields(p.Lines[k])); a != b {
						t.Errorf("%d words against %d: %q, %q", a, b, l, p.Lines[k])
					}
					if d := utf8.RuneCountInString(l) - utf8.RuneCountInString(p.Lines[k]); d < -8 || d > 8 {
						t.Errorf("lengths differ by %d: %q, %q", d, l, p.Lines[k])
					}
				}
				if changed != 1 || len(p.Lines) != len(c.With.Lines) {
					t.Errorf("%s: %d lines changed, %d against %d", mode, changed, len(p.Lines), len(c.With.Lines))
				}
			}
			if slices.Equal(c.Placebos[0].Lines, c.Placebos[1].Lines) {
				t.Errorf("%s: both placebos are the same", mode)
			}
		}
		if made != 10 {
			t.Errorf("%s: %d contrasts", mode, made)
		}
	}
}

func TestHeadingsMoveWithAnAddedLine(t *testing.T) {
	m, r := maker(t, Add), invented(1)
	c := m.Signal(r, "open_source", nil, rand.New(rand.NewPCG(1, 1)))
	for _, s := range r.Sections {
		if h := r.Lines[s.First]; !slices.ContainsFunc(headings(c.With), func(x string) bool { return x == h }) {
			t.Errorf("%q is no heading any more: %q", h, headings(c.With))
		}
	}
	for _, format := range []string{"docx", "pdf", "html", "md"} {
		if b, err := file(c.With.Lines, c.With.Headings, format); err != nil || len(b) < 200 {
			t.Errorf("%s: %d bytes, %v", format, len(b), err)
		}
	}
}

func headings(v Version) (out []string) {
	for i, l := range v.Lines {
		if v.Headings[i] {
			out = append(out, l)
		}
	}
	return out
}

func TestPlan(t *testing.T) {
	d := design(1)
	p := NewPlan(*d, units(t, maker(t, Remove), d, 8))
	ids, blocks := map[string]bool{}, []int{}
	for _, a := range p.asks {
		if ids[a.id] {
			t.Fatalf("the id %s stands twice", a.id)
		}
		ids[a.id] = true
		if len(blocks) == 0 || blocks[len(blocks)-1] != a.unit {
			blocks = append(blocks, a.unit)
		}
	}
	if len(blocks) != 8 || slices.IsSorted(blocks) {
		t.Errorf("blocks %v: each résumé once, in drawn order", blocks)
	}
	if q := NewPlan(*d, units(t, maker(t, Remove), d, 8)); q.Name() != p.Name() || q.Name() == q.Name("other screener") {
		t.Error("a plan's name does not say what is asked")
	}
}

// In slates every version of a résumé stands with the same mates at the same place, and
// never with another version of itself.
func TestSlates(t *testing.T) {
	d := design(1)
	d.Slate = 4
	p := NewPlan(*d, units(t, maker(t, Remove), d, 8))
	mates, places := map[string]string{}, map[int]map[int]bool{}
	for i := range p.asks {
		a := &p.asks[i]
		r, err := p.request(a)
		if err != nil {
			t.Fatal(err)
		}
		var others []string
		at := -1
		for k, c := range r.Slate {
			if c.ID == a.id {
				at = k
				continue
			}
			others = append(others, c.Text)
		}
		key := fmt.Sprint(a.unit, a.repeat, at)
		if at < 0 || len(r.Slate) != 4 || r.Text != "" {
			t.Fatalf("slate of %d, own place %d", len(r.Slate), at)
		}
		if places[a.unit] == nil {
			places[a.unit] = map[int]bool{}
		}
		places[a.unit][at] = true
		if was, ok := mates[key]; ok && was != strings.Join(others, "|") {
			t.Error("versions of one résumé stand with other mates")
		}
		mates[key] = strings.Join(others, "|")
		name, _, _ := strings.Cut(text(p.Units[a.unit].Base.Lines), "\n")
		if strings.Contains(strings.Join(others, "|"), name+"\n") {
			t.Errorf("another version of %s in its own slate", name)
		}
	}
	if len(places[0]) != 2 {
		t.Errorf("two repeats at %d places; both orders are to be asked", len(places[0]))
	}
}

// planted answers by known weights.
type planted struct {
	weight, skill, word float64
	reads               int  // characters; 0 = all
	skips               bool // the projects
	noise               float64
	asked               int
	failAt              int
	rng                 *rand.Rand
}

func (p *planted) Name() string { return "planted" }
func (p *planted) Close() error { return nil }

func (p *planted) score(text string) float64 {
	lower := strings.ToLower(text)
	if p.reads > 0 {
		lower = lower[:min(p.reads, len(lower))]
	}
	if from, to := strings.Index(lower, "projects\n"), strings.Index(lower, "skills\n"); p.skips && from >= 0 && from < to {
		lower = lower[:from] + lower[to:]
	}
	s := p.word * float64(len(strings.Fields(lower)))
	if strings.Contains(lower, "open-source") || strings.Contains(lower, "open source") {
		s += p.weight
	}
	if strings.Contains(lower, "python") {
		s += p.skill
	}
	if p.noise > 0 {
		s += p.noise * p.rng.NormFloat64()
	}
	return s
}

func (p *planted) Ask(_ context.Context, r *screener.Request) (screener.Answer, error) {
	p.asked++
	if p.failAt == p.asked {
		return screener.Answer{}, errors.New("killed")
	}
	if len(r.Slate) == 0 {
		v := p.score(r.Text)
		return screener.Answer{ID: r.ID, Score: &v}, nil
	}
	var own, sum float64
	for _, c := range r.Slate { // scores relative to the slate
		v := p.score(c.Text)
		sum += v
		if c.ID == r.ID {
			own = v
		}
	}
	own -= sum / float64(len(r.Slate))
	return screener.Answer{ID: r.ID, Score: &own}, nil
}

// analysed runs a whole experiment on a planted screener.
func analysed(t *testing.T, s *planted, mode Mode, n int, slate int) *probe.Result {
	t.Helper()
	s.rng = rand.New(rand.NewPCG(7, 7))
	d := design(1)
	d.Slate = slate
	p := NewPlan(*d, units(t, maker(t, mode), d, n))
	j, err := OpenJournal(t.TempDir(), p.Name())
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	answers, err := Run(context.Background(), p, s, j, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := probe.Analyse(&probe.Input{Arms: d.Arms, Units: p.Sort(answers), Level: .95, Margin: probe.Margin{ScoreSD: .2, Decision: .05}, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Screeners of known ways: the effect is the planted weight whatever else they do, and
// each trap gets its word.
func TestPlantedTruth(t *testing.T) {
	for _, c := range []struct {
		name   string
		of     planted
		slate  int
		effect float64
		want   probe.Verdict
		reason probe.Reason
	}{
		{"a weight", planted{weight: .5, skill: .4}, 0, .5, probe.Associated, probe.ReasonClear},
		{"a weight, and each word costs", planted{weight: .5, skill: .4, word: -.01}, 0, .5, probe.Associated, probe.ReasonClear},
		{"no weight, and each word costs", planted{skill: .4, word: -.01}, 0, 0, probe.NoMaterialAssociation, probe.ReasonWithin},
		{"reads the start only", planted{weight: .5, skill: .4, word: .01, reads: 60}, 0, 0, probe.CannotTell, probe.ReasonNotRead},
		{"reads no projects", planted{weight: .5, skill: .4, word: .01, skips: true}, 0, 0, probe.CannotTell, probe.ReasonUnreadPlace},
		{"looks for skills alone", planted{skill: .4}, 0, 0, probe.NoMaterialAssociation, probe.ReasonWithin},
		{"scores within a slate of four", planted{weight: .5, skill: .4}, 4, .375, probe.Associated, probe.ReasonClear},
		{"noisy", planted{weight: .5, skill: .4, noise: .05}, 0, .5, probe.Associated, probe.ReasonClear},
	} {
		for _, mode := range []Mode{Remove, Add} {
			s := c.of
			r := analysed(t, &s, mode, 60, c.slate)
			arm := r.Arms[0]
			if arm.Verdict != c.want || arm.Reason != c.reason {
				t.Errorf("%s, %s: %s (%s), want %s (%s); control %+v", c.name, mode, arm.Verdict, arm.Reason, c.want, c.reason, r.Control)
			}
			if v := arm.Effect.Value; v == nil || math.Abs(*v-c.effect) > 1e-9+3*c.of.noise/5 {
				t.Errorf("%s, %s: effect %v, planted %v", c.name, mode, *v, c.effect)
			}
		}
	}
}

// A killed experiment goes on where it stopped.
func TestJournalAsksNothingTwice(t *testing.T) {
	d := design(1)
	p := NewPlan(*d, units(t, maker(t, Remove), d, 6))
	dir := t.TempDir()
	total := 0
	for i, failAt := range []int{7, 20, 0} {
		s := &planted{weight: 1, failAt: failAt}
		j, err := OpenJournal(dir, p.Name())
		if err != nil {
			t.Fatal(err)
		}
		answers, err := Run(context.Background(), p, s, j, nil, nil)
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		if failed := err != nil; failed != (failAt > 0) {
			t.Fatalf("run %d: %v", i, err)
		}
		if total += s.asked; failAt > 0 {
			total-- // the one that failed
		} else if len(answers) != p.Requests() || total != p.Requests() {
			t.Errorf("%d requests, %d asked, %d answers", p.Requests(), total, len(answers))
		}
	}
}
