package reports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"weaksignal/audit/result"
)

// WriteJSON writes audit.json: the analyst's complete, unsuppressed record. Equal
// results give equal bytes: fields stand in the order of [result.Result], indented
// by two spaces, with a newline at the end. The caller creates the file with mode
// 0600.
func WriteJSON(w io.Writer, r *result.Result) error {
	if r == nil {
		return errors.New("write audit.json: there is no result")
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("write audit.json: %w", err)
	}
	return nil
}
