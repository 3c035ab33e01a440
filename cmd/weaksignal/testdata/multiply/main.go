// Multiply makes a large pool of a small one whose documents were read once, so that the
// audit of millions is measured without the hours that reading them takes.
//
//	weaksignal simulate --format resumes --formats md,html --applicants 100000 --requisitions 500 --out pool
//	weaksignal extract --resumes pool/resumes --shard 1/1 --out pool/profiles.jsonl
//	go run ./cmd/weaksignal/testdata/multiply pool STATE 30 large
//	weaksignal audit --config large/config.yaml
//
// STATE is the state folder that the profiles were extracted with. Each copy of an
// application is another person's: with ids, address, name, file and requisition of its
// own, and with the signals, outcome and groups of the first.
package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/extract"
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: multiply POOL STATE N OUT")
		os.Exit(2)
	}
	n, err := strconv.Atoi(os.Args[3])
	if err == nil {
		err = multiply(os.Args[1], os.Args[2], n, os.Args[4])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "multiply:", err)
		os.Exit(1)
	}
}

func multiply(pool, state string, n int, out string) error {
	key, err := pseudonym.Read(state)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return err
	}
	people := map[string][2]string{} // address and name by file
	err = table(filepath.Join(pool, "decisions.csv"), filepath.Join(out, "decisions.csv"), n, func(head, row []string, copied string) {
		at := func(column string) *string { return &row[slices.Index(head, column)] }
		if copied == "" {
			people[*at("Resume")] = [2]string{*at("Email"), *at("Candidate Name")}
		}
		*at("Resume") = copied + *at("Resume")
		*at("Email") = copied + *at("Email")
		*at("Candidate Name") += copied
		*at("Job ID") = copied + *at("Job ID")
		*at("Candidate ID"), *at("Application ID") = numbered(copied, *at("Candidate ID")), numbered(copied, *at("Application ID"))
	})
	if err != nil {
		return err
	}
	err = table(filepath.Join(pool, "groups.csv"), filepath.Join(out, "groups.csv"), n, func(_, row []string, copied string) { row[0] = numbered(copied, row[0]) })
	if err != nil {
		return err
	}
	if err := profiles(pool, out, n, key.Secret(), people); err != nil {
		return err
	}
	return config(pool, out)
}

// letters name a copy, "" for the first: names may hold no digits.
func letters(k int) (name string) {
	for ; k > 0; k /= 26 {
		name += string(rune('a' + k%26))
	}
	return name
}

// numbered is an id of a copy.
func numbered(copied, id string) string {
	for _, c := range copied {
		id = fmt.Sprintf("%02d", 10+c-'a') + id
	}
	return id
}

// table writes n copies of a table's rows, one copy after the other.
func table(from, to string, n int, change func(head, row []string, copied string)) error {
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	for k := range n {
		in, err := os.Open(from)
		if err != nil {
			return err
		}
		r := csv.NewReader(in)
		head, err := r.Read()
		if err == nil && k == 0 {
			err = w.Write(head)
		}
		for err == nil {
			var row []string
			if row, err = r.Read(); err == nil {
				change(head, row, letters(k))
				err = w.Write(row)
			}
		}
		if err = errors.Join(eofIsNone(err), in.Close()); err != nil {
			return err
		}
	}
	w.Flush()
	return errors.Join(w.Error(), out.Close())
}

func eofIsNone(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// profiles writes n copies of the documents as one shard.
func profiles(pool, out string, n int, key []byte, people map[string][2]string) error {
	name := filepath.Join(pool, "profiles.jsonl")
	part := &extract.Part{}
	if err := lines(name, func(line []byte) error {
		if part.Of == 0 {
			return json.Unmarshal(line, &part.Header)
		}
		return nil
	}); err != nil {
		return err
	}
	docs, err := extract.Hold(nil)
	if err != nil {
		return err
	}
	defer docs.Close()
	for k := range n {
		copied := letters(k)
		err := lines(name, func(text []byte) error {
			var line struct {
				Rel     string          `json:"rel"`
				Profile extract.Profile `json:"profile"`
			}
			if err := json.Unmarshal(text, &line); err != nil || line.Rel == "" {
				return err // the header, or the seal
			}
			p, who := &line.Profile, people[line.Rel]
			p.SHA256 = fmt.Sprintf("%04x", k) + p.SHA256[4:]
			p.Keys.Text += copied
			if len(p.Keys.Emails) > 0 {
				p.Keys.Emails = []string{extract.HashEmail(key, copied+who[0])}
			}
			if p.Keys.Name != "" {
				p.Keys.Name = extract.HashName(key, who[1]+copied)
			}
			return docs.Add(&extract.Document{Rel: copied + line.Rel, Profile: *p})
		})
		if err != nil {
			return err
		}
	}
	part.Documents, part.Files, part.Folders = docs, docs.Len(), []string{""}
	to, err := os.Create(filepath.Join(out, "profiles.parquet"))
	if err != nil {
		return err
	}
	return errors.Join(part.WriteParquet(to, key), to.Close())
}

func lines(name string, do func(line []byte) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		if err := do(in.Bytes()); err != nil {
			return err
		}
	}
	return in.Err()
}

// config is that of the pool, with profiles for its documents and without its truth.
func config(pool, out string) error {
	text, err := os.ReadFile(filepath.Join(pool, "config.yaml"))
	if err != nil {
		return err
	}
	var kept []string
	for line := range strings.Lines(string(text)) {
		switch {
		case strings.HasPrefix(line, "resumes:"):
			kept = append(kept, "profiles: [profiles.parquet]\n")
		case strings.HasPrefix(line, "truth:"):
		default:
			kept = append(kept, line)
		}
	}
	return os.WriteFile(filepath.Join(out, "config.yaml"), []byte(strings.Join(kept, "")), 0o600)
}
