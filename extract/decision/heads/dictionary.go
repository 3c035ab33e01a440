package heads

import (
	"slices"
	"sync"

	"weaksignal/extract/decision/words"
)

// synonyms of one field. Headers are compared by their letters and digits alone.
type synonyms struct {
	field string
	// sure headers name the field in some system; two of them in one file are ambiguous.
	sure []string
	// generic headers are taken only where no sure one is there.
	generic []string
}

// dictionary holds the headers of the usual exports: see words/data/headers.yaml.
// It is embedded, so that a fault in it is one of the program: the test reads it.
var dictionary = sync.OnceValue(func() []synonyms {
	headers, err := words.Headers()
	if err != nil {
		panic(err)
	}
	var all []synonyms
	for _, h := range headers {
		if slices.Contains(Fields(), h.Field) {
			all = append(all, synonyms{h.Field, h.Sure, h.Generic})
		}
	}
	return all
})
