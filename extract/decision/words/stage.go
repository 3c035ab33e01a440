package words

import "slices"

// Stages are those that a text may name, in the order of the funnel; [NoStage] is none.
func Stages() []string {
	return []string{"resume_screen", "phone_screen", "coding_challenge", "technical_offsite", "onsite", "offer", "hired"}
}

// NoStage is the answer for what is no step of a selection: a lead, a talent pool.
const NoStage = "none"

func isStage(answer string) bool {
	return answer == NoStage || answer == Asked.String() || slices.Contains(Stages(), answer)
}

// Stage is the stage of the usual funnel that a text names: resume_screen,
// phone_screen, coding_challenge, technical_offsite, onsite, offer or hired;
// [NoStage] for what is none; "asked" where it fits two or is not known; "" if blank.
func (w *Words) Stage(text string) string {
	folded := fold(text)
	if len(folded) == 0 {
		return ""
	}
	if len(folded) > 1 && numeric(folded[0].text) && folded[0].clause != folded[1].clause {
		folded = folded[1:] // "1. Phone screen"
	}
	best, bestKnown := []string(nil), reading{}
	for i := range w.tongues {
		answer, r := w.stage(&w.tongues[i], folded)
		switch {
		case len(best) == 0 || r.better(bestKnown):
			best, bestKnown = []string{answer}, r
		case !bestKnown.better(r) && !slices.Contains(best, answer):
			best = append(best, answer)
		}
	}
	if len(best) > 1 {
		return Asked.String()
	}
	return best[0]
}

func (w *Words) stage(t *tongue, folded []word) (answer string, r reading) {
	f, clauses := facts{}, 0
	items := t.stage.read(folded)
	for _, it := range items {
		f[it.concept] = true
		clauses = max(clauses, it.clause)
	}
	r = known(items)
	if r.unknown > 0 {
		return Asked.String(), r
	}
	answer = Asked.String()
	for i := range w.stages {
		if w.stages[i].holds(f) {
			answer = w.stages[i].Is
			break
		}
	}
	return answer, r
}
