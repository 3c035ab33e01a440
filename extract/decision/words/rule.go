package words

import "fmt"

// rule gives an answer to a verb about which all of When and none of Unless hold.
type rule struct {
	When   []string `yaml:"when"`
	Unless []string `yaml:"unless"`
	Is     string   `yaml:"is"`
}

// Answers of a rule beside the outcomes.
const (
	nothing = "nothing" // says nothing of the outcome: "interviewed"
	idle    = "idle"    // a step was taken, and no decision told: "interviewed"
	vague   = "vague"   // must be asked, unless another part of the text tells
)

func (r *rule) holds(f facts) bool {
	for _, w := range r.When {
		if !f[w] {
			return false
		}
	}
	for _, u := range r.Unless {
		if f[u] {
			return false
		}
	}
	return true
}

// check tells whether the rule can be used.
func (r *rule) check(answers func(string) bool) error {
	if len(r.When) == 0 {
		return fmt.Errorf("a rule for %q has no condition", r.Is)
	}
	if !answers(r.Is) {
		return fmt.Errorf("a rule has the answer %q", r.Is)
	}
	return nil
}

func isOutcome(answer string) bool {
	_, ok := OutcomeByName(answer)
	return ok || answer == nothing || answer == vague || answer == idle
}

// answer is that of the first rule that holds; vague if none does.
func answer(rules []rule, f facts) string {
	for i := range rules {
		if rules[i].holds(f) {
			return rules[i].Is
		}
	}
	return vague
}
