package extract

import (
	"fmt"
	"testing"
)

func TestParseShard(t *testing.T) {
	for text, want := range map[string]Shard{
		"1/1": {1, 1}, "3/8": {3, 8}, "8/8": {8, 8},
		"0/8": {}, "9/8": {}, "-1/8": {}, "1/0": {}, "3": {}, "a/b": {}, "1/20000": {}, "": {}, "1/2/3": {},
	} {
		got, err := ParseShard(text)
		if got != want || (err == nil) != (want.Of > 0) {
			t.Errorf("ParseShard(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

// The shard of a path never changes, or machines of two versions would read one
// document twice and another never. Expected: Python 3.11,
// int.from_bytes(hashlib.sha256(path.encode()).digest()[:8], "big") % n + 1.
func TestShardOfAPath(t *testing.T) {
	for _, c := range []struct {
		rel  string
		of   int
		want int
	}{
		{"cv-001.txt", 4, 2}, {"cv-002.txt", 4, 3}, {"2026/Ana Núñez.pdf", 8, 1}, {"a/b/c.docx", 7, 3},
	} {
		for i := 1; i <= c.of; i++ {
			if got := (Shard{i, c.of}).has(c.rel); got != (i == c.want) {
				t.Errorf("shard %d/%d has %q: %v, want it in %d alone", i, c.of, c.rel, got, c.want)
			}
		}
	}
}

func TestShardsAreOfLikeSize(t *testing.T) {
	const of, files = 8, 8000
	count := map[int]int{}
	for i := range files {
		for s := 1; s <= of; s++ {
			if (Shard{s, of}).has(fmt.Sprintf("R-%04d/cv-%d.pdf", i%50, i)) {
				count[s]++
			}
		}
	}
	// Binomial with mean 1000 and standard deviation 30: five of them.
	for s := 1; s <= of; s++ {
		if count[s] < 850 || count[s] > 1150 {
			t.Errorf("shard %d/%d has %d of %d files", s, of, count[s], files)
		}
	}
}
