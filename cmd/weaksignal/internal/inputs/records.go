package inputs

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"

	"weaksignal/audit/result"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/regular"
	"weaksignal/extract/spill"
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
func FolderRecord(documents *extract.Documents, paths bool) (result.InputRecord, error) {
	r := result.InputRecord{Kind: "resumes", Files: documents.Len()}
	var lines spill.Sorter
	defer lines.Close()
	for i := range documents.Len() {
		n, line := documents.Bytes(i), documents.SHA256(i)
		r.Bytes += n
		if line == "" && n > 0 { // too large to be hashed
			line = strconv.FormatInt(n, 10) + " bytes"
		}
		if paths {
			line += "  " + documents.Rel(i)
		}
		if err := lines.Add(line, 0); err != nil {
			return r, err
		}
	}
	sum, some := sha256.New(), false
	err := lines.Each(func(line []byte, _ int32) error {
		if some {
			sum.Write([]byte("\n"))
		}
		some = true
		_, err := sum.Write(line)
		return err
	})
	r.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return r, errors.Join(err, documents.Err())
}

// maxSmall bounds what is read whole of files that are small by rights: records,
// the suppression list, a configuration.
const maxSmall = 256 << 20

// ReadSmall reads a file that is small by rights.
func ReadSmall(path string) ([]byte, error) { return regular.Read(path, maxSmall) }
