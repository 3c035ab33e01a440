// Package place writes single files whole or not at all, and finds names for texts.
package place

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"weaksignal/extract"
)

// Write writes to a temporary name beside file (0600), syncs and renames.
func Write(file string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".partial-")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer os.Remove(f.Name())
	buffered := bufio.NewWriter(f)
	err = write(buffered)
	if err = errors.Join(err, buffered.Flush(), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return os.Rename(f.Name(), file)
}

// maxName is how long a file name may be on the usual file systems, in bytes.
const maxName = 255

// textNames gives each document its place below the folder of texts, its path and
// ".txt". Where that is taken, too long, or another's folder, a hash of the document's
// place takes the end of the name.
func textNames(documents *extract.Documents) (names []string, renamed int) {
	fold := strings.ToLower // names that differ by case are one on many systems
	taken := map[string]bool{}
	for i := range documents.Len() {
		for at := path.Dir(documents.Rel(i)); at != "." && at != "/"; at = path.Dir(at) {
			taken[fold(at)] = true
		}
	}
	for i := range documents.Len() {
		rel := documents.Rel(i)
		name := rel + ".txt"
		if len(path.Base(name)) > maxName || taken[fold(name)] {
			sum := sha256.Sum256([]byte(documents.Path(i)))
			name = path.Join(path.Dir(rel), shortened(path.Base(rel), maxName-40)+"~"+hex.EncodeToString(sum[:8])+".txt")
			renamed++
		}
		taken[fold(name)] = true
		names = append(names, name)
	}
	return names, renamed
}

// shortened cuts a name to at most n bytes, between characters.
func shortened(name string, n int) string {
	if len(name) <= n {
		return name
	}
	for n > 0 && !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n]
}

// Texts lays each document's text at DIR/<path of the document>.txt, and returns how
// many got another name, because the document's own is too long or taken.
func Texts(dir string, documents *extract.Documents) (renamed int, err error) {
	names, renamed := textNames(documents)
	for i := range documents.Len() {
		d, err := documents.Document(i)
		if err != nil {
			return renamed, err
		}
		if d.Text == nil {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(names[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return renamed, fmt.Errorf("write texts: %w", err)
		}
		if err := Write(name, func(w io.Writer) error { _, err := io.WriteString(w, d.Text.Body); return err }); err != nil {
			return renamed, err
		}
	}
	return renamed, nil
}
