package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/extract"
	"weaksignal/extract/cache"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

func (a *app) explainCommand() *cobra.Command {
	var image string
	page := 1
	c := &cobra.Command{
		Use:   "explain FILE",
		Short: "Show one document: its text as read, and every signal with its reason",
		Long: `explain shows one document as the program sees it: engine and quality, the text with
line numbers, its blocks in the order in which they were read, sections and links, and each signal with the evidence line and why it
counts, or why near misses did not. Nothing is masked: it is for whoever holds the
document already.`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			return a.explain(cmd.Context(), args[0], pageImage{image, page})
		},
	}
	c.Flags().StringVar(&image, "page-image", "", "draw a page of a PDF to this PNG, with the blocks of its text numbered in reading order")
	c.Flags().IntVar(&page, "page", page, "the page to draw")
	return c
}

// pageImage is where to draw which page; no file: none.
type pageImage struct {
	file string
	page int
}

// draw writes a page's picture; it overwrites nothing.
func (i pageImage) draw(ctx context.Context, d extract.Document, options extract.Options) error {
	if i.file == "" {
		return nil
	}
	picture, err := extract.Picture(ctx, d, i.page, options)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(i.file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return exit.Usage(err, "give a new name to --page-image")
	}
	if err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	if _, err := f.Write(picture); err != nil {
		f.Close()
		return fmt.Errorf("write the picture: %w", err)
	}
	return f.Close()
}

func (a *app) explain(ctx context.Context, path string, image pageImage) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return exit.Usage(fmt.Errorf("%s is a folder, and explain shows one document", path), "name a file in it; \"weaksignal extract --resumes "+path+"\" reads all")
	}
	if err := a.FindOCR(ctx); err != nil {
		return err
	}
	options := a.ExtractOptions(nil)
	options.CacheDir = ""
	if cache.Folder().Take(a.Config.Cache) != nil {
		options.EngineDir = extract.NoEngineDir
	}
	options.KeepText, options.KeepEvidence = true, true
	d, err := extract.One(ctx, path, options)
	if err != nil {
		return err
	}
	if err := image.draw(ctx, d, options); err != nil {
		return err
	}
	w := a.stdout
	p := d.Profile
	fmt.Fprintf(w, "file      %s\nsha256    %s\nformat    %s\nstatus    %s\n", path, p.SHA256, orNone(string(p.Format)), p.Status)
	if p.Status == document.Doubtful {
		fmt.Fprintf(w, "doubt     %s: %s; what is not found is unknown\nremedy    %s\n", p.Doubt, p.Reason, p.Remedy)
	}
	if !p.HasText() {
		fmt.Fprintf(w, "reason    %s\nremedy    %s\n", p.Reason, p.Remedy)
		return exit.Status(exit.Incomplete)
	}
	fmt.Fprintf(w, "engine    %s\npages     %d\nquality   %.2f\n", p.Engine, p.Pages, p.Quality)
	if p.Confidence > 0 {
		fmt.Fprintf(w, "ocr       %s, confidence %.2f\n", p.OCR, p.Confidence)
	}
	if p.Hidden > 0 {
		fmt.Fprintf(w, "hidden    %d words that cannot be seen on the page, left out\n", p.Hidden)
	}
	if p.Truncated {
		fmt.Fprintln(w, "truncated yes: a limit cut the text, so what is not found is unknown")
	}
	if d.Text != nil {
		for _, problem := range d.Text.Problems {
			fmt.Fprintf(w, "problem   %s\n", problem)
		}
		explainText(w, d.Text)
	}
	explainReading(w, p.Reading)
	explainSignals(w, a.Catalogue.Signals, p.Reading)
	if p.Status == document.Doubtful {
		return exit.Status(exit.Incomplete)
	}
	return nil
}

func orNone(s string) string {
	if s == "" {
		return "not recognised"
	}
	return s
}

func explainText(w io.Writer, t *document.Text) {
	fmt.Fprintln(w, "\nTEXT")
	for i, line := range strings.Split(strings.TrimRight(t.Body, "\n"), "\n") {
		fmt.Fprintf(w, "%5d  %s\n", i+1, line)
	}
	explainBlocks(w, t.Blocks)
	fmt.Fprintln(w, "\nLINKS")
	if len(t.Links) == 0 {
		fmt.Fprintln(w, "  none")
	}
	for _, l := range t.Links {
		fmt.Fprintf(w, "  %s", l.URL)
		if l.Anchor != "" && l.Anchor != l.URL {
			fmt.Fprintf(w, "  (%s)", l.Anchor)
		}
		fmt.Fprintln(w)
	}
}

// explainBlocks shows the order in which a page was read, with each block's place
// in points from the page's lower left corner.
func explainBlocks(w io.Writer, blocks []document.Block) {
	if len(blocks) == 0 {
		return
	}
	fmt.Fprintln(w, "\nBLOCKS")
	for i, b := range blocks {
		fmt.Fprintf(w, "  %3d  page %d  x %.0f-%.0f  y %.0f-%.0f  %s\n", i+1, b.Page, b.Box.Left, b.Box.Right, b.Box.Bottom, b.Box.Top, begins(b.Lines))
	}
}

func begins(lines []string) string {
	const most = 60
	first := []rune(lines[0])
	text := string(first[:min(len(first), most)])
	if n := len(lines); n > 1 {
		return fmt.Sprintf("%s (%d lines)", text, n)
	}
	return text
}

func explainReading(w io.Writer, r signal.Reading) {
	fmt.Fprintln(w, "\nSECTIONS")
	if len(r.Sections) == 0 {
		fmt.Fprintln(w, "  none recognised")
	}
	for _, s := range r.Sections {
		fmt.Fprintf(w, "  lines %d-%d  %s\n", s.First, s.Last, s.Name)
	}
	fmt.Fprintln(w, "\nDATED ENTRIES")
	for _, s := range r.Spans {
		fmt.Fprintf(w, "  line %d  %s  %s to %s  %s\n", s.Line, s.Kind, monthText(s.Start), endText(s.End), s.Title)
	}
	fmt.Fprintln(w, "\nDEGREES")
	for _, d := range r.Degrees {
		progress := ""
		if d.InProgress {
			progress = " (in progress)"
		}
		fmt.Fprintf(w, "  line %d  %s%s  %s\n", d.Line, d.Level, progress, d.Field)
	}
	names := make([]string, len(r.Skills))
	for i, s := range r.Skills {
		names[i] = s.Name
	}
	fmt.Fprintf(w, "\nSKILLS\n  %s\n\nROUTE\n  %s\n", strings.Join(names, ", "), r.Route)
}

func explainSignals(w io.Writer, signals []catalogue.Definition, r signal.Reading) {
	fmt.Fprintln(w, "\nSIGNALS")
	for _, def := range signals {
		finding, ok := r.Findings[def.ID]
		if !ok {
			fmt.Fprintf(w, "  %-16s decided by the export, not by the résumé\n", def.ID)
			continue
		}
		fmt.Fprintf(w, "  %-16s %s\n", def.ID, answer(finding))
		for _, e := range finding.Evidence {
			explainEvidence(w, "counts", e)
		}
		for _, e := range finding.NearMisses {
			explainEvidence(w, "near miss", e)
		}
	}
}

func explainEvidence(w io.Writer, what string, e signal.Evidence) {
	fmt.Fprintf(w, "      %s: %s", what, e.Why)
	if e.Line > 0 {
		fmt.Fprintf(w, " (line %d", e.Line)
		if e.Section != "" {
			fmt.Fprintf(w, ", %s", e.Section)
		}
		fmt.Fprint(w, ")")
	}
	if e.Text != "" {
		fmt.Fprintf(w, "\n        | %s", strings.TrimSpace(e.Text))
	}
	fmt.Fprintln(w)
}

func answer(f signal.Finding) string {
	switch {
	case f.Present == nil:
		return "unknown: " + f.Unknown
	case *f.Present:
		return "present"
	}
	return "absent"
}

func monthText(months int) string { return fmt.Sprintf("%04d-%02d", months/12, months%12+1) }

func endText(months int) string {
	if months == 0 {
		return "present"
	}
	return monthText(months)
}
