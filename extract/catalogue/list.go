package catalogue

// List of institutions, employers or venues.
type List struct {
	Name    string `yaml:"name"`
	Version int    `yaml:"version"`
	// About says what the list holds and who wrote it.
	About   string  `yaml:"about"`
	Entries []Entry `yaml:"entries"`
	// File the list was read from, and the SHA-256 of its bytes, hex.
	File   string `yaml:"-"`
	SHA256 string `yaml:"-"`
}

// Entry of a list. Names are matched as whole words, without accents. A name
// without a lower-case letter ("MIT") is matched as written; one of a single word
// ("Apple") needs its capital; any other is matched without regard to case.
type Entry struct {
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases"`
	// Not are longer names that hold one of the names and mean something else.
	Not     []string `yaml:"not"`
	Country string   `yaml:"country"`
}

// List returns the list of that name, nil if there is none.
func (c *Catalogue) List(name string) *List {
	for i := range c.Lists {
		if c.Lists[i].Name == name {
			return &c.Lists[i]
		}
	}
	return nil
}
