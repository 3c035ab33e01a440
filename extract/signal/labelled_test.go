package signal_test

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// labelled is one invented text with its labels; see testdata/labelled/README.md.
type labelled struct {
	where  string
	text   string
	labels map[string]string // signal to "1", "0" or "?"
	report bool              // the half not looked at while patterns are changed
}

// judged are the signals that whole résumés are labelled for.
var judged = []string{"open_source", "code_profile", "kaggle", "kaggle_rank", "referral", "publication", "award",
	"elite_school", "elite_employer", "phd", "masters", "online_course"}

func inReportHalf(text string) bool {
	h := fnv.New32a()
	h.Write([]byte(strings.Join(strings.Fields(text), " ")))
	return h.Sum32()%2 == 1
}

func readLines(t testing.TB) []labelled {
	t.Helper()
	var out []labelled
	eachLine(t, "lines_*.txt", func(where, l string) {
		head, text, ok := strings.Cut(l, " | ")
		name, label, ok2 := strings.Cut(head, " ")
		if !ok || !ok2 {
			t.Fatalf("%s: want \"signal label | text\", got %q", where, l)
		}
		text = strings.ReplaceAll(text, `\n`, "\n")
		if h, rest, ok := strings.Cut(text, "] "); ok && strings.HasPrefix(text, "[") {
			text = strings.TrimPrefix(h, "[") + "\n" + rest
		}
		out = append(out, labelled{where, text, map[string]string{name: label}, inReportHalf(text)})
	})
	return out
}

func readResumes(t testing.TB) []labelled {
	t.Helper()
	var out []labelled
	eachLine(t, "resumes_*.txt", func(where, l string) {
		if head, ok := strings.CutPrefix(l, "=== "); ok {
			id, present, _ := strings.Cut(head, " | ")
			labels := map[string]string{}
			for _, s := range judged {
				labels[s] = "0"
			}
			for _, s := range strings.Fields(present) {
				if name, unknown := strings.CutSuffix(s, "?"); unknown {
					labels[name] = "?"
				} else if s != "-" {
					labels[s] = "1"
				}
			}
			out = append(out, labelled{where: id, labels: labels})
			return
		}
		out[len(out)-1].text += l + "\n"
	})
	for i := range out {
		out[i].report = inReportHalf(out[i].text)
	}
	return out
}

func eachLine(t testing.TB, pattern string, do func(where, line string)) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "labelled", pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no %s: %v", pattern, err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		s := bufio.NewScanner(f)
		for n := 1; s.Scan(); n++ {
			if s.Text() != "" || strings.HasPrefix(filepath.Base(name), "resumes") {
				do(fmt.Sprintf("%s:%d", filepath.Base(name), n), s.Text())
			}
		}
		f.Close()
		if err := s.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// tally of one signal in one half.
type tally struct{ tp, fp, fn, tn, unclear int }

func (a *tally) add(label, got string) {
	switch {
	case label == "?":
	case got == "present" && label == "1":
		a.tp++
	case got == "present":
		a.fp++
	case label == "1":
		a.fn++
	case got == "unknown":
		a.unclear++
	default:
		a.tn++
	}
}

// wilson is the two-sided 95 % score interval of k out of n.
func wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return mid - half, mid + half
}

// floors of precision and recall over both halves, against regress.
var floors = map[string][2]float64{
	"open_source": {0.96, 0.90}, "code_profile": {0.98, 0.95}, "kaggle": {0.98, 0.92}, "kaggle_rank": {0.98, 0.92},
	"referral": {1, 0.8}, "publication": {0.98, 0.95}, "award": {0.98, 0.94}, "elite_school": {0.98, 0.95},
	"elite_employer": {0.98, 0.92}, "phd": {0.98, 0.95}, "masters": {0.96, 0.95}, "online_course": {0.98, 0.95},
}

// TestLabelled reads the labelled development set and holds every signal to its
// floor. With -v it prints both halves and, of the tune half only, what is wrong.
func TestLabelled(t *testing.T) {
	_, d := load(t)
	lines, resumes := readLines(t), readResumes(t)
	if len(lines) < 960 || len(resumes) < 120 {
		t.Fatalf("%d lines and %d résumés, want at least 960 and 120", len(lines), len(resumes))
	}
	halves := map[bool]map[string]*tally{false: {}, true: {}}
	for _, l := range append(lines, resumes...) {
		findings := d.Read(&document.Text{Body: l.text}).Findings
		for name, label := range l.labels {
			f, ok := findings[name]
			if !ok {
				t.Fatalf("%s: no signal is called %q", l.where, name)
			}
			got := state(f)
			if halves[l.report][name] == nil {
				halves[l.report][name] = &tally{}
			}
			halves[l.report][name].add(label, got)
			if !l.report && wrong(label, got) {
				t.Logf("tune: %s %s: label %s, got %s: %s", l.where, name, label, got, firstWords(l.text, f))
			}
		}
	}
	var micro tally
	for _, name := range judged {
		tune, report := halves[false][name], halves[true][name]
		t.Logf("%-15s tune %s   report %s", name, show(tune), show(report))
		tp, fp, fn := tune.tp+report.tp, tune.fp+report.fp, tune.fn+report.fn
		micro.tp, micro.fp, micro.fn = micro.tp+tp, micro.fp+fp, micro.fn+fn
		if p := ratio(tp, tp+fp); p < floors[name][0] {
			t.Errorf("%s: precision %.3f under its floor %.2f", name, p, floors[name][0])
		}
		if r := ratio(tp, tp+fn); r < floors[name][1] {
			t.Errorf("%s: recall %.3f under its floor %.2f", name, r, floors[name][1])
		}
	}
	t.Logf("micro-average: %s", show(&micro))
}

func wrong(label, got string) bool {
	return label == "1" && got != "present" || label == "0" && got == "present"
}

func ratio(k, n int) float64 {
	if n == 0 {
		return 1
	}
	return float64(k) / float64(n)
}

func show(a *tally) string {
	pl, ph := wilson(a.tp, a.tp+a.fp)
	rl, rh := wilson(a.tp, a.tp+a.fn)
	return fmt.Sprintf("precision %.2f [%.2f, %.2f] recall %.2f [%.2f, %.2f] (tp %d fp %d fn %d tn %d)",
		ratio(a.tp, a.tp+a.fp), pl, ph, ratio(a.tp, a.tp+a.fn), rl, rh, a.tp, a.fp, a.fn, a.tn)
}

// firstWords shows the evidence, or the beginning of the text, for the log.
func firstWords(text string, f signal.Finding) string {
	var out []string
	for _, e := range append(f.Evidence, f.NearMisses...) {
		out = append(out, fmt.Sprintf("[%d %s: %s: %s]", e.Line, e.Section, e.Why, e.Text))
	}
	sort.Strings(out)
	if len(text) > 160 {
		text = text[:160]
	}
	return strings.ReplaceAll(text, "\n", " / ") + " " + strings.Join(out, " ")
}
