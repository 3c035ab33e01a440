package simulate

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"

	"go.yaml.in/yaml/v3"
)

//go:embed default.yaml
var defaultSpec []byte

//go:embed resumes.yaml
var defaultResumes []byte

// DefaultYAML is the documented default spec of a candidates table, or of résumés.
func DefaultYAML(resumes bool) []byte {
	if resumes {
		return bytes.Clone(defaultResumes)
	}
	return bytes.Clone(defaultSpec)
}

// DefaultSpec is the default pool: of a candidates table, or of résumés.
func DefaultSpec(resumes bool) (*Spec, error) {
	return Parse("the default spec", DefaultYAML(resumes))
}

// ReadSpec reads and checks a YAML file; an unknown key is an error with its line.
func ReadSpec(path string) (*Spec, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the spec: %w", err)
	}
	return Parse(path, text)
}

// Parse reads YAML text, fills in the defaults of omitted keys and checks all. The
// name is for messages.
func Parse(name string, text []byte) (*Spec, error) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	s := &Spec{Seed: 1}
	if err := d.Decode(s); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %s", name, plainYAML(err))
	}
	s.complete()
	if err := s.Validate(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// plainYAML words the decoder's messages for people who don't know its types.
func plainYAML(err error) string {
	unknown := regexp.MustCompile(`field (\S+) not found in type \S+`)
	into := regexp.MustCompile(`cannot unmarshal !!\w+ (.+) into \S+`)
	var typed *yaml.TypeError
	text := err.Error()
	if errors.As(err, &typed) && len(typed.Errors) > 0 {
		text = typed.Errors[0]
	}
	text = unknown.ReplaceAllString(text, `unknown key "$1"`)
	return into.ReplaceAllString(text, "$1 is not a value that this key takes")
}

func (s *Spec) complete() {
	for i := range s.Signals {
		g := &s.Signals[i]
		if g.Kind == "" {
			g.Kind = Binary
		}
		if g.Sensitivity == 0 {
			g.Sensitivity = 1
		}
		if g.Specificity == 0 {
			g.Specificity = 1
		}
	}
}

// YAML is the spec as text that Parse reads again.
func (s *Spec) YAML() ([]byte, error) { return yaml.Marshal(s) }
