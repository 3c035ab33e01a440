package rundir

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Find is the path of a file of a finished run, whether it exists or not. Runs of
// versions up to 0.1 hold all files side by side: where only that one exists, it is it.
func Find(dir, name string) string {
	now, before := filepath.Join(dir, name), filepath.Join(dir, path.Base(name))
	if _, err := os.Lstat(now); err != nil {
		if _, err := os.Lstat(before); err == nil {
			return before
		}
	}
	return now
}

// All are the files of that name of all finished runs under out, sorted by path.
func All(out, name string) ([]string, error) {
	entries, err := os.ReadDir(out)
	if err != nil {
		if os.IsNotExist(err) {
			return nil, nil
		}
		return nil, err
	}
	var all []string
	for _, e := range entries {
		if !e.IsDir() || strings.Contains(e.Name(), partialMark) {
			continue // latest is another name of one of the others
		}
		file := Find(filepath.Join(out, e.Name()), name)
		if _, err := os.Lstat(file); err == nil {
			all = append(all, file)
		}
	}
	slices.Sort(all)
	return all, nil
}

// Folder is the folder of the run that a file belongs to.
func Folder(file string) string {
	dir := filepath.Dir(file)
	if filepath.Base(dir) == Confidential {
		return filepath.Dir(dir)
	}
	return dir
}
