package review

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
	reviewbook "weaksignal/reports/review"
)

// pool makes documents with the signal "a" present in the first third, a near miss
// in the next, absent in the rest, and "b" present in all.
func pool(n int) []extract.Document {
	docs := make([]extract.Document, n)
	yes, no := true, false
	for i := range docs {
		f := signal.Finding{Present: &no}
		switch {
		case i < n/3:
			f.Present = &yes
		case i < 2*n/3:
			f.NearMisses = []signal.Evidence{{Line: 1}}
		}
		docs[i] = extract.Document{Path: fmt.Sprint(i), Profile: extract.Profile{SHA256: fmt.Sprintf("%064d", (i*7919)%n), Status: document.Read,
			Reading: signal.Reading{Findings: map[string]signal.Finding{"a": f, "b": {Present: &yes}, "c": {Unknown: "cut"}}}}}
	}
	return docs
}

func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func byIndex(a, b int) int { return cmp.Compare(a, b) }

func TestDrawFillsStrataEvenly(t *testing.T) {
	docs := pool(30)
	frame := frameOf(t, docs, upTo(30), []string{"a", "b", "c"})
	for _, c := range []struct {
		n    int
		want []int // a present, near miss, absent, b present
	}{
		{4, []int{1, 1, 1, 1}}, {5, []int{2, 1, 1, 1}}, {40, []int{10, 10, 10, 10}}, {50, []int{10, 10, 10, 20}}, {1000, []int{10, 10, 10, 30}}, {2, []int{1, 0, 0, 1}},
	} {
		items, sample := frame.Draw(c.n, 1, byIndex)
		got := []int{sample.Strata[0].Drawn, sample.Strata[1].Drawn, sample.Strata[2].Drawn, sample.Strata[3].Drawn}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%d readings: %v of each stratum, want %v", c.n, got, c.want)
		}
		if len(items) != sample.Drawn || sample.Drawn != min(c.n, 60) {
			t.Errorf("%d readings: %d items, %d drawn", c.n, len(items), sample.Drawn)
		}
		seen := map[Item]bool{}
		for _, item := range items {
			if r, ok := readingOf(docs[item.Document].Profile.Reading.Findings, item.Signal); seen[item] || !ok || r != item.Reading {
				t.Errorf("%d readings: %+v is drawn twice, or is none", c.n, item)
			}
			seen[item] = true
		}
	}
}

func frameOf(t *testing.T, docs []extract.Document, used []int, signals []string) *Frame {
	t.Helper()
	held, err := extract.Hold(docs)
	if err != nil {
		t.Fatal(err)
	}
	f, err := NewFrame(held, used, signals)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestDrawIsByContent: the sample is the same for the same contents under other
// paths, with copies beside them, and unreadable ones are never drawn.
func TestDrawIsByContent(t *testing.T) {
	docs := pool(30)
	contents := func(docs []extract.Document, used []int) []string {
		items, _ := frameOf(t, docs, used, []string{"a"}).Draw(9, 5, func(a, b int) int { return cmp.Compare(docs[a].Profile.SHA256, docs[b].Profile.SHA256) })
		var out []string
		for _, item := range items {
			out = append(out, docs[item.Document].Profile.SHA256+string(item.Reading))
		}
		return out
	}
	want := contents(docs, upTo(30))
	more := append(append([]extract.Document{}, docs[17:]...), docs...)
	more = append(more, extract.Document{Profile: extract.Profile{SHA256: strings.Repeat("f", 64), Status: document.Unreadable}})
	if got := contents(more, upTo(len(more))); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if items, _ := frameOf(t, docs, upTo(30), []string{"a"}).Draw(9, 6, byIndex); len(items) != 9 {
		t.Errorf("%d items", len(items))
	}
}

// TestDrawIsFair: over many seeds every document of a stratum comes up as often.
func TestDrawIsFair(t *testing.T) {
	frame := frameOf(t, pool(30), upTo(30), []string{"a"})
	times := make([]int, 30)
	const seeds = 2000
	for seed := range uint64(seeds) {
		items, _ := frame.Draw(9, seed, byIndex)
		for _, item := range items {
			times[item.Document]++
		}
	}
	for i, n := range times {
		if share := float64(n) / seeds; share < .26 || share > .34 { // 3 of 10, four standard errors
			t.Errorf("document %d was drawn in %.1f %% of samples, want 30", i, 100*share)
		}
	}
}

func key(t *testing.T, secret byte) *pseudonym.Key {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "key"), []byte(strings.Repeat(string(rune(secret)), 32)), 0o600); err != nil {
		t.Fatal(err)
	}
	k, err := pseudonym.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func design(t *testing.T) (*Design, *result.ReviewSample) {
	t.Helper()
	items, sample := frameOf(t, pool(30), upTo(30), []string{"a", "b"}).Draw(12, 1, byIndex)
	return NewDesign("run-1", "catalogue-1", items, sample, func(i int) string { return fmt.Sprintf("D-%02d", i) }), sample
}

func TestDesignIsSealed(t *testing.T) {
	d, _ := design(t)
	k := key(t, 'k')
	text, err := d.Seal(k)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := d.Seal(k); again != text {
		t.Error("the same design is sealed differently")
	}
	if back, err := OpenDesign(text[:20]+" \n"+text[20:], k); err != nil || !reflect.DeepEqual(back, d) {
		t.Errorf("%+v, %v, want %+v", back, err, d)
	}
	if strings.Contains(text, "D-") || strings.Contains(text, "present") {
		t.Error("the seal can be read")
	}
	other := "A"
	if text[40] == 'A' {
		other = "B"
	}
	for name, bad := range map[string]struct {
		text string
		key  *pseudonym.Key
	}{
		"another key": {text, key(t, 'x')}, "a changed letter": {text[:40] + other + text[41:], k},
		"cut": {text[:len(text)-4], k}, "empty": {"", k}, "no letters": {"¿", k},
	} {
		if _, err := OpenDesign(bad.text, bad.key); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}

func TestMatch(t *testing.T) {
	d, sample := design(t)
	k := key(t, 'k')
	sealed, err := d.Seal(k)
	if err != nil {
		t.Fatal(err)
	}
	yes, no := true, false
	present, near := d.Items[0][0], d.Items[1][0]
	answer := func(row int, document, signal string, present *bool) reviewbook.Answer {
		return reviewbook.Answer{Document: document, Signal: signal, Present: present, Row: row}
	}
	good := []reviewbook.Answer{answer(4, present, "a", &yes), answer(5, near, "a", &no), answer(6, present, "a", &yes), answer(7, d.Items[2][0], "a", nil)}
	m, err := Match("r.xlsx", reviewbook.Returned{Answers: good, Key: sealed}, "catalogue-1", k)
	if err != nil {
		t.Fatal(err)
	}
	got, err := m.Tally("r.xlsx", func(document string) bool { return document != near })
	if err != nil {
		t.Fatal(err)
	}
	if got.Run != "run-1" || got.Elsewhere != 1 || got.Unanswered != sample.Drawn-3 || got.Strata[0].Yes != 1 || got.Strata[1].No != 0 || got.Strata[2].CannotTell != 1 {
		t.Errorf("tally %+v", got)
	}
	if len(got.Strata) != 4 {
		t.Errorf("%d strata, want those with documents: a's three and b's one", len(got.Strata))
	}
	for _, c := range []struct {
		name    string
		answers []reviewbook.Answer
		key     string
		version string
		row     int
		want    string
	}{
		{"an unknown document", []reviewbook.Answer{answer(4, "D-ZZ", "a", &yes)}, sealed, "catalogue-1", 4, "D-ZZ"},
		{"an unknown signal", []reviewbook.Answer{answer(4, present, "z", &yes)}, sealed, "catalogue-1", 4, `"z"`},
		{"an answer without a document", []reviewbook.Answer{answer(9, "", "a", &yes)}, sealed, "catalogue-1", 9, "no document"},
		{"a contradiction", []reviewbook.Answer{answer(4, present, "a", &yes), answer(8, present, "a", &no)}, sealed, "catalogue-1", 8, "differently in row 4"},
		{"can't tell against yes", []reviewbook.Answer{answer(4, present, "a", nil), answer(8, present, "a", &yes)}, sealed, "catalogue-1", 8, "differently in row 4"},
		{"nothing answered", nil, sealed, "catalogue-1", 0, "no line is answered"},
		{"a tampered key", good, sealed[:8] + "ZZZZ" + sealed[12:], "catalogue-1", 0, "doesn't open"},
		{"another catalogue", good, sealed, "catalogue-2", 0, "catalogue-2"},
	} {
		_, err := Match("r.xlsx", reviewbook.Returned{Answers: c.answers, Key: c.key}, c.version, k)
		var fault *decision.InputError
		if !errors.As(err, &fault) || fault.Row != c.row || fault.File != "r.xlsx" || fault.Remedy == "" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want row %d and %q", c.name, err, c.row, c.want)
		}
	}
	if _, err := m.Tally("r.xlsx", func(string) bool { return false }); err == nil || !strings.Contains(err.Error(), "run run-1") {
		t.Errorf("a file of other documents: %v", err)
	}
}
