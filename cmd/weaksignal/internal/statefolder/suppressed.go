package statefolder

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"weaksignal/cmd/weaksignal/internal/place"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
)

// suppressionFile of the state folder lists the pseudonyms of people who asked to
// be forgotten, one a line.
const suppressionFile = "suppressed"

// Suppressed reads the list of the state folder; none is no fault.
func Suppressed(state string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(state, suppressionFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the suppression list: %w", err)
	}
	var names []string
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		if name := strings.TrimSpace(lines.Text()); name != "" {
			if !pseudonym.Is(name) {
				return nil, fmt.Errorf("the suppression list %s is damaged: %q is no pseudonym; restore it from a backup", filepath.Join(state, suppressionFile), name)
			}
			names = append(names, name)
		}
	}
	return names, lines.Err()
}

// Suppress writes the list anew: sorted, each name once.
func Suppress(state string, names []string) error {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	return place.Write(filepath.Join(state, suppressionFile), func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(names, "\n")+"\n")
		return err
	})
}
