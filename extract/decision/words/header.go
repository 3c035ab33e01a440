package words

import (
	"fmt"
	"slices"
)

// Header is the headers that name one canonical field of an export.
type Header struct {
	Field string `yaml:"field"`
	// Sure headers name the field in some system; two of them in one file are ambiguous.
	Sure []string `yaml:"sure"`
	// Generic headers are taken only where no sure one is there.
	Generic []string `yaml:"generic"`
}

// headersFile is data/headers.yaml.
type headersFile struct {
	Fields  []Header `yaml:"fields"`
	Systems []system `yaml:"systems"`
}

// system is what one applicant tracking system calls its columns.
type system struct {
	System string `yaml:"system"`
	// Verified with the vendor's documentation or a public sample of its export.
	Verified bool                `yaml:"verified"`
	Headers  map[string][]string `yaml:"headers"`
}

// Headers are the known headers by field, those of all systems among the sure ones.
func Headers() ([]Header, error) {
	var f headersFile
	if err := decode("headers.yaml", &f); err != nil {
		return nil, err
	}
	for _, s := range f.Systems {
		for field, names := range s.Headers {
			i := slices.IndexFunc(f.Fields, func(h Header) bool { return h.Field == field })
			if i < 0 {
				return nil, fmt.Errorf("headers.yaml: %s has a field %q that is none", s.System, field)
			}
			for _, n := range names {
				if !slices.Contains(f.Fields[i].Generic, n) {
					f.Fields[i].Sure = append(f.Fields[i].Sure, n)
				}
			}
		}
	}
	return f.Fields, nil
}
