package experiment

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// Mode says whether versions lose what a résumé has or get what it lacks.
type Mode string

const (
	Remove Mode = "remove"
	Add    Mode = "add"
)

// Version is one text of a résumé: its lines, and which of them are headings.
type Version struct {
	Lines    []string
	Headings map[int]bool
}

// Contrast is the version with a thing and those with placebos in its place.
type Contrast struct {
	With     Version
	Placebos []Version
	// Place has, at the same place, required skills that the résumé does not name; nil
	// where it names them all. Who reads that place notices.
	Place *Version
}

// Maker makes versions.
type Maker struct {
	Bank     *Bank
	Mode     Mode
	Placebos int // 2 or more
	// Shows tells whether the detectors find a signal in a text; known is false for
	// signals that no text shows (referral), which are then taken on trust.
	Shows func(signal, text string) (present, known bool)
}

// Base is the résumé as it is, written by the renderer that writes all versions.
func (m *Maker) Base(r *Resume) Version { return r.version(r.Lines, -1) }

// version of lines; at is where a line was put in, −1 if none was.
func (r *Resume) version(lines []string, at int) Version {
	v := Version{Lines: lines, Headings: map[int]bool{}}
	for _, s := range r.Sections {
		line := s.First
		if at >= 0 && line >= at {
			line++
		}
		v.Headings[line] = true
	}
	return v
}

// missing are required skills that the résumé does not name, as a line.
func (r *Resume) missing(required []string) string {
	var out []string
	for _, s := range required {
		if len(r.Skills[strings.ToLower(s)]) == 0 {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// Signal makes the contrast of one signal; nil where this résumé can't show it. The
// required skills of the job are what its place is tried with.
func (m *Maker) Signal(r *Resume, id string, required []string, rng *rand.Rand) *Contrast {
	lines, has := r.Evidence[id]
	var c *Contrast
	switch {
	case m.Mode == Remove && has:
		c = m.removed(r, lines, rng)
		if line := r.missing(required); c != nil && line != "" {
			edited := slices.Clone(r.Lines)
			edited[lines[0]] = bullet(edited[lines[0]]) + line
			place := r.version(edited, -1)
			c.Place = &place
		}
	case m.Mode == Add && !has:
		bank := m.Bank.signal(id)
		if bank == nil {
			return nil
		}
		at := r.place(bank.Sections)
		c = m.added(r, bank.Lines[rng.IntN(len(bank.Lines))], at, rng)
		if line := r.missing(required); c != nil && line != "" {
			place := r.version(inserted(r.Lines, at, r.bulletAt(at)+line), at)
			c.Place = &place
		}
	}
	if c == nil || !m.checked(c, id) {
		return nil
	}
	return c
}

// checked holds the edited versions against the detectors: with the signal it shows,
// with a placebo it does not.
func (m *Maker) checked(c *Contrast, id string) bool {
	if present, known := m.Shows(id, text(c.With.Lines)); known && !present {
		return false
	}
	for _, p := range c.Placebos {
		if present, known := m.Shows(id, text(p.Lines)); known && present {
			return false
		}
	}
	return true
}

// removed is the résumé against itself with the lines replaced.
func (m *Maker) removed(r *Resume, lines []int, rng *rand.Rand) *Contrast {
	if len(lines) == 0 || slices.ContainsFunc(lines, r.heading) {
		return nil
	}
	c, used := &Contrast{With: m.Base(r)}, map[string]bool{}
	for range m.Placebos {
		edited := slices.Clone(r.Lines)
		for _, l := range lines {
			edited[l] = m.instead(edited[l], used, rng)
		}
		c.Placebos = append(c.Placebos, r.version(edited, -1))
	}
	return c
}

// instead is a neutral line as long, with the same bullet.
func (m *Maker) instead(line string, used map[string]bool, rng *rand.Rand) string {
	b := bullet(line)
	return b + m.Bank.neutral(line[len(b):], used, rng)
}

// bullet is what stands before a line's words.
func bullet(line string) string {
	return line[:len(line)-len(strings.TrimLeft(line, "-–•*· \t"))]
}

// bulletAt is the bullet of the line before a place, which a line put there takes on.
func (r *Resume) bulletAt(at int) string {
	if at <= 0 || r.heading(at-1) {
		return ""
	}
	return bullet(r.Lines[at-1])
}

// added is the résumé with a line at a place, against neutral lines there.
func (m *Maker) added(r *Resume, line string, at int, rng *rand.Rand) *Contrast {
	if at < 0 {
		return nil
	}
	bullet := r.bulletAt(at)
	c, used := &Contrast{With: r.version(inserted(r.Lines, at, bullet+line), at)}, map[string]bool{}
	for range m.Placebos {
		neutral := m.Bank.neutral(line, used, rng)
		c.Placebos = append(c.Placebos, r.version(inserted(r.Lines, at, bullet+neutral), at))
	}
	return c
}

// Control makes the contrast of the role's required skills: taken out where the résumé
// names some, else put in. nil where the role requires none.
func (m *Maker) Control(r *Resume, required []string, rng *rand.Rand) *Contrast {
	var lines []int
	for _, s := range required {
		lines = append(lines, r.Skills[strings.ToLower(s)]...)
	}
	slices.Sort(lines)
	lines = slices.DeleteFunc(slices.Compact(lines), r.heading)
	if len(lines) > 0 {
		return m.removed(r, lines, rng)
	}
	if len(required) == 0 {
		return nil
	}
	return m.added(r, strings.Join(required, ", "), r.place([]string{"skills", "experience"}), rng)
}

// Blind makes the contrast of all signals at once: the résumé against itself without
// any of their lines. nil where it shows none.
func (m *Maker) Blind(r *Resume, ids []string, rng *rand.Rand) *Contrast {
	var lines []int
	for _, id := range ids {
		lines = append(lines, r.Evidence[id]...)
	}
	slices.Sort(lines)
	lines = slices.DeleteFunc(slices.Compact(lines), r.heading)
	return m.removed(r, lines, rng)
}

// Named makes the contrast of names; nil where the line of the name is not known.
func (m *Maker) Named(r *Resume, rng *rand.Rand) *Contrast {
	n := m.Bank.Names
	if r.Name < 0 || len(n.With) == 0 || len(n.Against) == 0 {
		return nil
	}
	named := func(name string) Version {
		lines := slices.Clone(r.Lines)
		lines[r.Name] = name
		return r.version(lines, -1)
	}
	i := rng.IntN(len(n.With))
	c := &Contrast{With: named(n.With[i])}
	for k := range m.Placebos {
		c.Placebos = append(c.Placebos, named(n.Against[(i+k)%len(n.Against)]))
	}
	return c
}
