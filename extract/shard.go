package extract

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"weaksignal/extract/spill"
)

// maxShards bounds n of i/n: beyond it a shard of a million documents holds a hundred.
const maxShards = 10_000

// Shard is part Index of Of of a batch, 1 to Of. The zero value is no shard: the
// whole batch.
//
// A file belongs to a shard by the hash of its path within its folder, so that
// every machine can tell its own files from their names alone, whatever folder
// the documents are mounted at, and whatever the order of the listing.
type Shard struct{ Index, Of int }

// ParseShard reads "3/8", the third of eight shards.
func ParseShard(text string) (Shard, error) {
	index, of, ok := strings.Cut(text, "/")
	var s Shard
	var err1, err2 error
	s.Index, err1 = strconv.Atoi(index)
	s.Of, err2 = strconv.Atoi(of)
	switch {
	case !ok || err1 != nil || err2 != nil:
		return Shard{}, fmt.Errorf("shard %q is none; write it as i/n: 3/8 is the third of eight", text)
	case s.Of < 1 || s.Of > maxShards:
		return Shard{}, fmt.Errorf("shard %q: give 1 to %d shards", text, maxShards)
	case s.Index < 1 || s.Index > s.Of:
		return Shard{}, fmt.Errorf("shard %q: shards count from 1/%d to %d/%d", text, s.Of, s.Of, s.Of)
	}
	return s, nil
}

func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Index, s.Of) }

// has tells whether the file with that path within its folder is the shard's.
func (s Shard) has(rel string) bool {
	if s.Of <= 1 {
		return true
	}
	sum := sha256.Sum256([]byte(rel))
	return binary.BigEndian.Uint64(sum[:])%uint64(s.Of) == uint64(s.Index-1)
}

// listing identifies which files stand below the folders: their number, and a
// hash of folder and path of each, wherever the folders are mounted. Machines that
// saw different ones cannot have read one batch.
func listing(files *found) (hash string, n int, err error) {
	at := folderIndex(files.folders)
	var lines spill.Sorter
	defer lines.Close()
	err = files.each(func(f file) error { return lines.Add(fmt.Sprintf("%d %q\n", at[f.folder], f.rel), 0) })
	if err != nil {
		return "", 0, err
	}
	h := sha256.New()
	err = lines.Each(func(line []byte, _ int32) error {
		_, err := h.Write(line)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), files.files, err
}

// folderIndex is the place of each folder in the list, the first of a repeated one.
func folderIndex(folders []string) map[string]int {
	at := map[string]int{}
	for i, f := range folders {
		if _, ok := at[f]; !ok {
			at[f] = i
		}
	}
	return at
}
