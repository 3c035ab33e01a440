package review

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// Review is what review.xlsx holds: a sample of the program's readings for a person
// to confirm.
type Review struct {
	RunID, Confidentiality string
	Items                  []Item
	// Key is the sealed design of the sample; it stands on a sheet of its own.
	Key string
}

// Item is one line for a person to confirm: a signal of a document, by
// pseudonym, with its masked evidence. The program's answer is not among it, as it
// would steer the person's; nor is the applicant, as decisions can be looked up by
// applicant.
type Item struct {
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

func reviewColumns() []sheet.Column {
	answer := sheet.Body().Boxed()
	answer.Fill, answer.Unlocked, answer.Center = sheet.FillInput, true, true
	remark := sheet.Body().Wrapped().Boxed()
	remark.Unlocked = true
	return []sheet.Column{{Head: words.HeadDocument, Look: sheet.Body().Boxed()}, {Head: words.HeadSignal, Look: sheet.Body().Boxed()}, {Head: words.HeadQuestion, Look: sheet.Body().Wrapped().Boxed()},
		{Head: words.HeadLines, Look: sheet.Body().Wrapped().Boxed()}, {Head: words.HeadAnswer, Look: answer}, {Head: words.HeadRemark, Look: remark}}
}

// Write writes review.xlsx: a line for each item with an answer cell to
// choose from, in the order of items, protected but for answers and remarks. Items
// must not say more than a person may see: evidence is masked by the caller. An
// empty list is an error.
func Write(ctx context.Context, w io.Writer, r *Review) error {
	if len(r.Items) == 0 {
		return errors.New("write review.xlsx: there is nothing to review")
	}
	pages := []*sheet.Page{r.linesPage(), howPage(), r.keyPage()}
	for _, p := range pages {
		p.Protected = true
	}
	doc := sheet.Document{Pages: pages, Frame: sheet.Frame{RunID: r.RunID, Confidentiality: r.Confidentiality}, Title: words.DocReviewTitle}
	if err := doc.Write(ctx, w); err != nil {
		return fmt.Errorf("write review.xlsx: %w", err)
	}
	return nil
}

func (r *Review) linesPage() *sheet.Page {
	p := sheet.New(words.SheetReview, 20, 17, 34, 62, 12, 24)
	p.Title(words.SheetReview)
	p.Paragraph(words.ReviewNote, sheet.Body())
	var rows [][]sheet.Cell
	for _, item := range r.Items {
		rows = append(rows, []sheet.Cell{{Value: item.Document}, {Value: item.Signal}, {Value: item.Question}, {Value: item.lines()}, {Value: ""}, {Value: ""}})
	}
	first, last := p.Grid("review", reviewColumns(), rows)
	p.Validations = append(p.Validations, answerChoice(sheet.Area(reviewAnswer, first, reviewAnswer, last)))
	return p
}

// lines are the evidence as the cell shows it.
func (i *Item) lines() string {
	switch {
	case i.Unread:
		return words.ReviewUnread
	case len(i.Evidence) == 0:
		return words.ReviewNoLine
	}
	lines := make([]string, 0, maxReviewLines)
	for _, s := range i.Evidence[:min(len(i.Evidence), maxReviewLines)] {
		s = sheet.Clean(s)
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

func howPage() *sheet.Page {
	p := sheet.New(words.SheetReviewHow, 110)
	p.Title(words.SheetReviewHow)
	for _, s := range []string{words.ReviewWhy, words.ReviewWhole, words.ReviewLadder, words.ReviewBlind, words.ReviewPrivate, words.ReviewBack} {
		p.Paragraph("• "+s, sheet.Body())
	}
	return p
}

// keyPage holds the sealed design, cut into cells.
func (r *Review) keyPage() *sheet.Page {
	p := sheet.New(words.SheetReviewKey, 120)
	p.Title(words.SheetReviewKey)
	p.Note(words.ReviewKeyNote)
	for part := range slices.Chunk([]byte(r.Key), keyWidth) {
		p.Add(sheet.Plain(string(part), sheet.Body().Muted()))
	}
	return p
}
