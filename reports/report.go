package reports

import (
	"context"
	"io"

	"weaksignal/reports/html"
	"weaksignal/reports/page"
	"weaksignal/reports/words"
	"weaksignal/reports/xlsx"
)

// Report makes the report that answers, for [WriteReport] and [WriteHTML]: both print
// the same one.
func Report(b *Book) *page.Report { return ReportOf(NewDraft(b)) }

// ReportOf is [Report] of a book of which it is settled what may be shown.
func ReportOf(d *Draft) *page.Report { return page.Make(d.input()) }

// WriteReport writes audit.xlsx. The caller creates the file with mode 0600 and removes
// it on an error.
func WriteReport(ctx context.Context, w io.Writer, b *Book, r *page.Report) error {
	return xlsx.Write(ctx, w, r, xlsx.Facts{Version: b.Result.Run.Version, Finished: b.Result.Run.FinishedAt})
}

// WriteHTML writes audit.html.
func WriteHTML(w io.Writer, r *page.Report) error { return html.Write(w, r) }

// input is the book in the words of the page room.
func (d *Draft) input() page.Input {
	b := d.Book
	in := page.Input{Result: d.Result, Shown: d.Shown, Signals: map[string]page.Signal{}, References: map[string]string{}, Organisation: b.Organisation,
		Confidentiality: b.Confidentiality, Worklist: b.WorklistFile, Paper: page.Paper(b.Paper)}
	if in.Confidentiality == "" {
		in.Confidentiality = words.ConfidentialDefault
	}
	for _, s := range b.Signals {
		signal := page.Signal{Label: s.Label, Name: s.inside()}
		for _, c := range s.Evidence {
			signal.Evidence = append(signal.Evidence, page.Citation(c))
		}
		in.Signals[s.ID] = signal
	}
	for _, r := range b.Roles {
		role := page.Role{Name: r.Name, JobRelated: r.JobRelated}
		for _, c := range r.Declared {
			role.Declared = append(role.Declared, page.Declaration(c))
		}
		in.Roles = append(in.Roles, role)
	}
	for _, r := range b.References {
		in.References[r.Attribute] = r.Group
	}
	return in
}
