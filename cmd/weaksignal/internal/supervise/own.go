package supervise

import "path/filepath"

// Own tells the supervisor of a folder that this process has made for itself: it is
// removed, with all that is in it, if the program ends before it could do so.
func Own(folder string) {
	if abs, err := filepath.Abs(folder); err == nil {
		own(abs)
	}
}
