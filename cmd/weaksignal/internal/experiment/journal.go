package experiment

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"weaksignal/cmd/weaksignal/internal/screener"
)

// Journal keeps answers as they come, so that a killed experiment asks nothing twice.
// A line that a kill tore is dropped when the journal is opened.
type Journal struct {
	f       *os.File
	answers map[string]screener.Answer
}

// OpenJournal opens or creates the journal of one plan. The name says which plan, so
// that another configuration never takes these answers for its own.
func OpenJournal(dir, plan string) (*Journal, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the journal of answers: %w", err)
	}
	path := filepath.Join(dir, plan+".jsonl")
	j := &Journal{answers: map[string]screener.Answer{}}
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open the journal of answers: %w", err)
	}
	whole := bytes.LastIndexByte(text, '\n') + 1
	s := bufio.NewScanner(bytes.NewReader(text[:whole]))
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		var a screener.Answer
		if err := json.Unmarshal(s.Bytes(), &a); err != nil || a.ID == "" {
			return nil, fmt.Errorf("the journal %s is damaged at line %d; delete it to ask anew", path, n)
		}
		j.answers[a.ID] = a
	}
	if j.f, err = os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600); err != nil {
		return nil, fmt.Errorf("open the journal of answers: %w", err)
	}
	err = j.f.Truncate(int64(whole))
	if err == nil {
		_, err = j.f.Seek(int64(whole), 0)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the journal of answers: %w", err), j.f.Close())
	}
	return j, nil
}

// Add writes an answer down before the next request goes out.
func (j *Journal) Add(a screener.Answer) error {
	line, err := json.Marshal(a)
	if err == nil {
		_, err = j.f.Write(append(line, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write the journal of answers: %w", err)
	}
	j.answers[a.ID] = a
	return nil
}

// Known is how many answers it holds.
func (j *Journal) Known() int { return len(j.answers) }

// Close keeps the journal; Remove deletes it once its answers stand in a report.
func (j *Journal) Close() error { return j.f.Close() }

// Remove closes and deletes the journal.
func (j *Journal) Remove() error { return errors.Join(j.f.Close(), os.Remove(j.f.Name())) }
