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
	status, reason *lexicon
	stage, source  *lexicon
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
	t := tongue{name: name, status: newLexicon(), reason: newLexicon(), stage: newLexicon(), source: newLexicon(), whole: map[string]string{}, clause: map[string]string{}}
	var l language
	if err := decode(name+".yaml", &l); err != nil {
		return t, err
	}
	var faults []error
	add := func(to *lexicon, section map[string][]string) {
		for _, concept := range slices.Sorted(maps.Keys(section)) {
			for _, text := range section[concept] {
				if err := to.add(concept, text); err != nil {
					faults = append(faults, fmt.Errorf("%s.yaml: %w", name, err))
				}
			}
		}
	}
	add(t.status, l.Outcome)
	long := map[string][]string{}
	for concept, texts := range l.Reason {
		for _, text := range texts {
			if key := fold(text); len(key) <= 2 || concept == "is_asked" {
				if old := t.clause[joined(key)]; old != "" && old != concept {
					faults = append(faults, fmt.Errorf("%s.yaml: the reason %q is both %s and %s", name, text, old, concept))
				}
				t.clause[joined(key)] = concept
			} else {
				long[concept] = append(long[concept], text)
			}
		}
	}
	add(t.reason, long)
	t.reason.lend(t.status)
	add(t.stage, l.Stage)
	add(t.source, l.Source)
	for _, answer := range slices.Sorted(maps.Keys(l.Whole)) {
		for _, text := range l.Whole[answer] {
			key := joined(fold(text))
			if old := t.whole[key]; old != "" && old != answer {
				faults = append(faults, fmt.Errorf("%s.yaml: %q alone is both %s and %s", name, text, old, answer))
			}
			t.whole[key] = answer
		}
	}
	return t, errors.Join(faults...)
}

// borrow takes English words for what the language does not say itself.
func (t *tongue) borrow(english *tongue) {
	t.status.lend(english.status)
	t.reason.lend(english.reason)
	t.stage.lend(english.stage)
	t.source.lend(english.source)
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
