package rundir

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Runs lists the folders of finished runs in out, sorted: those that hold sums. Links,
// latest among them, are other names and left out.
func Runs(out string) ([]string, error) {
	entries, err := os.ReadDir(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var dirs []string
	for _, e := range entries {
		dir := filepath.Join(out, e.Name())
		if info, err := os.Lstat(filepath.Join(dir, Sums)); e.IsDir() && e.Name()[0] != '.' && err == nil && info.Mode().IsRegular() {
			dirs = append(dirs, dir)
		}
	}
	return dirs, err
}

// Remove deletes the files of a finished run that its sums list, the sums, and the
// folders that are empty then. It gives what else stood there, which stays. Links
// are not followed.
func Remove(dir string) (left []string, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	names, err := listed(root)
	if err != nil {
		return nil, err
	}
	folders := []string{}
	for _, name := range append(names, Sums) {
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for at := filepath.Dir(name); at != "."; at = filepath.Dir(at) {
			folders = append(folders, at)
		}
	}
	slices.SortFunc(folders, func(a, b string) int { return len(b) - len(a) })
	for _, f := range slices.Compact(folders) {
		_ = root.Remove(f) // stays where something else is in it
	}
	err = fs.WalkDir(root.FS(), ".", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && path != "." {
			left = append(left, path)
		}
		return err
	})
	if err == nil && len(left) == 0 {
		err = os.Remove(dir)
	}
	return left, err
}

// listed are the files that the sums name and that are regular files of the run.
func listed(root *os.Root) ([]string, error) {
	f, err := root.Open(Sums)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var names []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		_, name, ok := strings.Cut(lines.Text(), "  ")
		name = filepath.FromSlash(name)
		if !ok || !filepath.IsLocal(name) {
			continue
		}
		if info, err := root.Lstat(name); err == nil && info.Mode().IsRegular() {
			names = append(names, name)
		}
	}
	return names, lines.Err()
}
