package extract

import (
	"testing"
)

func TestCanaryIsReadByEveryEngine(t *testing.T) {
	opt := testOptions()
	b, err := newBatch(newDocuments(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer b.pool.Close()
	for name, q := range map[string]request{"first engine": {}, "second engine": {Careful: true}} {
		for _, data := range [][]byte{canaryPDF(), []byte("text")} {
			if err := b.canary(t.Context(), q, data); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
