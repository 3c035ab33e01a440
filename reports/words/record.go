package words

import "weaksignal/audit/result"

// Complete writes into a record what its statements and reasons say in words: the texts of
// the headline, and the reason of each verdict on a signal or a group. What is of an older
// record, which has words and no kinds, stays as it is. Label is what a sentence calls the
// signal with an id; nil = [SignalName].
func Complete(r *result.Result, label func(id string) string) {
	if label == nil {
		label = SignalName
	}
	t := teller{r, label}
	for i := range r.Headline {
		r.Headline[i].Text = t.statement(&r.Headline[i])
	}
	for i := range r.Stages {
		st := &r.Stages[i]
		for j := range st.Signals {
			st.Signals[j].Reason = Why(&st.Signals[j])
		}
		for a := range st.Impact {
			for g := range st.Impact[a].Groups {
				if group := &st.Impact[a].Groups[g]; group.Why != nil {
					group.Reason = GroupWhy(group, true)
				}
			}
		}
	}
}
