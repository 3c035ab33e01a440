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

// find lists the files below the folders, sorted by path, each once. Hidden and
// system files are left out; links and special files are listed with a problem,
// because they are not followed.
func find(folders []string) ([]file, error) {
	var files []file
	seen := map[string]bool{}
	for _, folder := range folders {
		info, err := os.Stat(folder)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("résumé folder %s does not exist; check the path", folder)
		case err != nil:
			return nil, fmt.Errorf("résumé folder %s: %w", folder, err)
		case !info.IsDir():
			return nil, fmt.Errorf("résumé folder %s is a file; give the folder that holds it", folder)
		}
		found, err := walk(folder)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if len(folders) > 1 {
				id := identity(f.path())
				if seen[id] {
					continue
				}
				seen[id] = true
			}
			files = append(files, f)
		}
	}
	slices.SortFunc(files, func(a, b file) int { return comparePaths(a, b) })
	return files, nil
}

func comparePaths(a, b file) int {
	if a.folder == b.folder && filepath.Separator == '/' {
		return cmp.Compare(a.rel, b.rel)
	}
	return cmp.Compare(a.path(), b.path())
}

// identity is the same for two spellings of one path, so that a folder given
// twice, or inside another, is read once.
func identity(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return filepath.Clean(path)
}

func walk(folder string) ([]file, error) {
	// The folder itself may be a link; WalkDir follows it only with a slash.
	root := filepath.Clean(folder) + string(filepath.Separator)
	var files []file
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
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
			files = append(files, f)
			return fs.SkipDir
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			f.problem = "a symbolic link is not followed"
		case !d.Type().IsRegular():
			f.problem = "no regular file"
		}
		files = append(files, f)
		return nil
	})
	return files, err
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
