package rundir

import (
	"os"
	"path"
	"path/filepath"
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

// Folder is the folder of the run that a file belongs to.
func Folder(file string) string {
	dir := filepath.Dir(file)
	if filepath.Base(dir) == Confidential {
		return filepath.Dir(dir)
	}
	return dir
}
