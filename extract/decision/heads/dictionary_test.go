package heads

import (
	"testing"
)

// TestDictionaryIsUnambiguous: no header stands for two fields, and every field is
// one that a configuration may name.
func TestDictionaryIsUnambiguous(t *testing.T) {
	fields := map[string]bool{}
	for _, f := range Fields() {
		fields[f] = true
	}
	seen := map[string]string{}
	for _, s := range dictionary() {
		if !fields[s.field] {
			t.Errorf("field %q is not in Fields()", s.field)
		}
		for _, h := range append(append([]string{s.field}, s.sure...), s.generic...) {
			key := normaliseHeader(h)
			if other, ok := seen[key]; ok && other != s.field {
				t.Errorf("header %q stands for %s and %s", h, other, s.field)
			}
			seen[key] = s.field
		}
	}
	h, err := NewHeaders(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Fields() {
		if got, _ := h.Field(f); got != f {
			t.Errorf("the canonical name %s as a header is taken for %q", f, got)
		}
	}
}
