package cache

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// Claim is how the program knows a folder as its own: by a file in it of one name and
// one text. What writes or deletes in a folder on its own account takes it first.
type Claim struct {
	// File is the name of the mark, Text its content.
	File, Text string
	// Kind is the folder's name in messages: "cache folder".
	Kind string
	// Known tells the entries that may stand in a folder without the mark, because an
	// earlier version made it or its owner prepared it.
	Known func(dir string, e fs.DirEntry) bool
}

// ForeignError says that a folder holds what this program did not put there.
type ForeignError struct {
	Dir, Kind string
	// Found is the first entry that is not known.
	Found string
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("the %s %s holds something else (%q), and nothing in it was touched; name a folder that is new, empty or this program's own", e.Kind, e.Dir, e.Found)
}

// Take makes the folder (0700) if it is missing and marks it if it is empty or holds
// known entries alone. The error is a [*ForeignError] for any other folder.
func (c Claim) Take(dir string) error {
	if err := c.Check(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the %s: %w", c.Kind, err)
	}
	if c.marked(dir) {
		return nil
	}
	f, err := os.CreateTemp(dir, temporary+"*")
	if err != nil {
		return fmt.Errorf("mark the %s: %w", c.Kind, err)
	}
	_, err = f.WriteString(c.Text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, c.File))
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("mark the %s: %w", c.Kind, err)
	}
	return nil
}

// Check is Take without writing anything.
func (c Claim) Check(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) || c.marked(dir):
		return nil
	case err != nil:
		return fmt.Errorf("list the %s: %w", c.Kind, err)
	}
	for _, e := range entries {
		if !temporaryForm.MatchString(e.Name()) && !c.Known(dir, e) {
			return &ForeignError{Dir: dir, Kind: c.Kind, Found: e.Name()}
		}
	}
	return nil
}

// marked: a mark of another program, or a link to one, is none.
func (c Claim) marked(dir string) bool {
	path := filepath.Join(dir, c.File)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 4096 {
		return false
	}
	text, err := os.ReadFile(path)
	return err == nil && bytes.Equal(text, []byte(c.Text))
}

// temporaryForm is how files in the making are named.
var temporaryForm = regexp.MustCompile(`^` + regexp.QuoteMeta(temporary) + `[0-9]+$`)

// Folder is the claim of a cache. Its mark is a cache directory tag
// (https://bford.info/cachedir/), so that backups leave the folder out.
func Folder() Claim {
	return Claim{
		File: "CACHEDIR.TAG", Kind: "cache folder",
		Text: "Signature: 8a477f597d28d172789f06886806bc55\n# weaksignal cache: profiles of documents, without text. It may be deleted at any time.\n",
		Known: func(_ string, e fs.DirEntry) bool {
			switch e.Name() {
			case entriesDir, foldersDir, engineDir:
				return e.IsDir()
			case swept:
				return e.Type().IsRegular()
			}
			return false
		},
	}
}

// Names in a cache folder.
const (
	entriesDir = "entries"
	foldersDir = "folders"
	engineDir  = "engine"
)

// EngineDir is where in a cache folder the compiled PDF engine goes.
func EngineDir(dir string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, engineDir)
}
