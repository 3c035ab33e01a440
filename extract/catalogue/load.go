package catalogue

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"
)

// loader gathers a catalogue file by file.
type loader struct {
	hash        hash.Hash
	groups      groups
	definitions map[string]Definition
	lists       map[string]List
	vocabulary  Words
}

// decode reads one YAML document strictly: unknown and repeated keys are errors.
func (l *loader) decode(file string, b []byte, into any) error {
	fmt.Fprintf(l.hash, "%s\x00%d\x00", file, len(b))
	l.hash.Write(b)
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	err := d.Decode(into)
	if errors.Is(err, io.EOF) {
		return &Error{File: file, Reason: "the file is empty"}
	}
	if err != nil {
		return &Error{File: file, ID: idOf(b), Field: fieldOf(err), Reason: "not valid", Err: err}
	}
	return nil
}

// idOf finds the id or name of a file that does not decode, for the message.
func idOf(b []byte) string {
	var head struct {
		ID   string `yaml:"id"`
		Name string `yaml:"name"`
	}
	if yaml.Unmarshal(b, &head) != nil {
		return ""
	}
	if head.ID != "" {
		return head.ID
	}
	return head.Name
}

// fieldOf takes the unknown key's name out of the decoder's message.
func fieldOf(err error) string {
	rest, _, ok := strings.Cut(err.Error(), " not found in type ")
	if !ok {
		return ""
	}
	_, name, _ := strings.Cut(rest, ": field ")
	return name
}

func (l *loader) definition(file string, b []byte) (Definition, error) {
	d := Definition{Source: FromText, File: file}
	if err := l.decode(file, b, &d); err != nil {
		return d, err
	}
	if field, err := d.check(l.groups); err != nil {
		return d, &Error{File: file, ID: d.ID, Field: field, Reason: "not valid", Err: err}
	}
	return d, nil
}

// enable turns definitions on that are off by default.
func (l *loader) enable(ids []string) error {
	for _, id := range ids {
		d, ok := l.definitions[id]
		if !ok {
			return &Error{File: "signals", ID: id, Field: "id", Reason: "no signal has this id"}
		}
		fmt.Fprintf(l.hash, "on\x00%s\x00", id)
		d.Off = false
		l.definitions[id] = d
	}
	return nil
}

func (l *loader) list(file, name string, b []byte) error {
	sum := sha256.Sum256(b)
	list := List{File: file, SHA256: hex.EncodeToString(sum[:])}
	if err := l.decode(file, b, &list); err != nil {
		return err
	}
	if list.Name != name {
		return &Error{File: file, ID: list.Name, Field: "name", Reason: fmt.Sprintf("the list's name must be %q", name)}
	}
	seen := map[string]bool{}
	for i, e := range list.Entries {
		field := fmt.Sprintf("entries[%d].name", i)
		if strings.TrimSpace(e.Name) == "" {
			return &Error{File: file, ID: name, Field: field, Reason: "the entry has no name"}
		}
		if seen[e.Name] {
			return &Error{File: file, ID: name, Field: field, Reason: fmt.Sprintf("duplicate entry %q", e.Name)}
		}
		seen[e.Name] = true
		for j, a := range append(append([]string{}, e.Aliases...), e.Not...) {
			if strings.TrimSpace(a) == "" {
				return &Error{File: file, ID: name, Field: fmt.Sprintf("entries[%d].aliases[%d]", i, j), Reason: "an empty name"}
			}
		}
	}
	l.lists[name] = list
	return nil
}

// words reads the word files and compiles the groups first, since patterns use them.
func (l *loader) words(fsys fs.FS, skills []string) error {
	read := func(file string, into any) error {
		b, err := fs.ReadFile(fsys, file)
		if err != nil {
			return &Error{File: file, Reason: "cannot read", Err: err}
		}
		return l.decode(file, b, into)
	}
	if err := read("words/groups.yaml", &l.groups); err != nil {
		return err
	}
	v := &l.vocabulary
	for _, f := range []struct {
		file string
		into any
	}{
		{"words/skills.yaml", &v.Skills}, {"words/titles.yaml", &v.Titles},
		{"words/degrees.yaml", &v.Degrees}, {"words/fields.yaml", &v.Fields},
	} {
		if err := read(f.file, f.into); err != nil {
			return err
		}
	}
	if err := l.languages(fsys); err != nil {
		return err
	}
	for _, s := range skills {
		fmt.Fprintf(l.hash, "skill\x00%s\x00", s)
		v.addSkill(s)
	}
	return l.compileDegrees()
}

func (l *loader) compileDegrees() error {
	for i := range l.vocabulary.Degrees {
		d := &l.vocabulary.Degrees[i]
		for j := range d.Match {
			if err := d.Match[j].compile(l.groups); err != nil {
				return &Error{File: "words/degrees.yaml", ID: d.Name, Field: fmt.Sprintf("match[%d]", j), Reason: "bad pattern", Err: err}
			}
		}
		for j := range d.Vetoes {
			if err := d.Vetoes[j].Pattern.compile(l.groups); err != nil {
				return &Error{File: "words/degrees.yaml", ID: d.Name, Field: fmt.Sprintf("vetoes[%d]", j), Reason: "bad pattern", Err: err}
			}
		}
	}
	return nil
}
