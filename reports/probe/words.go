package probe

import (
	"fmt"
	"math"
	"strings"

	"weaksignal/audit/result"

	"weaksignal/audit/probe"
)

func (b *Book) subtitle() string {
	return strings.Join([]string{"Screener " + b.screener(), b.Run.StartedAt.Format("2 January 2006"),
		fmt.Sprintf("%s résumés, %s, %s requests", Thousands(b.Result.Resumes), Counted(b.Result.Jobs, "job"), Thousands(b.Run.Requests)), "run " + b.Run.ID}, " · ")
}

func (b *Book) screener() string {
	if b.Run.ScreenerVersion == "" {
		return b.Run.Screener + " (version not stated)"
	}
	return b.Run.Screener + ", " + b.Run.ScreenerVersion
}

// Counted is "1 job", "2 jobs".
func Counted(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return Thousands(n) + " " + word + "s"
}

// Thousands is a count with commas.
func Thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// thing is what an arm changes, as it stands in a sentence.
func (b *Book) thing(a *probe.ArmResult) string {
	switch a.Arm {
	case "blind":
		return "all weak signals together"
	case "name":
		return a.Signal
	}
	if l := b.Labels[a.Signal]; l != "" {
		return l
	}
	return a.Signal
}

// amount of an effect on the outcome.
func (b *Book) amount(x float64) string {
	if b.Result.Outcome == "decision" {
		return signed("%+.1f points", 100*x)
	}
	return signed("%+.3g", x)
}

// signed writes a number with the sign that typesetters use.
func signed(format string, x ...any) string {
	return strings.ReplaceAll(fmt.Sprintf(format, x...), "-", "−")
}

func (b *Book) ranged(e result.Estimate) string {
	_, low, high, ok := e.Bounds()
	if !ok {
		return "not estimable: " + e.NotEstimable
	}
	return b.amount(low) + " to " + b.amount(high)
}

func (b *Book) outcome() string {
	if b.Result.Outcome == "decision" {
		return "share advanced"
	}
	return "score"
}

// answers are one sentence an arm.
func (b *Book) answers() (out []string) {
	for i := range b.Result.Arms {
		out = append(out, b.answer(&b.Result.Arms[i]))
	}
	return out
}

func (b *Book) answer(a *probe.ArmResult) string {
	value, _, _, _ := a.Effect.Bounds()
	what := b.thing(a)
	change := fmt.Sprintf("%s (range %s)", b.amount(value), b.ranged(a.Effect))
	if sd := b.Result.ScoreSD; sd != nil && *sd > 0 {
		change = fmt.Sprintf("%s, %.2g times the spread between résumés (range %s)", b.amount(value), math.Abs(value)/(*sd), b.ranged(a.Effect))
	}
	switch a.Reason {
	case probe.ReasonClear:
		return fmt.Sprintf("%s: moves the %s. With it instead of a line without meaning: %s.", sentence(what), b.outcome(), change)
	case probe.ReasonWithin:
		return fmt.Sprintf("%s: no material effect. Whatever it does to the %s lies within ±%s (range %s).", sentence(what), b.outcome(), plain(b.amount(b.Result.Margin)), b.ranged(a.Effect))
	}
	return fmt.Sprintf("%s: cannot tell. %s", sentence(what), b.reason(a))
}

func plain(amount string) string { return strings.TrimPrefix(amount, "+") }

func sentence(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// reason of "cannot tell".
func (b *Book) reason(a *probe.ArmResult) string {
	switch a.Reason {
	case probe.ReasonNotRead:
		return "Even taking out or putting in the skills that the job requires moves nothing, so the screener does not read what was changed."
	case probe.ReasonUnreadPlace:
		return "Nothing that was put in its place moved the answer, not even a skill that the job requires, so the screener does not read there."
	case probe.ReasonNoControl:
		return "No résumé could be changed in a required skill, so it is not known whether the screener reads what was changed."
	case probe.ReasonNoise:
		return fmt.Sprintf("The effect is no larger than what lines without meaning do (range %s).", b.ranged(a.Effect))
	case probe.ReasonSmall:
		return fmt.Sprintf("There is an effect, but the range (%s) reaches over the margin of %s or the effect stays under it.", b.ranged(a.Effect), plain(b.amount(b.Result.Margin)))
	case probe.ReasonFailures:
		return "Requests fail more often on one side of the pairs, so those that were answered are no fair sample."
	case probe.ReasonTooFew:
		return fmt.Sprintf("%s could be compared, too few to tell.", sentence(Counted(a.Pairs, "pair")))
	case probe.ReasonNoDecisions:
		return fmt.Sprintf("Scores hardly move, but the range of decisions (%s) reaches over %.3g points.", points(a.DecisionEffect), 100*b.Result.DecisionMargin)
	}
	return fmt.Sprintf("The range (%s) holds both no effect and more than the margin of %s: more résumés or repeats would tell (weaksignal probe --power).", b.ranged(a.Effect), plain(b.amount(b.Result.Margin)))
}

func points(e result.Estimate) string {
	_, low, high, ok := e.Bounds()
	if !ok {
		return "–"
	}
	return signed("%+.1f to %+.1f points", 100*low, 100*high)
}

func verdictWords(v probe.Verdict) string {
	switch v {
	case probe.Associated:
		return "● moves it"
	case probe.NoMaterialAssociation:
		return "○ no material effect"
	}
	return "? cannot tell"
}

func (b *Book) effectsNote() string {
	how := "Each résumé's own lines that show the signal were replaced by lines without meaning of the same length in their places."
	if b.Run.Mode == "add" {
		how = "A line that shows the signal was put into each résumé, and at the same place lines without meaning of the same length."
	}
	return how + " The effect is the version with the signal minus the mean of those without, within a résumé at a job."
}

func (b *Book) effects() *table {
	t := &table{heads: []string{"What was changed", "Verdict", "Pairs", "Effect on the " + b.outcome(), "Range", "p, corrected", "Advanced only with it", "Advanced only without it", "Effect on decisions"}}
	for i := range b.Result.Arms {
		a := &b.Result.Arms[i]
		row := []cell{words(sentence(b.thing(a))), words(verdictWords(a.Verdict)), whole(a.Pairs), b.effect(a.Effect), words(b.ranged(a.Effect)), pValue(a.PAdjusted)}
		if a.Flips.Estimable() {
			row = append(row, whole(a.Gained), whole(a.Lost), words(points(a.DecisionEffect)))
		} else {
			row = append(row, words("–"), words("–"), words("no decisions"))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

func whole(n int) cell {
	v := float64(n)
	return cell{text: Thousands(n), value: &v}
}

func (b *Book) effect(e result.Estimate) cell {
	value, _, _, ok := e.Bounds()
	if !ok {
		return words("–")
	}
	return cell{text: b.amount(value), value: &value, percent: b.Result.Outcome == "decision"}
}

func pValue(p *float64) cell {
	switch {
	case p == nil:
		return words("–")
	case *p < .001:
		return words("< .001")
	}
	return cell{text: fmt.Sprintf("%.3f", *p), value: p}
}

func share(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100**x)
}

func (b *Book) gates() *table {
	r := b.Result
	t := &table{heads: []string{"Check", "Result", "What it tells"}}
	add := func(what, result, tells string) {
		t.rows = append(t.rows, []cell{words(what), words(result), words(tells)})
	}
	moved := "moved nothing"
	if r.Control.Moved {
		moved = fmt.Sprintf("moved the %s by %s", b.outcome(), b.ranged(r.Control.Effect))
	}
	if r.Control.Pairs == 0 {
		moved = "could not be made"
	}
	add("Positive control: required skills", moved, "A screener that reads the changed places should notice them.")
	sd := "–"
	if r.Placebo.SD != nil {
		sd = plain(b.amount(*r.Placebo.SD))
	}
	add("Spread of lines without meaning", sd, "How much the answer moves for a line that means nothing; an effect has to be larger.")
	add("Identical file again: equal score", share(r.Repeatability.SameScore), "How repeatable the screener is.")
	add("Identical file again: other decision", share(r.Repeatability.Flips), "Decisions that change though nothing did.")
	if r.Rendering != nil {
		add("Written anew against the original", b.ranged(*r.Rendering), "What the renderer alone does; it is the same in all versions compared.")
	}
	return t
}

func (b *Book) gateWords() []string {
	if s := b.Result.Repeatability.SameScore; s != nil && *s < 1 {
		return []string{fmt.Sprintf("Asked about the identical file again, the screener gave the same score in %s of cases.", share(s))}
	}
	return nil
}

func (b *Book) failures() *table {
	t := &table{heads: []string{"Versions", "Requests", "Without an answer"}}
	for _, f := range b.Result.Failures {
		name := strings.ReplaceAll(f.Arm, "_", " ")
		if f.Signal != "" || f.Arm == "blind" {
			name = b.thing(&probe.ArmResult{Arm: f.Arm, Signal: f.Signal})
		}
		t.rows = append(t.rows, []cell{words(sentence(name)), whole(f.Requests), whole(f.Count)})
	}
	return t
}

func (b *Book) method() []string {
	r := b.Result
	out := []string{
		fmt.Sprintf("Who gets which version was decided by this experiment, so that a difference is caused by it: for this screener (%s), on this date, for these résumés and jobs. It says nothing of another version, another prompt or other applicants, and nothing of what people decide afterwards.", b.screener()),
		fmt.Sprintf("Each version was asked %s, in random order within a résumé, never two versions of a résumé together. Ranges are %g %% intervals of the paired mean, clustered by %s; p is the larger of the t test's and of sign flips, corrected over the signals by Holm's method.", Counted(b.Run.Repeats, "time"), 100*levelOf(r), r.ClusteredBy),
		fmt.Sprintf("An effect counts as material from %s (%s).", plain(b.amount(r.Margin)), b.marginWords()),
	}
	if b.Run.Unread > 0 {
		out = append(out, fmt.Sprintf("%s could not be read and took no part.", sentence(Counted(b.Run.Unread, "document"))))
	}
	for _, n := range b.Run.NotEditable {
		if n.Resumes > 0 {
			out = append(out, fmt.Sprintf("%s: %s took no part, because it could not be shown or taken out there.", sentence(b.thing(&probe.ArmResult{Arm: n.Arm, Signal: n.Signal})), Counted(n.Resumes, "résumé")))
		}
	}
	for i := range r.Arms {
		if r.Arms[i].Arm == "name" {
			out = append(out, "Names carry class, age and region as well as sex (Gaddis 2017): a difference between them cannot be laid to one of these alone.")
		}
	}
	if b.Run.Consent != "" {
		out = append(out, "Résumés left this machine by this right: "+b.Run.Consent)
	}
	return out
}

func (b *Book) marginWords() string {
	if b.Result.Outcome == "decision" {
		return "of decisions"
	}
	return "a share of the spread of scores between résumés"
}

func levelOf(r *probe.Result) float64 {
	for _, a := range r.Arms {
		if a.Effect.Level > 0 {
			return a.Effect.Level
		}
	}
	return .95
}

// Summary is what a terminal shows: the answers.
func (b *Book) Summary() []string { return b.answers() }
