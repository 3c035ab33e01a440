package reports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// ReviewItem is one line for a person to confirm: a signal of a document, by
// pseudonym, with its masked evidence.
type ReviewItem struct {
	// Document and Signal identify the line when it is read back.
	Document, Signal string
	// Question is what the person answers with yes or no.
	Question string
	// Stratum is the program's answer, by which the sample was drawn: present |
	// near_miss | absent. The person doesn't see it, as it would steer the answer;
	// the run keeps it.
	Stratum string
	// Evidence are masked lines of the document; it comes from the extraction, not
	// from the audit.
	Evidence []string
}

// ReviewAnswer is one answered line of review.xlsx.
type ReviewAnswer struct {
	Document, Signal string
	// Present is the person's answer; nil = can't tell.
	Present *bool
	// Row of the sheet, from 1.
	Row int
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
	answerYes     = "yes"
	answerNo      = "no"
	answerUnknown = "can't tell"
)

func reviewColumns() []column {
	answer := body().boxed()
	answer.fill, answer.unlocked, answer.center = fillInput, true, true
	remark := body().wrapped().boxed()
	remark.unlocked = true
	return []column{{"Document", body().boxed()}, {"Signal", body().boxed()}, {"Question", body().wrapped().boxed()},
		{"Masked lines of the document", body().wrapped().boxed()}, {"Answer", answer}, {"Remark", remark}}
}

// WriteReview writes review.xlsx: a line for each item with an answer cell to
// choose from, in the order of items. Items must not say more than a person may
// see: evidence is masked by the caller. An empty list is an error.
func WriteReview(ctx context.Context, w io.Writer, runID, confidentiality string, items []ReviewItem) error {
	if len(items) == 0 {
		return errors.New("write review.xlsx: there is nothing to review")
	}
	p := newPage(sheetReview, 20, 17, 34, 60, 12, 26)
	p.title(sheetReview)
	p.note(reviewNote)
	columns := reviewColumns()
	var rows [][]cell
	for _, item := range items {
		evidence := make([]string, len(item.Evidence))
		for i, line := range item.Evidence {
			evidence[i] = clean(line)
		}
		rows = append(rows, []cell{{value: item.Document}, {value: item.Signal}, {value: item.Question},
			{value: strings.Join(evidence, "\n")}, {value: ""}, {value: ""}})
	}
	first, last := p.grid("review", columns, rows)
	choice := excelize.NewDataValidation(true)
	choice.SetSqref(area(reviewAnswer, first, reviewAnswer, last))
	if err := choice.SetDropList([]string{answerYes, answerNo, answerUnknown}); err != nil {
		return fmt.Errorf("write review.xlsx: %w", err)
	}
	p.validations = append(p.validations, choice)
	b := &Book{Confidentiality: confidentiality}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", p.name); err != nil {
		return fmt.Errorf("write review.xlsx: %w", err)
	}
	if err := p.render(ctx, f, newStyles(f), frame{runID, b.confidentiality()}); err != nil {
		return fmt.Errorf("write review.xlsx: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write review.xlsx: %w", err)
	}
	return nil
}

// ReadReview reads the answers of a returned review.xlsx: lines without an answer
// are left out, an answer that is none of the three is an error that names the row.
// Columns are found by their heads, so that a moved column does no harm; lines may
// be sorted or deleted.
func ReadReview(r io.Reader) ([]ReviewAnswer, error) {
	f, err := excelize.OpenReader(r)
	if err != nil {
		return nil, fmt.Errorf("read the review: %w", err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheetReview)
	if err != nil {
		return nil, fmt.Errorf("read the review: there is no sheet %q: use the file that the audit wrote", sheetReview)
	}
	places, head, err := reviewPlaces(rows)
	if err != nil {
		return nil, err
	}
	var answers []ReviewAnswer
	for i, row := range rows[head:] {
		a, err := readAnswer(row, places, head+i+1)
		if err != nil {
			return nil, err
		}
		if a != nil {
			answers = append(answers, *a)
		}
	}
	return answers, nil
}

// reviewPlaces finds the columns by the heads of the first row that has them all.
func reviewPlaces(rows [][]string) (places map[int]int, head int, err error) {
	columns := reviewColumns()
	for i, row := range rows {
		places = map[int]int{}
		for j, v := range row {
			for k, want := range []int{reviewDocument, reviewSignal, reviewAnswer} {
				if strings.EqualFold(strings.TrimSpace(v), columns[want-1].head) {
					places[[]int{reviewDocument, reviewSignal, reviewAnswer}[k]] = j
				}
			}
		}
		if len(places) == 3 {
			return places, i + 1, nil
		}
	}
	return nil, 0, fmt.Errorf("read the review: no row has the heads %q, %q and %q: put them back", columns[reviewDocument-1].head,
		columns[reviewSignal-1].head, columns[reviewAnswer-1].head)
}

func readAnswer(row []string, places map[int]int, n int) (*ReviewAnswer, error) {
	field := func(column int) string {
		if j := places[column]; j < len(row) {
			return strings.TrimSpace(row[j])
		}
		return ""
	}
	a := &ReviewAnswer{Document: field(reviewDocument), Signal: field(reviewSignal), Row: n}
	yes, no := true, false
	switch given := strings.ToLower(strings.ReplaceAll(field(reviewAnswer), "’", "'")); given {
	case "":
		return nil, nil
	case answerYes:
		a.Present = &yes
	case answerNo:
		a.Present = &no
	case answerUnknown:
	default:
		return nil, fmt.Errorf("read the review: row %d: %q is no answer: choose %s, %s or %s", n, given, answerYes, answerNo, answerUnknown)
	}
	if a.Document == "" || a.Signal == "" {
		return nil, fmt.Errorf("read the review: row %d has an answer and no document or signal: put them back", n)
	}
	return a, nil
}
