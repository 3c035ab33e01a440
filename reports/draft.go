package reports

import (
	"regexp"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// Draft is what every report of a run is made from: the book, and what of it may be
// shown. All of them ask the same one, so that none gives away what another withholds.
type Draft struct {
	Book   *Book
	Result *result.Result
	Shown  *disclosure.Shown
	labels map[string]string
}

// NewDraft settles what of a book may be shown. The book and its result stay as they are.
func NewDraft(b *Book) *Draft {
	b = complete(withoutRepeat(b))
	kept := b.settled
	if kept == nil {
		kept = settle(b)
	}
	return DraftOf(leaveOut(b, kept.left), kept.shown)
}

// DraftOf is the draft of a book of which it is settled what may be shown.
func DraftOf(b *Book, shown *disclosure.Shown) *Draft {
	d := &Draft{Book: b, Result: b.Result, Shown: shown, labels: map[string]string{}}
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

// Label is a signal in words.
func (d *Draft) Label(id string) string {
	if l, ok := d.labels[id]; ok {
		return l
	}
	return words.SentenceCase(words.SignalName(id))
}

// InWords puts the words of a signal in place of its id, or its id and what it counts
// as, in a sentence of the audit.
func (d *Draft) InWords(s string) string {
	return signalTerm.ReplaceAllStringFunc(s, func(term string) string {
		id, block, _ := strings.Cut(term, ":")
		if _, known := d.labels[id]; !known {
			return term
		}
		if block == "" {
			return d.Label(id)
		}
		return d.PartLabel(id, result.Block(block))
	})
}

var signalTerm = regexp.MustCompile(`\b[a-z]+(?:_[a-z]+)+(?::(?:weak|job_related|context))?\b|\b[a-z]+:(?:weak|job_related|context)\b`)

// StageName is a stage in words. A table without stages has one without a name.
func StageName(s string) string {
	switch s {
	case result.BottomLine:
		return words.StageBottomLine
	case "":
		return words.StageUnnamed
	}
	return words.SentenceCase(words.Underscored(s))
}

func BlockName(b result.Block) string {
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

func VerdictWord(v result.Verdict) string {
	switch v {
	case result.Associated:
		return words.VerdictAssociated
	case result.NoMaterialAssociation:
		return words.VerdictNone
	case result.CannotTell:
		return words.VerdictUnknown
	}
	return ""
}

// FunnelStages are the indexes of the stages, without the bottom line.
func (d *Draft) FunnelStages() []int {
	var out []int
	for i, st := range d.Result.Stages {
		if st.Stage != result.BottomLine {
			out = append(out, i)
		}
	}
	return out
}

func (d *Draft) AnyGroups() bool {
	return slices.ContainsFunc(d.Result.Stages, func(st result.StageResult) bool { return len(st.Impact) > 0 })
}

// EachConsistency visits the stages that have screeners.
func (d *Draft) EachConsistency(visit func(i int, st result.StageResult, c *result.Consistency)) {
	for i, st := range d.Result.Stages {
		if st.Consistency != nil {
			visit(i, st, st.Consistency)
		}
	}
}

// SignalName names the signal, and its roles where they are not all.
func (d *Draft) SignalName(st result.StageResult, s result.SignalResult) string {
	name := d.Label(s.Signal)
	if s.Kind == result.Numeric {
		name += words.NumericSuffix
	}
	if len(s.Roles) > 0 && len(s.Roles) < d.roleCount(st) {
		name += " (" + words.List(s.Roles) + ")"
	}
	return name
}

// roleCount is the number of different roles that the stage's signals name.
func (d *Draft) roleCount(st result.StageResult) int {
	seen := map[string]bool{}
	for _, s := range st.Signals {
		for _, r := range s.Roles {
			seen[r] = true
		}
	}
	return len(seen)
}

// Why gives the reason of a verdict; its words may hold counts, so a withheld row
// has words of its own.
func (d *Draft) Why(s result.SignalResult, sh disclosure.Shade) string {
	if sh > disclosure.Open {
		return words.WithheldReason
	}
	why := words.Why(&s)
	if missing := Reasons(Named{words.AdjustedName, s.Adjusted.AverageMarginalEffect}); missing != "" {
		why = words.JoinSentences(why, words.SentenceCase(missing)+".")
	}
	return why
}

func AttributeName(s string) string { return words.SentenceCase(words.Underscored(s)) }

// PartLabel adds what a signal counts as, unless it is weak.
func (d *Draft) PartLabel(signal string, b result.Block) string {
	if b == result.Weak {
		return d.Label(signal)
	}
	return d.Label(signal) + " (" + strings.ToLower(BlockName(b)) + ")"
}

// FirstStage is the index of the first stage with signals, -1 if there is none.
func (d *Draft) FirstStage() int {
	return slices.IndexFunc(d.Result.Stages, func(st result.StageResult) bool { return len(st.Signals) > 0 })
}

// Named is an estimate with the name that a note gives it.
type Named struct {
	Name     string
	Estimate result.Estimate
}

// Reasons joins what could not be computed, once each, for a note.
func Reasons(named ...Named) string {
	var parts []string
	for _, n := range named {
		if n.Estimate.NotEstimable == "" {
			continue
		}
		part := n.Name + ": " + n.Estimate.NotEstimable
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "; ")
}
