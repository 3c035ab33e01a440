package spill

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"
)

func key(text string) (k Key) {
	sum := sha256.Sum256([]byte(text))
	copy(k[:], sum[:])
	return k
}

// TestIndexIsAMap: for any number of partitions and any number of entries, an index finds
// what a map would.
func TestIndexIsAMap(t *testing.T) {
	for seed := range uint64(30) {
		random := rand.New(rand.NewPCG(seed, 1))
		n, keys, parts := random.IntN(60_000), 1+random.IntN(20_000), []int{1, 2, 7, 256, 4096}[random.IntN(5)]
		if seed == 0 {
			n = 0
		}
		most := random.IntN(3)
		x, want := Partitioned(parts), map[Key][]Entry{}
		for range n {
			k, e := key(fmt.Sprint(random.IntN(keys))), Entry{int32(random.IntN(5)), int32(random.IntN(3)) - 1}
			if err := x.Add(k, e); err != nil {
				t.Fatal(err)
			}
			var different []int32
			for _, w := range want[k] {
				if !slices.Contains(different, w.A) {
					different = append(different, w.A)
				}
			}
			if !slices.Contains(want[k], e) && (most == 0 || len(different) < most || slices.Contains(different, e.A)) {
				want[k] = append(want[k], e)
			}
		}
		if err := x.Seal(most); err != nil {
			t.Fatal(err)
		}
		for i := range keys + 1000 { // some are not there
			k := key(fmt.Sprint(i))
			got, err := x.Of(k, nil)
			if err != nil || !slices.Equal(got, want[k]) {
				t.Fatalf("seed %d, %d entries of %d keys, %d partitions, at most %d: key %d has %v, want %v (%v)", seed, n, keys, parts, most, i, got, want[k], err)
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestIndexOfOneKey: one key with more entries than a block.
func TestIndexOfOneKey(t *testing.T) {
	x := NewIndex()
	for i := range 1000 {
		for _, k := range []string{"before", "it", "after"} {
			if err := x.Add(key(k), Entry{int32(i), 0}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := x.Seal(0); err != nil {
		t.Fatal(err)
	}
	got, err := x.Of(key("it"), nil)
	if err != nil || len(got) != 1000 || got[0].A != 0 || got[999].A != 999 {
		t.Errorf("%d entries, %v", len(got), err)
	}
}

func TestSorter(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for _, limit := range []int{1, 50, 4000, 0} {
		s := &Sorter{limit: limit}
		var want []string
		for i := range 3000 {
			text := fmt.Sprint(random.IntN(900))
			want = append(want, fmt.Sprintf("%s\x00%08d", text, i))
			if err := s.Add(text, int32(i)); err != nil {
				t.Fatal(err)
			}
		}
		slices.Sort(want)
		for range 2 { // and again
			var got []string
			err := s.Each(func(text []byte, n int32) error {
				got = append(got, fmt.Sprintf("%s\x00%08d", text, n))
				return nil
			})
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("limit %d: not sorted (%v)", limit, err)
			}
		}
	}
}

// TestFileLeavesNothing: what is small reaches no disk; what is large stands in a file
// that is nobody else's and, where systems allow it, in no folder.
func TestFileLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	f := &File{}
	var places []int64
	for i := range 3000 {
		at, err := f.Put(fmt.Sprintf("%0200d", i))
		if err != nil {
			t.Fatal(err)
		}
		places = append(places, at)
		if i == 100 && f.file != nil {
			t.Error("a small file was written")
		}
	}
	if info, err := f.file.Stat(); err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	for i, at := range places {
		var text string
		if err := f.Get(at, &text); err != nil || text != fmt.Sprintf("%0200d", i) {
			t.Fatalf("value %d is %q, %v", i, text, err)
		}
	}
	n := 0
	if err := f.Each(func([]byte) error { n++; return nil }); err != nil || n != len(places) {
		t.Errorf("%d values, %v", n, err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 && runtime.GOOS != "windows" {
		t.Errorf("in the folder: %v", entries)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("left: %v", entries)
	}
}

func TestRecords(t *testing.T) {
	r := NewRecords(100)
	defer r.Close()
	record := make([]byte, 100)
	for i := range 10_000 {
		record[0], record[99] = byte(i), byte(i>>8)
		if err := r.Add(record); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < 10_000; i += 3 {
		record[0], record[99] = byte(i+1), 200
		if err := r.Set(i, record); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 10_000 {
		want := [2]byte{byte(i), byte(i >> 8)}
		if i%3 == 0 {
			want = [2]byte{byte(i + 1), 200}
		}
		if err := r.Get(i, record); err != nil || record[0] != want[0] || record[99] != want[1] {
			t.Fatalf("record %d: %v", i, err)
		}
	}
}
