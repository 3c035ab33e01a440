package decision

import (
	"cmp"
	"slices"

	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/words"
)

// Account is what each text of an export was taken for, for people to check.
type Account struct {
	// OutcomeTexts of the columns that decide the outcome: status, reason, and stages
	// that are none.
	OutcomeTexts  []TextOutcome
	SourceTexts   []TextSource
	ReferrerTexts []TextReferrer
	// Titles of the jobs.
	Titles []TitleCount
}

// TextOutcome counts rows of a text by what it counts as: advanced, hired, rejected,
// withdrawn, offer_declined, pending, excluded or asked.
type TextOutcome struct {
	Column  string `json:"column"`
	Text    string `json:"text"`
	Outcome string `json:"outcome"`
	Rows    int    `json:"rows"`
	// Alone is what the text says by itself: "" nothing ("Archived", "Other").
	Alone string `json:"alone,omitempty"`
}

// TextSource counts rows of a source text; Source is "asked" where the employer must say.
type TextSource struct {
	Text   string `json:"text"`
	Source string `json:"source"`
	Rows   int    `json:"rows"`
}

// TextReferrer counts rows of a referrer text: nobody, person or asked. Names of
// persons are one entry without a name.
type TextReferrer struct {
	Text    string `json:"text"`
	CountAs string `json:"counts_as"`
	Rows    int    `json:"rows"`
}

// TitleCount counts applications by the title of the job, and its requisition where
// a role may be declared by it.
type TitleCount struct {
	Title       string `json:"title"`
	Requisition string `json:"-"`
	Rows        int    `json:"rows"`
}

// PersonsNamed stands for the names of persons in a list of texts.
const PersonsNamed = "(names of persons)"

// account fills in what each text was taken for.
func (r *exportReader) account(m *Mapping) {
	m.OutcomeTexts = slices.Concat(r.statusTexts(), r.reasonTexts(), r.stageTexts())
	m.ReferrerTexts = r.referrerTexts()
	m.Titles = r.e.titles()
}

// statusTexts lists what the rows of each status became; rows of moves and of wide
// tables are counted as their text reads.
func (r *exportReader) statusTexts() (out []TextOutcome) {
	for code, n := range r.outcome.Rows {
		if n == 0 || code == 0 {
			continue
		}
		reading := r.asked.status.Of(uint32(code))
		var became [Asked + 1]int
		if code < len(r.asked.statusBecame) {
			became = r.asked.statusBecame[code]
		}
		for _, k := range became {
			n -= k
		}
		became[reading.Outcome] += n
		out = append(out, byClass(r.header(heads.Outcome), r.outcome.Texts.Names[code], alone(reading), became)...)
	}
	return sortTexts(out)
}

// reasonTexts lists what the rows of each reason became.
func (r *exportReader) reasonTexts() (out []TextOutcome) {
	column := cmp.Or(r.header(heads.RejectionReason), r.header(heads.RejectionType))
	for code, became := range r.asked.became {
		if code > 0 { // 0 = no reason
			out = append(out, byClass(column, r.asked.reasonTexts.Names[code], alone(r.asked.reasons.Of(uint32(code)).Reading), became)...)
		}
	}
	return sortTexts(out)
}

func alone(r words.Reading) string {
	if r.Open {
		return ""
	}
	return r.Outcome.Class()
}

// byClass adds up a text's rows by the outcome that they got.
func byClass(column, text, alone string, became [Asked + 1]int) (out []TextOutcome) {
	classes := map[string]int{}
	for o, n := range became {
		classes[cmp.Or(Outcome(o).Class(), Pending.String())] += n
	}
	for class, n := range classes {
		if n > 0 {
			out = append(out, TextOutcome{column, text, class, n, alone})
		}
	}
	return out
}

// stageTexts lists the stage names that are outcomes.
func (r *exportReader) stageTexts() (out []TextOutcome) {
	for code, n := range r.stage.Rows {
		if n == 0 || code == 0 || r.stage.Answer.Of(uint32(code)) >= 0 {
			continue
		}
		if o := r.asked.stage.Of(uint32(code)).outcome; o != OutcomeUnknown && (o != Asked || r.asked.rows[askedStage][uint32(code)] > 0) {
			out = append(out, TextOutcome{cmp.Or(r.header(heads.Stage), r.header(heads.LastStage)), r.stage.Texts.Names[code], o.Class(), n, o.Class()})
		}
	}
	return sortTexts(out)
}

func sortTexts(t []TextOutcome) []TextOutcome {
	slices.SortFunc(t, func(a, b TextOutcome) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Outcome, b.Outcome))
	})
	return t
}

// sourceTexts lists the sources, under both names that `check` prints.
func (r *exportReader) sourceTexts(m *Mapping) {
	for code, n := range r.source.Rows {
		if n == 0 || code == 0 {
			continue
		}
		text, to := r.source.Texts.Names[code], ""
		if a := r.source.Answer.Of(uint32(code)); a >= 0 {
			to = words.Sources()[a]
		}
		m.Sources = append(m.Sources, TextCount{text, to, n})
		m.SourceTexts = append(m.SourceTexts, TextSource{text, cmp.Or(to, Asked.String()), n})
	}
	slices.SortFunc(m.SourceTexts, func(a, b TextSource) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Text, b.Text))
	})
}

func (r *exportReader) referrerTexts() (out []TextReferrer) {
	for text, n := range r.asked.referrerRows {
		as := "nobody"
		switch {
		case text == "":
			text, as = PersonsNamed, "person"
		case r.asked.referrers[text] == words.AskedReferrer:
			as = Asked.String()
		}
		out = append(out, TextReferrer{text, as, n})
	}
	slices.SortFunc(out, func(a, b TextReferrer) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Text, b.Text))
	})
	return out
}

// titles counts applications by title and requisition.
func (e *Export) titles() (out []TitleCount) {
	type key struct{ role, requisition uint32 }
	n := map[key]int{}
	for i := range e.Len() {
		n[key{e.role[i], e.requisition[i]}]++
	}
	for k, rows := range n {
		out = append(out, TitleCount{e.roles.Names[k.role], e.requisitions.Names[k.requisition], rows})
	}
	slices.SortFunc(out, func(a, b TitleCount) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Requisition, b.Requisition))
	})
	return out
}
