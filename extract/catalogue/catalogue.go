package catalogue

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

//go:embed signals/*.yaml lists/*.yaml words/*.yaml words/languages/*.yaml
var embedded embed.FS

// Catalogue of signals, lists and words. It is not changed after loading and may be shared.
type Catalogue struct {
	// Signals sorted by id.
	Signals []Definition
	// Lists sorted by name.
	Lists []List
	// Words that structure is read by.
	Words   Words
	groups  groups
	version string
}

// Options of [Load].
type Options struct {
	// SignalsDir holds further definitions, one YAML file each; one with the id
	// of a built-in definition replaces it. "" for none.
	SignalsDir string
	// Lists replace built-in lists, or add to them: name to path. A file with no
	// entries empties its list.
	Lists map[string]string
	// Enable names definitions that are off by default and shall be read.
	Enable []string
	// Skills to know besides the vocabulary, such as the roles' required ones.
	Skills []string
}

// Load reads the built-in catalogue and what the options add. The error is an
// [*Error]; the catalogue is nil then.
func Load(o Options) (*Catalogue, error) {
	l := loader{hash: sha256.New(), definitions: map[string]Definition{}, lists: map[string]List{}}
	if err := l.words(embedded, o.Skills); err != nil {
		return nil, err
	}
	if err := l.builtIn(); err != nil {
		return nil, err
	}
	if o.SignalsDir != "" {
		if err := l.signals(os.DirFS(o.SignalsDir), ".", o.SignalsDir); err != nil {
			return nil, err
		}
	}
	for _, name := range sortedKeys(o.Lists) {
		b, err := os.ReadFile(o.Lists[name])
		if err != nil {
			return nil, &Error{File: o.Lists[name], ID: name, Reason: "cannot read the list", Err: err}
		}
		if err := l.list(o.Lists[name], name, b); err != nil {
			return nil, err
		}
	}
	if err := l.enable(o.Enable); err != nil {
		return nil, err
	}
	return l.catalogue()
}

// Version is the SHA-256 of the whole content, hex: it changes when any
// definition, list or word does.
func (c *Catalogue) Version() string { return c.version }

// Signal returns the definition of that id, nil if there is none.
func (c *Catalogue) Signal(id string) *Definition {
	for i := range c.Signals {
		if c.Signals[i].ID == id {
			return &c.Signals[i]
		}
	}
	return nil
}

func (l *loader) builtIn() error {
	if err := l.signals(embedded, "signals", "signals"); err != nil {
		return err
	}
	names, err := fs.Glob(embedded, "lists/*.yaml")
	if err != nil {
		return &Error{File: "lists", Reason: "cannot list", Err: err}
	}
	for _, name := range names {
		b, err := fs.ReadFile(embedded, name)
		if err != nil {
			return &Error{File: name, Reason: "cannot read", Err: err}
		}
		if err := l.list(name, strings.TrimSuffix(path.Base(name), ".yaml"), b); err != nil {
			return err
		}
	}
	return nil
}

// signals reads every YAML file of a folder. Ids are unique within it.
func (l *loader) signals(fsys fs.FS, dir, shown string) error {
	files, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return &Error{File: shown, Reason: "cannot read the folder of signals", Err: err}
	}
	seen := map[string]string{}
	for _, f := range files {
		ext := path.Ext(f.Name())
		if f.IsDir() || (ext != ".yaml" && ext != ".yml") {
			continue
		}
		file := filepath.ToSlash(filepath.Join(shown, f.Name()))
		b, err := fs.ReadFile(fsys, path.Join(dir, f.Name()))
		if err != nil {
			return &Error{File: file, Reason: "cannot read", Err: err}
		}
		d, err := l.definition(file, b)
		if err != nil {
			return err
		}
		if first, twice := seen[d.ID]; twice {
			return &Error{File: file, ID: d.ID, Field: "id", Reason: fmt.Sprintf("duplicate id, %s has it too", first)}
		}
		seen[d.ID] = file
		if want := strings.TrimSuffix(f.Name(), ext); d.ID != want {
			return &Error{File: file, ID: d.ID, Field: "id", Reason: fmt.Sprintf("the id must be the file's name, %q", want)}
		}
		l.definitions[d.ID] = d
	}
	return nil
}

func (l *loader) catalogue() (*Catalogue, error) {
	c := &Catalogue{Words: l.vocabulary, groups: l.groups, version: hex.EncodeToString(l.hash.Sum(nil))}
	for _, name := range sortedKeys(l.lists) {
		c.Lists = append(c.Lists, l.lists[name])
	}
	for _, id := range sortedKeys(l.definitions) {
		d := l.definitions[id]
		if err := checkLists(d, c); err != nil {
			return nil, err
		}
		c.Signals = append(c.Signals, d)
	}
	return c, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
