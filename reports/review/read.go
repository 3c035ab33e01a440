package review

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// unzipReview caps what a returned file may unpack to, in memory and never to a temporary
// folder: 10,000 lines take under 10 MB.
const unzipReview = 256 << 20

// Returned is a review.xlsx that came back.
type Returned struct {
	// ids of the signals by label; a file of an earlier version has none.
	ids map[string]string
	// Answers are the lines with an answer, in the order of the sheet.
	Answers []Answer
	// Key is the sealed design as Review.Key had it.
	Key string
}

// Answer is one answered line of review.xlsx.
type Answer struct {
	Document, Signal string
	// Present is the person's answer; nil = can't tell.
	Present *bool
	// Row of the sheet, from 1.
	Row int
}

// Error says what in a returned file can't be used, and what to do.
type Error struct {
	Row            int // of the sheet Review, from 1; 0 = the whole file
	Reason, Remedy string
}

func (e *Error) Error() string {
	if e.Row > 0 {
		return fmt.Sprintf("row %d: %s; %s", e.Row, e.Reason, e.Remedy)
	}
	return e.Reason + "; " + e.Remedy
}

// Read reads the answers of a returned review.xlsx: lines without an answer
// are left out. Columns are found by their heads, so that a moved column does no
// harm; lines may be sorted, filtered or deleted. What can't be used is a
// [*Error].
func Read(r io.Reader) (back Returned, err error) {
	defer func() {
		if p := recover(); p != nil { // excelize panics on some damaged files
			back, err = Returned{}, &Error{Reason: fmt.Sprintf("it can't be read as XLSX: %v", p), Remedy: "save it again as .xlsx"}
		}
	}()
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: unzipReview, UnzipXMLSizeLimit: unzipReview})
	if err != nil {
		return back, &Error{Reason: "it can't be read as XLSX: " + err.Error(), Remedy: "save it as .xlsx, without a password"}
	}
	defer f.Close()
	for _, tab := range []struct {
		name string
		into func([][]string) error
	}{{words.SheetReview, back.readLines}, {words.SheetReviewKey, back.readKey}} {
		rows, err := f.GetRows(tab.name)
		if err != nil {
			return back, &Error{Reason: fmt.Sprintf("it has no sheet %q", tab.name), Remedy: "use the file that the audit wrote, with all its sheets"}
		}
		if err := tab.into(rows); err != nil {
			return back, err
		}
	}
	return back, nil
}

// readKey joins what keyPage cut, everything in the first column behind the note, and puts
// the ids of the signals in place of their labels.
func (b *Returned) readKey(rows [][]string) error {
	for i, row := range rows {
		if i > 1 && len(row) > 0 {
			b.Key += strings.TrimSpace(row[0])
		}
		if i > 1 && len(row) > 2 && row[1] != "" {
			if b.ids == nil {
				b.ids = map[string]string{}
			}
			b.ids[strings.TrimSpace(row[1])] = strings.TrimSpace(row[2])
		}
	}
	for i, a := range b.Answers {
		if id, ok := b.ids[a.Signal]; ok {
			b.Answers[i].Signal = id
		}
	}
	return nil
}

func (b *Returned) readLines(rows [][]string) error {
	places, head, err := reviewPlaces(rows)
	if err != nil {
		return err
	}
	for i, row := range rows[head:] {
		a, err := readAnswer(row, places, head+i+1)
		if err != nil {
			return err
		}
		if a != nil {
			b.Answers = append(b.Answers, *a)
		}
	}
	return nil
}

// reviewPlaces finds the columns by the heads of the first row that has them all.
func reviewPlaces(rows [][]string) (places map[string]int, head int, err error) {
	wanted := []string{words.HeadDocument, words.HeadSignal, words.HeadAnswer}
	for i, row := range rows {
		places = map[string]int{}
		for j, v := range row {
			for _, want := range wanted {
				if strings.EqualFold(strings.TrimSpace(v), want) {
					if _, twice := places[want]; twice {
						return nil, 0, &Error{Row: i + 1, Reason: fmt.Sprintf("the column %q stands twice", want), Remedy: "delete the one that was added"}
					}
					places[want] = j
				}
			}
		}
		if len(places) == len(wanted) {
			return places, i + 1, nil
		}
	}
	return nil, 0, &Error{Reason: fmt.Sprintf("no row of its sheet %s has the heads %s", words.SheetReview, quoted(wanted)), Remedy: "put them back"}
}

func quoted(heads []string) string {
	out := make([]string, len(heads))
	for i, w := range heads {
		out[i] = fmt.Sprintf("%q", w)
	}
	return words.List(out)
}

func readAnswer(row []string, places map[string]int, n int) (*Answer, error) {
	field := func(column string) string {
		if j := places[column]; j < len(row) {
			return strings.TrimSpace(row[j])
		}
		return ""
	}
	a := &Answer{Document: field(words.HeadDocument), Signal: field(words.HeadSignal), Row: n}
	yes, no := true, false
	switch given := strings.ToLower(strings.ReplaceAll(field(words.HeadAnswer), "’", "'")); given {
	case "":
		return nil, nil
	case words.AnswerYes:
		a.Present = &yes
	case words.AnswerNo:
		a.Present = &no
	case words.AnswerUnknown:
	default:
		return nil, &Error{Row: n, Reason: fmt.Sprintf("%q is no answer", sheet.Cut(given)),
			Remedy: fmt.Sprintf("choose %s, %s or %s, or leave the cell empty", words.AnswerYes, words.AnswerNo, words.AnswerUnknown)}
	}
	return a, nil
}
