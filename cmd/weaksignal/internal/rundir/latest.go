package rundir

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// ErrLatest is returned where something else has the name of the pointer.
var ErrLatest = errors.New("is no pointer to a run, and is left as it is")

// pointerForm is the whole text of latest where links are refused.
var pointerForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\n$`)

// checkLatest refuses an output folder in which "latest" is somebody's folder or file:
// it would stand in the way of the report, or be overwritten by it.
func checkLatest(out string) error {
	name := filepath.Join(out, Latest)
	info, err := os.Lstat(name)
	switch {
	case err != nil || info.Mode()&os.ModeSymlink != 0:
		return nil
	case info.Mode().IsRegular() && info.Size() <= 65:
		if text, err := os.ReadFile(name); err == nil && pointerForm.Match(text) {
			return nil
		}
	}
	return fmt.Errorf("%s %w", name, ErrLatest)
}
