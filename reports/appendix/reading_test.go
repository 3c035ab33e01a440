package appendix

import (
	"fmt"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/bookstest"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

// sheetText is a sheet as it prints, a line a row.
func sheetText(t *testing.T, f *excelize.File, tab string) string {
	t.Helper()
	rows := xlsxtest.Rows(t, f, tab)
	var lines []string
	for _, row := range rows {
		lines = append(lines, strings.Join(row, "|"))
	}
	return strings.Join(lines, "\n")
}

// below is a sheet from the head of its table on.
func below(text string) string {
	_, table, _ := strings.Cut(text, "\nStage|")
	return table
}

func lineOf(t *testing.T, text string, parts ...string) string {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		found := true
		for _, p := range parts {
			found = found && strings.Contains(line, p)
		}
		if found {
			return line
		}
	}
	t.Fatalf("no line has %q:\n%s", parts, text)
	return ""
}

// TestReviewCountsAreAllOrNone: few documents of one answer withhold the counts of all
// of them, and a review never costs a finding its own.
func TestReviewCountsAreAllOrNone(t *testing.T) {
	b := bookstest.Invent(bookstest.Full())
	e := b.Result.ExtractionError
	e.Signals[0].Strata[1].Documents = 7
	f := xlsxtest.Open(t, render(t, b))
	_, answers, _ := strings.Cut(sheetText(t, f, words.SheetReading), words.HeadAnswers)
	for _, answer := range []string{words.AnswerPresent, words.AnswerNear, words.AnswerAbsent} {
		if line := lineOf(t, answers, "Open source", answer); strings.ContainsAny(strings.TrimPrefix(line, "Open source"), "0123456789") {
			t.Errorf("with 7 near misses the sheet says %s", line)
		}
	}
	if line := lineOf(t, answers, "Referral", words.AnswerPresent); !strings.Contains(line, fmt.Sprint(e.Signals[2].Strata[0].Documents)) {
		t.Errorf("the counts of referral are withheld: %s", line)
	}
	without := bookstest.Invent(bookstest.Full())
	without.Result.ExtractionError = nil
	if a, b := below(sheetText(t, f, words.SheetFindings)), below(sheetText(t, xlsxtest.Open(t, render(t, without)), words.SheetFindings)); a != b {
		t.Errorf("the review changes what Findings shows: %s", firstDifference(b, a))
	}
}

// TestReviewOfFewPeople: where the people with a signal are withheld, so is everything
// that would count them out.
func TestReviewOfFewPeople(t *testing.T) {
	b := bookstest.Invent(bookstest.Full())
	st := &b.Result.Stages[0]
	s := &st.Signals[0]
	s.Present, s.Absent = result.Count{N: 8, Advanced: 3}, result.Count{N: s.Present.N + s.Absent.N - 8, Advanced: s.Present.Advanced + s.Absent.Advanced - 3}
	b.Result.ExtractionError.Signals[0].Strata[0].Documents = 8
	f := xlsxtest.Open(t, render(t, b))
	if line := lineOf(t, sheetText(t, f, words.SheetReading), "Open source"); !strings.Contains(line, "1 row withheld") || strings.Contains(line, "%") {
		t.Errorf("effects of 8 people: %s", line)
	}
	accuracy, _, _ := strings.Cut(sheetText(t, f, words.SheetReading), words.HeadAnswers)
	if line := lineOf(t, accuracy, "Open source"); !strings.Contains(line, words.Withheld) {
		t.Errorf("shares of 8 people: %s", line)
	}
}

// TestFailuresOfFewPeople: a group of nine, or one with fewer than five not read,
// withholds the table of its attribute; whether it differs is said all the same.
func TestFailuresOfFewPeople(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*result.AttributeFailure)
		people bool
		shares bool
	}{
		{"all large", func(*result.AttributeFailure) {}, true, true},
		{"few not read", func(a *result.AttributeFailure) { a.Groups[1].Unreadable, a.Groups[1].Unmatched = 2, 1 }, true, false},
		{"few read", func(a *result.AttributeFailure) {
			a.Groups[1].Unreadable, a.Groups[1].Unmatched = a.Groups[1].Applicants-3, 0
		}, true, false},
		{"few people", func(a *result.AttributeFailure) {
			a.Groups[1] = result.GroupFailure{Group: a.Groups[1].Group, Applicants: 9, Unreadable: 5}
		}, false, false},
	} {
		b := bookstest.Invent(bookstest.Full())
		a := &b.Result.ReadFailures.Attributes[0]
		a.Groups = a.Groups[:2]
		for i := range a.Groups {
			a.Groups[i].Unreadable, a.Groups[i].Unmatched = 9, 3
		}
		for i := range b.Result.Stages { // no small group elsewhere
			for k := range b.Result.Stages[i].Impact {
				im := &b.Result.Stages[i].Impact[k]
				if im.Attribute == a.Attribute {
					im.Unknown.N, im.Unknown.Advanced = im.Unknown.N+im.Groups[2].N, im.Unknown.Advanced+im.Groups[2].Advanced
					im.Groups = im.Groups[:2]
				}
			}
		}
		c.change(a)
		text := sheetText(t, xlsxtest.Open(t, render(t, b)), words.SheetQuality)
		cells := strings.Split(lineOf(t, text, reports.AttributeName(a.Attribute)+": "+a.Groups[0].Group), "|")
		if (cells[1] != words.Withheld) != c.people || (cells[3] != words.Withheld) != c.shares {
			t.Errorf("%s: %v, want people %v and shares %v", c.name, cells, c.people, c.shares)
		}
		whole := lineOf(t, text, fmt.Sprintf(words.FailGroups, reports.AttributeName(a.Attribute)))
		if !strings.Contains(whole, words.FailUneven) || strings.Contains(whole, "0.03") != c.shares {
			t.Errorf("%s: %s", c.name, whole)
		}
	}
}
