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
	// Lists of institutions that the signals were read by.
	Lists []List
	// Key is the sealed design of the sample; it stands on a hidden sheet of its own, with
	// the ids of the signals.
	Key string
}

// List is one list of institutions as used.
type List struct {
	Name    string
	Entries []string
}

// Line is a line of a document with those around it, masked; "" where there is none.
type Line struct{ Before, Text, After string }

// Item is one line for a person to confirm: a signal of a document, by
// pseudonym, with its masked evidence. The program's answer is not among it, as it
// would steer the person's; nor is the applicant, as decisions can be looked up by
// applicant.
type Item struct {
	// Document and Signal identify the line when it is read back; Label is the signal as it
	// is shown, "" = its id.
	Document, Signal, Label string
	// Question is what the person answers with yes or no.
	Question string
	// Evidence are masked lines of the document; it comes from the extraction, not
	// from the audit. nil = there is none.
	Evidence []Line
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
	maxReviewLines = 4
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
	pages := []*sheet.Page{r.linesPage(), howPage()}
	if len(r.Lists) > 0 {
		pages = append(pages, r.listsPage())
	}
	pages = append(pages, r.keyPage())
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
	p := sheet.New(words.SheetReview, 20, 24, 34, 70, 12, 24)
	p.Paragraph(words.AudienceReview, sheet.Body().Strong())
	p.Title(words.SheetReview)
	p.Paragraph(words.ReviewNote, sheet.Body())
	var rows [][]sheet.Cell
	for _, item := range r.Items {
		rows = append(rows, []sheet.Cell{{Value: item.Document}, {Value: item.label()}, {Value: item.Question}, {Value: item.lines()}, {Value: ""}, {Value: ""}})
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
	var blocks []string
	for _, l := range i.Evidence[:min(len(i.Evidence), maxReviewLines)] {
		var lines []string
		for _, part := range []struct{ mark, text string }{{words.ReviewAround, l.Before}, {words.ReviewHere, l.Text}, {words.ReviewAround, l.After}} {
			if part.text != "" {
				lines = append(lines, part.mark+short(part.text))
			}
		}
		blocks = append(blocks, strings.Join(lines, "\n"))
	}
	return strings.Join(blocks, "\n\n")
}

// short is one line, cleaned and cut.
func short(s string) string {
	s = sheet.Clean(s)
	if runes := []rune(s); len(runes) > maxReviewRunes {
		s = string(runes[:maxReviewRunes]) + "…"
	}
	return s
}

func (i *Item) label() string {
	if i.Label != "" {
		return i.Label
	}
	return i.Signal
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
	p.Paragraph(words.AudienceReview, sheet.Body().Strong())
	p.Title(words.SheetReviewHow)
	for _, s := range []string{words.ReviewWhy, words.ReviewWhole, words.ReviewLadder, words.ReviewBlind, words.ReviewPrivate, words.ReviewBack} {
		p.Paragraph("• "+s, sheet.Body())
	}
	return p
}

// listsPage prints the lists in use: whether an employer or a school counts is theirs to
// say, not the reader's.
func (r *Review) listsPage() *sheet.Page {
	p := sheet.New(words.SheetReviewLists, 110)
	p.Paragraph(words.AudienceReview, sheet.Body().Strong())
	p.Title(words.SheetReviewLists)
	p.Note(words.ReviewListsNote)
	for _, l := range r.Lists {
		p.Heading(words.SentenceCase(words.Underscored(l.Name)))
		p.Paragraph(strings.Join(l.Entries, " · "), sheet.Body())
		p.Gap()
	}
	return p
}

// keyPage holds the sealed design, cut into cells, and beside it the signals by label and
// id. It is hidden: a person has nothing to do there.
func (r *Review) keyPage() *sheet.Page {
	p := sheet.New(words.SheetReviewKey, 120, 30, 24)
	p.Hidden = true
	p.Title(words.SheetReviewKey)
	p.Note(words.ReviewKeyNote)
	var names [][2]string
	for _, i := range r.Items {
		if pair := [2]string{i.label(), i.Signal}; !slices.Contains(names, pair) {
			names = append(names, pair)
		}
	}
	parts := slices.Collect(slices.Chunk([]byte(r.Key), keyWidth))
	muted := sheet.Body().Muted()
	for k := range max(len(parts), len(names)) {
		cells := []sheet.Cell{sheet.Plain("", muted), sheet.Plain("", muted), sheet.Plain("", muted)}
		if k < len(parts) {
			cells[0] = sheet.Plain(string(parts[k]), muted)
		}
		if k < len(names) {
			cells[1], cells[2] = sheet.Plain(names[k][0], muted), sheet.Plain(names[k][1], muted)
		}
		p.Add(cells...)
	}
	return p
}
