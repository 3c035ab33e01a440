package words

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed data/*.yaml
var files embed.FS

// Words answers what the texts of an export mean. It may be used by several
// goroutines at once.
type Words struct {
	tongues []tongue
	rules   []rule // of outcomes
	stages  []rule
	sources []rule
}

// tongue is one language. English words stand in for what it does not say itself:
// people write "no show" in any language.
type tongue struct {
	name string
	// status and reason differ by what only a reason can mean.
	status, reason chain
	stage, source  chain
	// whole texts that mean something only where they stand alone.
	whole map[string]string
	// clause holds the short idioms of reasons, which are one only where nothing
	// else stands in their clause: "salary" is unclear, "salary too low" is not.
	clause map[string]string
}

// language is one file of the lexicon.
type language struct {
	Language string              `yaml:"language"`
	Outcome  map[string][]string `yaml:"outcome"`
	Reason   map[string][]string `yaml:"reason"`
	Whole    map[string][]string `yaml:"whole"`
	Stage    map[string][]string `yaml:"stage"`
	Source   map[string][]string `yaml:"source"`
}

// rulesFile is data/rules.yaml.
type rulesFile struct {
	Outcome []rule `yaml:"outcome"`
	Stage   []rule `yaml:"stage"`
	Source  []rule `yaml:"source"`
}

// languages of the lexicon; English first, which lends to the others.
func languages() []string { return []string{"en", "de", "fr", "es", "nl", "pt", "it"} }

// Default is the embedded lexicon, read once.
var Default = sync.OnceValues(Load)

// Load reads the embedded lexicon and rules. An error is a fault of the data.
func Load() (*Words, error) {
	w := &Words{}
	var rules rulesFile
	if err := decode("rules.yaml", &rules); err != nil {
		return nil, err
	}
	w.rules, w.stages, w.sources = rules.Outcome, rules.Stage, rules.Source
	var faults []error
	for i := range w.rules {
		faults = append(faults, w.rules[i].check(isOutcome))
	}
	for i := range w.stages {
		faults = append(faults, w.stages[i].check(isStage))
	}
	for i := range w.sources {
		faults = append(faults, w.sources[i].check(isSource))
	}
	for _, name := range languages() {
		t, err := newTongue(name)
		faults = append(faults, err)
		if len(w.tongues) > 0 {
			t.borrow(&w.tongues[0])
		}
		w.tongues = append(w.tongues, t)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return w, nil
}

func newTongue(name string) (tongue, error) {
	t := tongue{name: name, whole: map[string]string{}, clause: map[string]string{}}
	var l language
	if err := decode(name+".yaml", &l); err != nil {
		return t, err
	}
	var faults []error
	read := func(section map[string][]string) layer {
		x, err := sectionOf(section)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s.yaml: %w", name, err))
		}
		return layer{x, true}
	}
	status := read(l.Outcome)
	long, err := t.shortReasons(l.Reason)
	t.status, t.reason = chain{status}, chain{read(long), status}
	t.stage, t.source = chain{read(l.Stage)}, chain{read(l.Source)}
	for _, answer := range slices.Sorted(maps.Keys(l.Whole)) {
		for _, text := range l.Whole[answer] {
			if old, ok := put(t.whole, text, answer); !ok {
				faults = append(faults, fmt.Errorf("%s.yaml: %q alone is both %s and %s", name, text, old, answer))
			}
		}
	}
	return t, errors.Join(append(faults, err)...)
}

// sectionOf makes the lexicon of a file's section.
func sectionOf(section map[string][]string) (*lexicon, error) {
	x := newLexicon()
	var faults []error
	for _, concept := range slices.Sorted(maps.Keys(section)) {
		for _, text := range section[concept] {
			faults = append(faults, x.add(concept, text))
		}
	}
	return x, errors.Join(faults...)
}

// shortReasons keeps the idioms of reasons that are one only where nothing else
// stands in their clause, and returns the others.
func (t *tongue) shortReasons(section map[string][]string) (long map[string][]string, err error) {
	long = map[string][]string{}
	for _, concept := range slices.Sorted(maps.Keys(section)) {
		for _, text := range section[concept] {
			if len(fold(text)) > 2 && concept != "is_asked" {
				long[concept] = append(long[concept], text)
			} else if old, ok := put(t.clause, text, concept); !ok {
				err = errors.Join(err, fmt.Errorf("%s.yaml: the reason %q is both %s and %s", t.name, text, old, concept))
			}
		}
	}
	return long, err
}

// put keeps the answer of a text; false if it has another one.
func put(to map[string]string, text, answer string) (old string, ok bool) {
	key := joined(fold(text))
	if old := to[key]; old != "" && old != answer {
		return old, false
	}
	to[key] = answer
	return answer, true
}

// borrow takes English words for what the language does not say itself.
func (t *tongue) borrow(english *tongue) {
	for _, pair := range [][2]*chain{{&t.status, &english.status}, {&t.reason, &english.reason}, {&t.stage, &english.stage}, {&t.source, &english.source}} {
		for _, l := range *pair[1] {
			*pair[0] = append(*pair[0], layer{l.lexicon, false})
		}
	}
	for text, concept := range english.clause {
		if t.clause[text] == "" {
			t.clause[text] = concept
		}
	}
}

func joined(w []word) string {
	var b strings.Builder
	for i, x := range w {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(x.text)
	}
	return b.String()
}

func decode(name string, into any) error {
	b, err := fs.ReadFile(files, path.Join("data", name))
	if err != nil {
		return fmt.Errorf("read the words: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
