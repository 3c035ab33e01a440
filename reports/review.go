package reports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/words"
)

// Review is what review.xlsx holds: a sample of the program's readings for a person
// to confirm.
type Review struct {
	RunID, Confidentiality string
	Items                  []ReviewItem
	// Key is the sealed design of the sample; it stands on a sheet of its own.
	Key string
}

// ReviewItem is one line for a person to confirm: a signal of a document, by
// pseudonym, with its masked evidence. The program's answer is not among it, as it
// would steer the person's; nor is the applicant, as decisions can be looked up by
// applicant.
type ReviewItem struct {
	// Document and Signal identify the line when it is read back.
	Document, Signal string
	// Question is what the person answers with yes or no.
	Question string
	// Evidence are masked lines of the document; it comes from the extraction, not
	// from the audit. nil = there is none.
	Evidence []string
	// Unread: the document could not be read again.
	Unread bool
}

// Columns of review.xlsx, from 1.
const (
	reviewDocument = 1 + iota
	reviewSignal
	reviewQuestion
	reviewEvidence
	reviewAnswer
	reviewRemark
)

const (
	// maxReviewLines and maxReviewRunes keep a row readable and under Excel's height.
	maxReviewLines = 6
	maxReviewRunes = 240
	// keyWidth is how many characters of the key stand in a cell.
	keyWidth = 100
)

func reviewColumns() []column {
	answer := body().boxed()
	answer.fill, answer.unlocked, answer.center = fillInput, true, true
	remark := body().wrapped().boxed()
	remark.unlocked = true
	return []column{{words.HeadDocument, body().boxed()}, {words.HeadSignal, body().boxed()}, {words.HeadQuestion, body().wrapped().boxed()},
		{words.HeadLines, body().wrapped().boxed()}, {words.HeadAnswer, answer}, {words.HeadRemark, remark}}
}

// WriteReview writes review.xlsx: a line for each item with an answer cell to
// choose from, in the order of items, protected but for answers and remarks. Items
// must not say more than a person may see: evidence is masked by the caller. An
// empty list is an error.
func WriteReview(ctx context.Context, w io.Writer, r *Review) error {
	if len(r.Items) == 0 {
		return errors.New("write review.xlsx: there is nothing to review")
	}
	f := excelize.NewFile()
	defer f.Close()
	if err := r.write(ctx, f); err != nil {
		return fmt.Errorf("write review.xlsx: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write review.xlsx: %w", err)
	}
	return nil
}

func (r *Review) write(ctx context.Context, f *excelize.File) error {
	if err := f.SetDefaultFont(fontName); err != nil {
		return err
	}
	pages := []*page{r.linesPage(), howPage(), r.keyPage()}
	if err := f.SetSheetName("Sheet1", pages[0].name); err != nil {
		return err
	}
	for _, p := range pages[1:] {
		if _, err := f.NewSheet(p.name); err != nil {
			return err
		}
	}
	confidentiality := (&Book{Confidentiality: r.Confidentiality}).confidentiality()
	if err := f.SetDocProps(&excelize.DocProperties{Title: words.DocReviewTitle, Creator: words.ProductName, LastModifiedBy: words.ProductName,
		Subject: printable(words.WordRun+" "+r.RunID, 200), Category: printable(confidentiality, 200), Language: "en"}); err != nil {
		return err
	}
	st := newStyles(f)
	for _, p := range pages {
		p.protected = true
		if err := p.render(ctx, f, st, frame{r.RunID, confidentiality}); err != nil {
			return err
		}
	}
	return nil
}

func (r *Review) linesPage() *page {
	p := newPage(words.SheetReview, 20, 17, 34, 62, 12, 24)
	p.title(words.SheetReview)
	p.paragraph(words.ReviewNote, body())
	var rows [][]cell
	for _, item := range r.Items {
		rows = append(rows, []cell{{value: item.Document}, {value: item.Signal}, {value: item.Question}, {value: item.lines()}, {value: ""}, {value: ""}})
	}
	first, last := p.grid("review", reviewColumns(), rows)
	p.validations = append(p.validations, answerChoice(area(reviewAnswer, first, reviewAnswer, last)))
	return p
}

// lines are the evidence as the cell shows it.
func (i *ReviewItem) lines() string {
	switch {
	case i.Unread:
		return words.ReviewUnread
	case len(i.Evidence) == 0:
		return words.ReviewNoLine
	}
	lines := make([]string, 0, maxReviewLines)
	for _, s := range i.Evidence[:min(len(i.Evidence), maxReviewLines)] {
		s = clean(s)
		if runes := []rune(s); len(runes) > maxReviewRunes {
			s = string(runes[:maxReviewRunes]) + "…"
		}
		lines = append(lines, s)
	}
	return strings.Join(lines, "\n")
}

func answerChoice(where string) *excelize.DataValidation {
	choice := excelize.NewDataValidation(true)
	choice.SetSqref(where)
	if err := choice.SetDropList([]string{words.AnswerYes, words.AnswerNo, words.AnswerUnknown}); err != nil {
		panic(err) // constants of this file
	}
	choice.SetError(excelize.DataValidationErrorStyleStop, words.HeadAnswer, words.ReviewChooseFix)
	return choice
}

func howPage() *page {
	p := newPage(words.SheetReviewHow, 110)
	p.title(words.SheetReviewHow)
	for _, s := range []string{words.ReviewWhy, words.ReviewWhole, words.ReviewLadder, words.ReviewBlind, words.ReviewPrivate, words.ReviewBack} {
		p.paragraph("• "+s, body())
	}
	return p
}

// keyPage holds the sealed design, cut into cells.
func (r *Review) keyPage() *page {
	p := newPage(words.SheetReviewKey, 120)
	p.title(words.SheetReviewKey)
	p.note(words.ReviewKeyNote)
	for part := range slices.Chunk([]byte(r.Key), keyWidth) {
		p.add(plain(string(part), body().muted()))
	}
	return p
}
