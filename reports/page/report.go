package page

import (
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/words"
)

// Make makes the report of a result. Equal inputs make equal reports.
func Make(in Input) *Report {
	m := &maker{Input: in, res: in.Result}
	if m.Paper == "" {
		m.Paper = A4
	}
	r := &Report{Title: reportTitle, Answer: answer(m), Subject: subject(m), Origin: origin(m), RunID: m.res.Run.ID, Confidentiality: m.Confidentiality, Paper: m.Paper}
	for _, p := range []Page{answerPage(m, r.Answer), signalsPage(m), groupsPage(m), privilegePage(m), processPage(m), closingPage(m)} {
		if len(p.Blocks) == 0 {
			continue
		}
		fit(&p, m.Paper, len(r.Pages) == 0)
		r.Pages = append(r.Pages, p)
	}
	return r
}

func origin(m *maker) string {
	run := m.res.Run
	parts := []string{m.Organisation, period(m), words.WordRun + " " + run.ID}
	if !run.FinishedAt.IsZero() {
		parts = append(parts, run.FinishedAt.UTC().Format("2 January 2006"))
	}
	if run.Version != "" {
		parts = append(parts, words.ProductName+" "+run.Version)
	}
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, clip(p, 60))
		}
	}
	return strings.Join(said, " · ")
}

func period(m *maker) string {
	in := m.res.Intake
	if in.PeriodFrom == "" || in.PeriodUntil == "" {
		return ""
	}
	return decidedFrom(in.PeriodFrom, in.PeriodUntil)
}

// answerPage is page 1. Groups, things to do and caution are fixed; the picture and
// what else was found give way to them.
func answerPage(m *maker, answer string) Page {
	p := Page{Name: pageAnswer, Title: titleAnswer}
	add := func(b Block) { p.Blocks = append(p.Blocks, b) }
	add(&Headline{answer})
	if i := m.first(); i >= 0 {
		if forest := forest(m, i); len(forest.Rows) > 0 {
			add(forest.described(forestAlt))
			add(&Text{Note, forestWords(margin(m.res.Stages[i]))})
		}
		if why := whyUnknown(m, i); len(why) > 0 {
			add(&List{Items: why, Cut: Cut{Least: 1, Give: 4}})
		}
	}
	add(compare(m))
	if also := also(m); len(also) > 0 {
		add(&List{Heading: headAlso, Items: also, Cut: Cut{Least: 1, Give: 2}})
	}
	add(&List{Heading: headDo, Numbered: true, Items: todo(m)})
	if enough := enough(m); enough != "" {
		add(&Text{Body, enough})
	}
	add(&Text{Caution, cautionText})
	return p
}

// described gives a plot its words for those who do not see it.
func (p *Plot) described(lead string) *Plot {
	rows := make([]string, 0, len(p.Rows))
	for _, r := range p.Rows {
		if r.Alt != "" {
			rows = append(rows, r.Alt)
		}
	}
	p.Alt = lead + strings.Join(rows, ". ")
	return p
}

// weakIDs are the weak signals of the first stage, those found first.
func weakIDs(m *maker, i int) []string {
	var out []string
	for _, v := range []result.Verdict{result.Associated, result.NoMaterialAssociation, result.CannotTell} {
		for _, j := range m.verdicts(i, v) {
			out = append(out, m.res.Stages[i].Signals[j].Signal)
		}
	}
	return out
}
