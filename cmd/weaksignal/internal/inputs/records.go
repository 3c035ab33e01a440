package inputs

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"weaksignal/audit/result"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/regular"
)

// File is one input and what it is.
type File struct{ Kind, Path string }

// FileRecords hashes files.
func FileRecords(files ...File) ([]result.InputRecord, error) {
	var all []result.InputRecord
	for _, f := range files {
		r, err := FileRecord(f)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// FileRecord hashes one file.
func FileRecord(in File) (result.InputRecord, error) {
	f, err := regular.Open(in.Path)
	if errors.Is(err, regular.ErrKind) {
		return result.InputRecord{}, &decision.InputError{File: in.Path, Reason: "is no regular file", Remedy: "name a file: a pipe or a device cannot be read twice"}
	}
	if err != nil {
		return result.InputRecord{}, fmt.Errorf("hash the input: %w", err)
	}
	defer f.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, f)
	if err != nil {
		return result.InputRecord{}, fmt.Errorf("hash the input: %w", err)
	}
	return result.InputRecord{Kind: in.Kind, SHA256: hex.EncodeToString(hash.Sum(nil)), Bytes: n, Files: 1}, nil
}

// What a folder's record covers of each document: what one is called decides whose it
// is. Records of earlier versions cover the content alone.
const (
	ContentAndPath = true
	ContentAlone   = false
)

// FolderRecord covers the sorted content hashes of all documents, with their paths within
// their folder or without.
func FolderRecord(documents *extract.Documents, paths bool) result.InputRecord {
	order := make([]int32, documents.Len())
	r := result.InputRecord{Kind: "resumes", Files: len(order)}
	unhashed := false
	for i := range order {
		order[i] = int32(i)
		r.Bytes += documents.Bytes(i)
		unhashed = unhashed || documents.SHA256(i) == ""
	}
	line := func(i int32) string {
		hash := documents.SHA256(int(i))
		if n := documents.Bytes(int(i)); hash == "" && n > 0 { // too large to be hashed
			hash = strconv.FormatInt(n, 10) + " bytes"
		}
		if paths {
			hash += "  " + documents.Rel(int(i))
		}
		return hash
	}
	slices.SortFunc(order, func(a, b int32) int {
		if unhashed {
			return cmp.Compare(line(a), line(b))
		}
		return documents.CompareContent(int(a), int(b)) // the same order, without a text for each
	})
	sum := sha256.New()
	for k, i := range order {
		if k > 0 {
			io.WriteString(sum, "\n") //nolint:errcheck // a hash takes everything
		}
		io.WriteString(sum, line(i)) //nolint:errcheck // as above
	}
	r.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return r
}

// maxSmall bounds what is read whole of files that are small by rights: records,
// the suppression list, a configuration.
const maxSmall = 256 << 20

// ReadSmall reads a file that is small by rights.
func ReadSmall(path string) ([]byte, error) { return regular.Read(path, maxSmall) }
