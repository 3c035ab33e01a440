package config

import (
	"fmt"
	"strings"
)

// Error is one fault of the configuration: where, what, and what to do.
type Error struct {
	// Where is "config.yaml:12", "WEAKSIGNAL_LEVEL" or "--level"; "" if it stands nowhere.
	Where  string
	Key    string
	Reason string
	Remedy string
}

func (e *Error) Error() string {
	var b strings.Builder
	for _, part := range []string{e.Where, e.Key} {
		if part != "" {
			fmt.Fprintf(&b, "%s: ", part)
		}
	}
	b.WriteString(e.Reason)
	if e.Remedy != "" {
		b.WriteString("; " + e.Remedy)
	}
	return b.String()
}
