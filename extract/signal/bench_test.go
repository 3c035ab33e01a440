package signal_test

import (
	"testing"

	"weaksignal/extract/document"
)

// BenchmarkRead reads the labelled résumés in turn: the whole of sections,
// entries and signals, prose included.
func BenchmarkRead(b *testing.B) {
	_, d := load(b)
	var texts []*document.Text
	size := 0
	for _, r := range readResumes(b) {
		texts = append(texts, &document.Text{Body: r.text})
		size += len(r.text)
	}
	d.Read(&document.Text{Body: "He maintains an open source library"}) // loads the tagger's model
	b.SetBytes(int64(size / len(texts)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.Read(texts[i%len(texts)])
	}
}
