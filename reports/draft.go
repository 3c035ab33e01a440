package reports

import (
	"regexp"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// draft is one workbook in the making: the book, what of it may be shown, and
// where things were placed, for links.
type draft struct {
	book   *Book
	res    *result.Result
	shown  *disclosure.Shown
	labels map[string]string
	// anchors maps a finding or a sheet to its place.
	anchors map[string]string
	// omitted sheets, in order, with the reason.
	omitted []omission
}

type omission struct{ name, reason string }

func newDraft(b *Book) *draft {
	b = complete(withoutRepeat(b))
	kept := b.settled
	if kept == nil {
		kept = settle(b)
	}
	b = leaveOut(b, kept.left)
	d := &draft{book: b, res: b.Result, shown: kept.shown, labels: map[string]string{}, anchors: map[string]string{}}
	for _, s := range b.Signals {
		if s.Label != "" {
			d.labels[s.ID] = s.Label
		}
	}
	return d
}

// withoutRepeat leaves out a bottom line that only repeats the one stage there is.
// The book and its result stay as they are.
func withoutRepeat(b *Book) *Book {
	s := b.Result.Stages
	if len(s) != 2 || s[1].Stage != result.BottomLine || s[0].N != s[1].N || s[0].Advanced != s[1].Advanced {
		return b
	}
	book, resOwn := *b, *b.Result
	resOwn.Stages = s[:1]
	book.Result = &resOwn
	return &book
}

// label is a signal in words.
func (d *draft) label(id string) string {
	if l, ok := d.labels[id]; ok {
		return l
	}
	return words.SentenceCase(words.Underscored(id))
}

// inWords puts the words of a signal in place of its id, or its id and what it counts
// as, in a sentence of the audit.
func (d *draft) inWords(s string) string {
	return signalTerm.ReplaceAllStringFunc(s, func(term string) string {
		id, block, _ := strings.Cut(term, ":")
		if _, known := d.labels[id]; !known {
			return term
		}
		if block == "" {
			return d.label(id)
		}
		return d.partLabel(id, result.Block(block))
	})
}

var signalTerm = regexp.MustCompile(`\b[a-z]+(?:_[a-z]+)+(?::(?:weak|job_related|context))?\b|\b[a-z]+:(?:weak|job_related|context)\b`)

// stageName is a stage in words. A table without stages has one without a name.
func stageName(s string) string {
	switch s {
	case result.BottomLine:
		return words.StageBottomLine
	case "":
		return words.StageUnnamed
	}
	return words.SentenceCase(words.Underscored(s))
}

func blockName(b result.Block) string {
	switch b {
	case result.Weak:
		return words.BlockWeak
	case result.JobRelated:
		return words.BlockJobRelated
	case result.Context:
		return words.BlockContext
	}
	return string(b)
}

func verdictWord(v result.Verdict) string {
	switch v {
	case result.Associated:
		return words.VerdictReliedOn
	case result.NoMaterialAssociation:
		return words.VerdictNone
	case result.CannotTell:
		return words.VerdictUnknown
	}
	return ""
}

// findingKey names one finding for links and anchors.
func findingKey(stage string, s result.SignalResult) string {
	return stage + "\x00" + s.Signal + "\x00" + string(s.Block)
}

// Cells.

// funnelStages are the indexes of the stages, without the bottom line.
func (d *draft) funnelStages() []int {
	var out []int
	for i, st := range d.res.Stages {
		if st.Stage != result.BottomLine {
			out = append(out, i)
		}
	}
	return out
}

// relied are the weak signals with the verdict "relied on", at any stage.
func (d *draft) relied() []string {
	var out []string
	for _, st := range d.res.Stages {
		for _, s := range st.Signals {
			if s.Block == result.Weak && s.Verdict == result.Associated && !slices.Contains(out, d.label(s.Signal)) {
				out = append(out, d.label(s.Signal))
			}
		}
	}
	return out
}

func (d *draft) anyGroups() bool {
	return slices.ContainsFunc(d.res.Stages, func(st result.StageResult) bool { return len(st.Impact) > 0 })
}

func (d *draft) anyIndicated() bool {
	for _, st := range d.res.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				if g.Verdict == "indicated" {
					return true
				}
			}
		}
	}
	return false
}

// eachConsistency visits the stages that have screeners.
func (d *draft) eachConsistency(visit func(i int, st result.StageResult, c *result.Consistency)) {
	for i, st := range d.res.Stages {
		if st.Consistency != nil {
			visit(i, st, st.Consistency)
		}
	}
}

// signalText names the signal, and its roles where they are not all.
func (d *draft) signalText(st result.StageResult, s result.SignalResult) string {
	name := d.label(s.Signal)
	if s.Kind == result.Numeric {
		name += words.NumericSuffix
	}
	if len(s.Roles) > 0 && len(s.Roles) < d.roleCount(st) {
		name += " (" + words.List(s.Roles) + ")"
	}
	return name
}

// roleCount is the number of different roles that the stage's signals name.
func (d *draft) roleCount(st result.StageResult) int {
	seen := map[string]bool{}
	for _, s := range st.Signals {
		for _, r := range s.Roles {
			seen[r] = true
		}
	}
	return len(seen)
}

// why gives the reason of a verdict; its words may hold counts, so a withheld row
// has words of its own.
func (d *draft) why(s result.SignalResult, sh disclosure.Shade) string {
	if sh > disclosure.Open {
		return words.WithheldReason
	}
	why := s.Reason
	if missing := reasons(namedEstimate{words.AdjustedName, s.Adjusted.AverageMarginalEffect}); missing != "" {
		why = words.JoinSentences(why, words.SentenceCase(missing)+".")
	}
	return why
}

func attributeName(s string) string { return words.SentenceCase(words.Underscored(s)) }

// partLabel adds what a signal counts as, unless it is weak.
func (d *draft) partLabel(signal string, b result.Block) string {
	if b == result.Weak {
		return d.label(signal)
	}
	return d.label(signal) + " (" + strings.ToLower(blockName(b)) + ")"
}

// firstStage is the index of the first stage with signals, -1 if there is none.
func (d *draft) firstStage() int {
	return slices.IndexFunc(d.res.Stages, func(st result.StageResult) bool { return len(st.Signals) > 0 })
}
