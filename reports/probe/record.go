package probe

import (
	"encoding/json"
	"io"
	"time"

	"weaksignal/audit/probe"
)

// Run is how the screener was asked.
type Run struct {
	ID         string    `json:"id"`
	StartedAt  time.Time `json:"started_at"`
	FinishedAt time.Time `json:"finished_at"`
	Version    string    `json:"program_version"`
	// Screener is the program's name or the service's host, ScreenerVersion what the
	// configuration says of it.
	Screener        string `json:"screener"`
	ScreenerVersion string `json:"version"`
	Requests        int    `json:"requests"`
	Repeats         int    `json:"repeats"`
	Mode            string `json:"mode"`
	Consent         string `json:"consent,omitempty"`
	ConfigSHA256    string `json:"config_sha256"`
	Seed            uint64 `json:"seed"`
	// NotEditable counts, by signal, résumés in which the signal could not be shown or
	// taken out.
	NotEditable []NotEditable `json:"not_editable"`
	// Unread counts documents that could not be read, and took no part.
	Unread int `json:"unread"`
}

// NotEditable is how many résumés took no part in the pairs of a signal.
type NotEditable struct {
	Arm     string `json:"arm"`
	Signal  string `json:"signal"`
	Resumes int    `json:"resumes"`
}

// Book is everything that is rendered.
type Book struct {
	Run    Run
	Result *probe.Result
	// Labels of signals, by id, as inside a sentence.
	Labels          map[string]string
	Confidentiality string
}

// WriteJSON writes probe.json, indented.
func WriteJSON(w io.Writer, b *Book) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Schema string `json:"schema"`
		Run    Run    `json:"run"`
		*probe.Result
	}{probe.Schema, b.Run, b.Result})
}
