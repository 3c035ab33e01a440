package run

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/review"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/extract"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/decision"
	"weaksignal/extract/signal"
	reviewbook "weaksignal/reports/review"
)

// drawReview draws the sample of readings for people to check and reads its
// documents again, as no text is kept. nil if none is asked for.
func (a *Audit) drawReview(ctx context.Context, run string, in *inputs.Sources, res *result.Result, state *statefolder.State) (*reviewbook.Review, error) {
	n := a.Config.Reports.Review
	if n == 0 {
		return nil, nil
	}
	why := ""
	switch {
	case in.Documents == nil:
		why = "a candidates table has no documents to check"
	case len(a.Config.Profiles) > 0:
		why = "profiles hold no text to check; draw the sample in an audit of the folder of résumés"
	}
	if why != "" {
		fmt.Fprintf(a.Stderr, "weaksignal: no %s is written: %s\n", path.Base(rundir.ReviewFile), why)
		return nil, nil
	}
	used := make([]int, 0, len(in.Pairs))
	for _, p := range in.Pairs {
		used = append(used, int(p.Document))
	}
	name := func(i int) string { return state.Key.Document(in.Documents.SHA256(i)) }
	frame, err := review.NewFrame(in.Documents, used, a.reviewable())
	if err != nil {
		return nil, err
	}
	items, sample := frame.Draw(n, a.Config.Audit.Seed,
		func(x, y int) int { return cmp.Compare(name(x), name(y)) })
	res.ReviewSample = sample
	if len(items) == 0 {
		fmt.Fprintf(a.Stderr, "weaksignal: no %s is written: no document was read of which a reading could be checked\n", path.Base(rundir.ReviewFile))
		return nil, nil
	}
	key, err := review.NewDesign(run, a.Catalogue.Version(), items, sample, name).Seal(state.Key)
	if err != nil {
		return nil, err
	}
	again, err := a.readAgain(ctx, in, items, state)
	if err != nil {
		return nil, err
	}
	out := &reviewbook.Review{RunID: run, Confidentiality: a.Config.Reports.Confidentiality, Key: key}
	for _, l := range a.Catalogue.Lists {
		list := reviewbook.List{Name: l.Name}
		for _, e := range l.Entries {
			list.Entries = append(list.Entries, e.Name)
		}
		out.Lists = append(out.Lists, list)
	}
	for _, item := range items {
		d := again[item.Document]
		definition := a.Catalogue.Signal(item.Signal)
		line := reviewbook.Item{Document: name(item.Document), Signal: item.Signal, Label: definition.Label, Question: definition.Question,
			Unread: !d.Profile.HasText()}
		line.Evidence = linesOf(d.Profile.Reading.Findings[item.Signal])
		out.Items = append(out.Items, line)
	}
	return out, nil
}

// reviewable are the audited signals that are read from text.
func (a *Audit) reviewable() []string {
	var ids []string
	for _, d := range a.Audited() {
		if d.Source != catalogue.FromExport {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

// readAgain reads the sampled documents with their evidence, masked.
func (a *Audit) readAgain(ctx context.Context, in *inputs.Sources, items []review.Item, state *statefolder.State) (map[int]extract.Document, error) {
	var indices []int
	for _, item := range items {
		indices = append(indices, item.Document)
	}
	indices = slices.Compact(slices.Sorted(slices.Values(indices)))
	documents := make([]*extract.Document, len(indices))
	for k, i := range indices {
		var err error
		if documents[k], err = in.Documents.Document(i); err != nil {
			return nil, err
		}
	}
	options := a.ExtractOptions(state.Key.Secret())
	options.KeepEvidence, options.MaskEvidence = true, true
	options.KnownNames = namesOf(in)
	end := a.Progress("reading the sample again", &options)
	read, err := extract.Again(ctx, documents, options)
	end()
	if err != nil {
		return nil, err
	}
	out := map[int]extract.Document{}
	for k, i := range indices {
		out[i] = read[k]
	}
	return out, nil
}

// namesOf gives what the export says of the applicants of a document, by its path:
// those of every file with the same content.
func namesOf(in *inputs.Sources) func(path string) []string {
	content, known := map[string]string{}, map[string][]string{}
	for i := range in.Documents.Len() {
		content[in.Documents.Path(i)] = in.Documents.SHA256(i)
	}
	for _, p := range in.Pairs {
		app, sha256 := in.Export.At(int(p.Application)), in.Documents.SHA256(int(p.Document))
		for _, s := range []string{app.Name, app.Email} {
			if s != "" {
				known[sha256] = append(known[sha256], strings.Clone(s))
			}
		}
	}
	return func(path string) []string { return known[content[path]] }
}

// linesOf are the lines that speak for or against a signal, in the order of the
// document, with those around them, without a word on which: that would be the
// program's answer.
func linesOf(f signal.Finding) []reviewbook.Line {
	all := slices.Concat(f.Evidence, f.NearMisses)
	slices.SortStableFunc(all, func(x, y signal.Evidence) int {
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Link, y.Link))
	})
	var lines []reviewbook.Line
	for _, e := range all {
		s := strings.TrimSpace(e.Text)
		if s != "" && !slices.ContainsFunc(lines, func(l reviewbook.Line) bool { return l.Text == s }) {
			lines = append(lines, reviewbook.Line{Before: strings.TrimSpace(e.Before), Text: s, After: strings.TrimSpace(e.After)})
		}
	}
	return lines
}

// returnedReview is the file of --reviewed, held against its design. nil: none.
type returnedReview struct {
	file    string
	matched *review.Matched
	records []result.InputRecord
}

// readReviewed reads --reviewed before anything else is read: what is wrong with it
// ends the run at once.
func (a *Audit) readReviewed(ctx context.Context, state *statefolder.State) (*returnedReview, error) {
	file := a.Config.Reviewed
	switch {
	case file == "":
		return nil, nil
	case a.Config.Candidates != "":
		return nil, exit.Usage(errors.New("--reviewed with --candidates: a candidates table has no documents that were checked"), "leave out one of them")
	}
	back, err := readReturned(ctx, file)
	if fault := (*reviewbook.Error)(nil); errors.As(err, &fault) {
		return nil, &decision.InputError{File: file, Row: fault.Row, Reason: fault.Reason, Remedy: fault.Remedy}
	}
	if err != nil {
		return nil, err
	}
	matched, err := review.Match(file, back, a.Catalogue.Version(), state.Key)
	if err != nil {
		return nil, err
	}
	records, err := inputs.FileRecords(inputs.File{Kind: "reviewed", Path: file})
	return &returnedReview{file, matched, records}, err
}

func (r *returnedReview) input() []result.InputRecord {
	if r == nil {
		return nil
	}
	return r.records
}

// tally counts the answers on documents of this run; nil without a review.
func (r *returnedReview) tally(in *inputs.Sources, state *statefolder.State) (*result.Reviewed, error) {
	if r == nil {
		return nil, nil
	}
	here := map[string]bool{}
	for _, p := range in.Pairs {
		here[state.Key.Document(in.Documents.SHA256(int(p.Document)))] = true
	}
	return r.matched.Tally(r.file, func(document string) bool { return here[document] })
}
