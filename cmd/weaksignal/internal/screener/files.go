package screener

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// WriteFiles lays requests out for an operator: DIR/requests.jsonl, and for each
// request its job and text or file under DIR/versions. DIR has to be new or empty.
func WriteFiles(dir string, requests func(yield func(*Request) error) error) (err error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("the folder %s is not empty; name a new one", dir)
	}
	versions := filepath.Join(dir, "versions")
	if err := os.MkdirAll(versions, 0o700); err != nil {
		return fmt.Errorf("write the versions: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "requests.jsonl"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the versions: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := json.NewEncoder(f)
	return requests(func(r *Request) error {
		content, format := r.Content, r.Format
		if len(content) == 0 {
			content, format = []byte(r.Text), "txt"
		}
		if len(r.Slate) == 0 {
			r.File = "versions/" + r.ID + "." + format
			if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(r.File)), content, 0o600); err != nil {
				return err
			}
		}
		return w.Encode(r)
	})
}

// ReadAnswers reads what an operator brings back: JSON lines of answers, or a CSV with
// the columns id and score, decision or error. The error names the line.
func ReadAnswers(path string) (map[string]Answer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the answers: %w", err)
	}
	defer f.Close()
	read := readLines
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		read = readTable
	}
	out := map[string]Answer{}
	err = read(f, func(n int, a Answer) error {
		if a.ID == "" {
			return fmt.Errorf("%s line %d: an answer without an id", path, n)
		}
		if _, twice := out[a.ID]; twice {
			return fmt.Errorf("%s line %d: a second answer to %s; leave one", path, n, a.ID)
		}
		out[a.ID] = settled(&Request{ID: a.ID}, a)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the answers: %w", err)
	}
	return out, nil
}

func readLines(r io.Reader, each func(n int, a Answer) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, maxAnswer)
	for n := 1; s.Scan(); n++ {
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		var a Answer
		if err := json.Unmarshal(s.Bytes(), &a); err != nil {
			return fmt.Errorf("line %d is no JSON object: %w", n, err)
		}
		if err := each(n, a); err != nil {
			return err
		}
	}
	return s.Err()
}

func readTable(r io.Reader, each func(n int, a Answer) error) error {
	t := csv.NewReader(r)
	head, err := t.Read()
	if err != nil {
		return fmt.Errorf("the head of the table: %w", err)
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i + 1
	}
	if at["id"] == 0 || at["score"]+at["decision"] == 0 {
		return errors.New("the table needs the columns id and score or decision")
	}
	for n := 2; ; n++ {
		row, err := t.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		cell := func(name string) string {
			if i := at[name]; i > 0 {
				return strings.TrimSpace(row[i-1])
			}
			return ""
		}
		a := Answer{ID: cell("id"), Decision: strings.ToLower(cell("decision")), Error: cell("error")}
		if s := cell("score"); s != "" {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return fmt.Errorf("line %d: the score %q is no number", n, s)
			}
			a.Score = &v
		}
		if err := each(n, a); err != nil {
			return err
		}
	}
}
