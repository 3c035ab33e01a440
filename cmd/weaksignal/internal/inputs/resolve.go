package inputs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/extract/decision"
)

// errFound ends a search.
var errFound = errors.New("found")

// Resolve lists what stands behind a pseudonym in these inputs: the document (D-…), the
// rows of the applicant (A-…) or the screener (S-…).
func (a *Reader) Resolve(ctx context.Context, key *pseudonym.Key, name string) ([]string, error) {
	switch {
	case name[0] == 'D':
		return a.findDocument(ctx, key, name)
	case a.Config.Candidates != "":
		return a.findInTable(ctx, key, name)
	}
	return a.findInExport(ctx, key, name)
}

func (a *Reader) findDocument(ctx context.Context, key *pseudonym.Key, name string) ([]string, error) {
	documents, err := a.ListDocuments(ctx, true)
	if err != nil {
		return nil, err
	}
	var lines []string
	defer documents.Close()
	for i := range documents.Len() {
		if key.Document(documents.SHA256(i)) == name {
			lines = append(lines, "document "+documents.Path(i))
		}
	}
	return lines, nil
}

func (a *Reader) findInTable(ctx context.Context, key *pseudonym.Key, name string) ([]string, error) {
	spec := TableSpec(a.Config)
	var lines []string
	if name[0] == 'S' {
		table, err := decision.OpenCandidates(ctx, a.Config.Candidates, spec)
		if err != nil {
			return nil, err
		}
		err = table.Each(ctx, func(c *decision.CandidateRow) error {
			for _, step := range c.Steps {
				if step.Screener != "" && key.Screener(step.Screener) == name {
					lines = append(lines, "screener "+strings.Clone(step.Screener))
					return errFound
				}
			}
			return nil
		})
		if errors.Is(err, errFound) {
			err = nil
		}
		return lines, err
	}
	err := join.CandidateLinks(ctx, a.Config.Candidates, spec, key, func(l join.Link) error {
		if l.Applicant == name {
			lines = append(lines, fmt.Sprintf("candidate %s: %s, row %d", l.CandidateID, l.File, l.Row))
		}
		return nil
	})
	return lines, err
}

// OpenExport reads the export alone.
func (a *Reader) OpenExport(ctx context.Context) (*decision.Export, error) {
	options, err := ExportOptions(a.Config)
	if err != nil {
		return nil, err
	}
	return decision.ReadExports(ctx, a.Config.Decisions, options)
}

func (a *Reader) findInExport(ctx context.Context, key *pseudonym.Key, name string) ([]string, error) {
	export, err := a.OpenExport(ctx)
	if err != nil {
		return nil, err
	}
	var lines []string
	var steps []decision.Step
	for i := range export.Len() {
		if name[0] == 'S' {
			steps = export.Steps(i, steps[:0])
			for _, s := range steps {
				if s.Screener != "" && key.Screener(s.Screener) == name {
					return []string{"screener " + s.Screener}, nil
				}
			}
			continue
		}
		app := export.At(i)
		if key.Applicant(join.PersonKey(app)) == name {
			lines = append(lines, fmt.Sprintf("candidate %s, application %s: %s, row %d", app.CandidateID, app.ApplicationID, app.File, app.Row))
		}
	}
	return lines, nil
}
