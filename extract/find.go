package extract

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"weaksignal/extract/spill"
)

// file is one entry of a folder that a batch accounts for.
type file struct {
	rel    string // within its folder, with slashes; without a folder the path as named
	folder string // as given
	// problem says why it cannot be a document; "" for a regular file.
	problem string
}

// path opens the file.
func (f file) path() string {
	if f.folder == "" {
		return f.rel
	}
	return filepath.Join(f.folder, filepath.FromSlash(f.rel))
}

// found are the files below folders, sorted by path, each once.
type found struct {
	folders  []string
	prefixes []string // of the paths, by folder
	order    spill.Sorter
	files    int
}

// problems of what is listed; "" = none.
var problems = []string{"", "the folder cannot be listed", "a symbolic link is not followed", "no regular file"}

// find lists the files below the folders. Hidden and system files are left out; links and
// special files are listed with a problem, because they are not followed. The caller
// closes what was found.
func find(folders []string) (_ *found, err error) {
	l := &found{folders: folders}
	defer func() {
		if err != nil {
			l.order.Close() //nolint:errcheck // that there is an error is told
		}
	}()
	var seen map[string]bool // where a folder may lie in another
	if overlap(folders) {
		seen = map[string]bool{}
	}
	for i, folder := range folders {
		info, err := os.Stat(folder)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("résumé folder %s does not exist; check the path", folder)
		case err != nil:
			return nil, fmt.Errorf("résumé folder %s: %w", folder, err)
		case !info.IsDir():
			return nil, fmt.Errorf("résumé folder %s is a file; give the folder that holds it", folder)
		}
		l.prefixes = append(l.prefixes, strings.TrimSuffix(filepath.Join(folder, "x"), "x"))
		err = walk(folder, func(f file) error {
			if seen != nil {
				id := identity(f.path())
				if seen[id] {
					return nil
				}
				seen[id] = true
			}
			l.files++
			return l.order.Add(f.path(), int32(i*len(problems)+slices.Index(problems, f.problem)))
		})
		if err != nil {
			return nil, err
		}
	}
	return l, nil
}

// each gives the files in their order.
func (l *found) each(do func(file) error) error {
	return l.order.Each(func(path []byte, n int32) error {
		folder := int(n) / len(problems)
		return do(file{rel: filepath.ToSlash(string(path[len(l.prefixes[folder]):])), folder: l.folders[folder], problem: problems[int(n)%len(problems)]})
	})
}

func (l *found) Close() error { return l.order.Close() }

// overlap tells whether one of the folders is another, or lies in it.
func overlap(folders []string) bool {
	for i, a := range folders {
		for _, b := range folders[i+1:] {
			a, b := identity(a)+string(filepath.Separator), identity(b)+string(filepath.Separator)
			if strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
				return true
			}
		}
	}
	return false
}

// identity is the same for two spellings of one path, so that a folder given
// twice, or inside another, is read once.
func identity(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return filepath.Clean(path)
}

func walk(folder string, give func(file) error) error {
	// The folder itself may be a link; WalkDir follows it only with a slash.
	root := filepath.Clean(folder) + string(filepath.Separator)
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(root, path)
		if relErr != nil {
			return relErr
		}
		f := file{rel: filepath.ToSlash(strings.Clone(rel)), folder: folder}
		switch {
		case rel == ".":
			if err != nil {
				return fmt.Errorf("résumé folder %s cannot be listed: %w", folder, err)
			}
			return nil
		case systemFile(filepath.Base(path)):
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil:
			f.problem = "the folder cannot be listed"
			return cmp.Or(give(f), fs.SkipDir)
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			f.problem = "a symbolic link is not followed"
		case !d.Type().IsRegular():
			f.problem = "no regular file"
		}
		return give(f)
	})
}

// systemFile tells hidden files and what operating systems and office programs
// leave in folders.
func systemFile(base string) bool {
	switch strings.ToLower(base) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin", "system volume information":
		return true
	}
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$")
}
