package html

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"weaksignal/reports/page"
)

//go:embed report.html
var source string

// Write writes the report as HTML. Equal reports give equal bytes.
func Write(w io.Writer, r *page.Report) error {
	t, err := template.New("report").Parse(source)
	if err != nil {
		return fmt.Errorf("report.html: %w", err)
	}
	if err := t.Execute(w, viewOf(r)); err != nil {
		return fmt.Errorf("write the report as HTML: %w", err)
	}
	return nil
}
