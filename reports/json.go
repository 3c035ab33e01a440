package reports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"weaksignal/audit/result"
	"weaksignal/reports/words"
)

// WriteJSON writes audit.json: the analyst's complete, unsuppressed record. Equal
// results give equal bytes: fields stand in the order of [result.Result], indented
// by two spaces, with a newline at the end. The caller creates the file with mode
// 0600. The sentences of the record are filled in (room words), with label for what they
// call a signal; nil = its id.
func WriteJSON(w io.Writer, r *result.Result, label func(id string) string) error {
	if r == nil {
		return errors.New("write audit.json: there is no result")
	}
	words.Complete(r, label)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("write audit.json: %w", err)
	}
	return nil
}
