package rundir

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"weaksignal/extract/regular"
)

// Check is one file of a run held against SHA256SUMS.
type Check struct {
	File string
	// Problem is "" where the file is the one that was written, else what is wrong.
	Problem string
}

// Verify checks every file that SHA256SUMS of a run's folder lists.
func Verify(dir string) ([]Check, error) {
	f, err := os.Open(filepath.Join(dir, Sums))
	if err != nil {
		return nil, fmt.Errorf("read the sums of the run: %w", err)
	}
	defer f.Close()
	all, listed := []Check{}, map[string]bool{Sums: true}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		want, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || !isOfRun(name) {
			return nil, fmt.Errorf("%s: the line %q is no sum", f.Name(), lines.Text())
		}
		listed[name] = true
		all = append(all, Check{name, compare(filepath.Join(dir, filepath.FromSlash(name)), want)})
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	// What stands there beside is no part of the run, or its line was taken out.
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[name] {
			all = append(all, Check{name, "not in " + Sums + ": added since the run, or its line was removed"})
		}
		return err
	})
	return all, err
}

// isOfRun tells whether a name is that of a file in a run's folder, or in its
// confidential one, or in the folder of rules there, so that no line leads outside.
func isOfRun(name string) bool {
	if below, confidential := strings.CutPrefix(name, Confidential+"/"); confidential {
		name = strings.TrimPrefix(below, Rules+"/")
	}
	return filepath.IsLocal(name) && !strings.ContainsAny(name, "/\\") && name != "."
}

func compare(path, want string) string {
	f, err := os.Open(path)
	if err != nil {
		return "missing"
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return "cannot be read"
	}
	if hex.EncodeToString(hash.Sum(nil)) != want {
		return "changed since the run"
	}
	return ""
}

// SumsHash is the hash of a run's SHA256SUMS, in hexadecimal.
func SumsHash(report string) (string, error) {
	text, err := regular.Read(filepath.Join(report, Sums), maxSums)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// maxSums bounds what is read of a run's sums: a line a file.
const maxSums = 1 << 20
