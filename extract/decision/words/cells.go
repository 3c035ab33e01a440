package words

import (
	"strings"
	"sync"
)

// Cells answers what single cells of a table hold beside outcomes, stages and
// sources: months, words for nothing, refusals to answer, totals.
type Cells struct {
	month    map[string]int
	null     map[string]bool
	declined []string
	total    map[string]bool
	hispanic map[string]bool // yes or no
	several  map[string]bool
	files    map[string]bool // whether a word of a file's name means a résumé
}

// cellsFile is data/cells.yaml.
type cellsFile struct {
	Months   [][]string          `yaml:"months"`
	Nulls    []string            `yaml:"nulls"`
	Declined []string            `yaml:"declined"`
	Totals   []string            `yaml:"totals"`
	Hispanic map[string][]string `yaml:"hispanic"`
	Several  []string            `yaml:"several"`
	Files    map[string][]string `yaml:"files"`
}

// LoadCells reads the embedded words once; an error is a fault of the data.
var LoadCells = sync.OnceValues(func() (*Cells, error) {
	var f cellsFile
	if err := decode("cells.yaml", &f); err != nil {
		return nil, err
	}
	c := &Cells{month: map[string]int{}, null: set(f.Nulls), declined: f.Declined, total: set(f.Totals), hispanic: map[string]bool{}, several: set(f.Several), files: map[string]bool{}}
	for i, names := range f.Months {
		for _, n := range names {
			c.month[n] = i + 1
		}
	}
	for _, w := range f.Hispanic["yes"] {
		c.hispanic[w] = true
	}
	for _, w := range f.Hispanic["no"] {
		c.hispanic[w] = false
	}
	for _, w := range f.Files["other"] {
		c.files[w] = false
	}
	for _, w := range f.Files["resume"] {
		c.files[w] = true
	}
	return c, nil
})

func set(list []string) map[string]bool {
	m := map[string]bool{}
	for _, w := range list {
		m[w] = true
	}
	return m
}

// flat are the folded words of a text.
func flat(text string) string {
	var out []string
	for _, w := range fold(strings.ToLower(text)) {
		out = append(out, w.text)
	}
	return strings.Join(out, " ")
}

// Month is the number of a month's name or short form in any of the languages, 1 to
// 12; 0 for any other word.
func (c *Cells) Month(word string) int { return c.month[flat(word)] }

// Unknown reports a cell that says nothing of a person: a null word of some
// program or language, or a refusal to answer.
func (c *Cells) Unknown(text string) bool {
	t := flat(text)
	if t == "" || c.null[t] || c.null[strings.TrimSpace(text)] {
		return true
	}
	for _, w := range c.declined {
		if strings.Contains(" "+t+" ", " "+w+" ") {
			return true
		}
	}
	return false
}

// Total reports a cell that opens a row of totals: "Total", "Grand total (12)". The
// word must stand at its beginning or make its end: "Summers" is a name.
func (c *Cells) Total(text string) bool {
	w := strings.FieldsFunc(flat(text), func(r rune) bool { return r == ' ' || '0' <= r && r <= '9' })
	if len(w) == 0 {
		return false
	}
	for n := min(3, len(w)); n > 0; n-- {
		if c.total[strings.Join(w[:n], " ")] || c.total[strings.Join(w[len(w)-n:], " ")] {
			return true
		}
	}
	return false
}

// Hispanic reads an answer to the question for Hispanic or Latino origin; ok is false
// for any other text.
func (c *Cells) Hispanic(text string) (yes, ok bool) {
	yes, ok = c.hispanic[flat(text)]
	return yes, ok
}

// SeveralRaces reports a label that stands for two or more races.
func (c *Cells) SeveralRaces(text string) bool { return c.several[flat(text)] }

// FileKind is what the name of a file, without folders and extension, says of it:
// resume, or other (a cover letter, a certificate, a transcript). Both are false where
// it says nothing, and where it says both: "CV and cover letter" is a résumé.
func (c *Cells) FileKind(name string) (resume, other bool) {
	var w []string
	for _, word := range fold(name) {
		w = append(w, word.text)
	}
	for i := range w {
		for n := 1; n <= 3 && i+n <= len(w); n++ {
			if yes, ok := c.files[strings.Join(w[i:i+n], " ")]; ok {
				resume, other = resume || yes, other || !yes
			}
		}
	}
	return resume, other && !resume
}
