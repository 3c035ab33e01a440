package extract

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"weaksignal/extract/catalogue"
)

// benchFolder holds n short résumés, each with words of its own.
func benchFolder(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	for i := range n {
		text := fmt.Sprintf("%sShift %d of team %d\n", resumeText, 1000+i, i%97)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("cv-%05d.txt", i)), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

const benchDocuments = 500

// benchOptions are testOptions of a caller who has loaded the catalogue.
func benchOptions(b *testing.B) Options {
	b.Helper()
	c, err := catalogue.Load(catalogue.Options{})
	if err != nil {
		b.Fatal(err)
	}
	opt := testOptions()
	opt.CatalogueVersion = c.Version()
	return opt
}

// perDocument turns the last batch's time into one of a document.
func perDocument(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchDocuments, "ns/document")
}

// BenchmarkBatch reads a folder of short texts with nothing cached: workers'
// start, hashing, the pipe and detection.
func BenchmarkBatch(b *testing.B) {
	dir := benchFolder(b, benchDocuments)
	opt := benchOptions(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Batch(b.Context(), []string{dir}, opt); err != nil {
			b.Fatal(err)
		}
	}
	perDocument(b)
}

// BenchmarkCacheHit reads an unchanged folder again: walk, hash, cache, no worker.
func BenchmarkCacheHit(b *testing.B) {
	dir := benchFolder(b, benchDocuments)
	opt := benchOptions(b)
	opt.CacheDir = b.TempDir()
	if _, err := Batch(b.Context(), []string{dir}, opt); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Batch(b.Context(), []string{dir}, opt); err != nil {
			b.Fatal(err)
		}
	}
	perDocument(b)
}

// BenchmarkGather joins two shards' profiles.
func BenchmarkGather(b *testing.B) {
	dir, profiles := benchFolder(b, benchDocuments), b.TempDir()
	opt := benchOptions(b)
	for i := 1; i <= 2; i++ {
		p, err := BatchShard(b.Context(), []string{dir}, Shard{i, 2}, opt)
		if err != nil {
			b.Fatal(err)
		}
		var out bytes.Buffer
		if err := p.Write(&out, opt.Key); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(profiles, fmt.Sprintf("%d.jsonl", i)), out.Bytes(), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if got, err := Gather([]string{profiles}, opt); err != nil || got.Documents.Len() != benchDocuments {
			b.Fatal(got, err)
		}
	}
	perDocument(b)
}

// BenchmarkWritePart writes profiles, sealed.
func BenchmarkWritePart(b *testing.B) {
	opt := benchOptions(b)
	p, err := BatchShard(b.Context(), []string{benchFolder(b, benchDocuments)}, Shard{1, 1}, opt)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Write(io.Discard, opt.Key); err != nil {
			b.Fatal(err)
		}
	}
	perDocument(b)
}
