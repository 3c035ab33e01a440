package decision

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/words"
)

// askedKind is the column whose text must be asked for.
type askedKind int

const (
	askedStatus askedKind = iota
	askedReason
	askedStage
)

// asked remembers what the words say of each distinct text, so that each is read
// once, and the rows that hang on a text which the employer must explain.
type asked struct {
	status                  *lookup.Memo[words.Reading] // of outcome texts
	stage                   *lookup.Memo[notStage]      // of stage texts
	statusTells, stageTells *lookup.Memo[bool]          // see tells
	reasonTexts             *lookup.Labels
	reasons                 *lookup.Memo[reason]
	// became counts rows by reason, and by status, and by the outcome that they got.
	became, statusBecame became
	// rows that hang on a text, by column and code.
	rows      [askedStage + 1]map[uint32]int
	referrers map[string]words.Referrer
	// referrerRows counts rows by text, names of persons under "".
	referrerRows map[string]int
}

// became counts rows by the code of a text and the outcome that they got.
type became [][Asked + 1]int

func (b *became) add(code uint32, o Outcome) {
	for int(code) >= len(*b) {
		*b = append(*b, [Asked + 1]int{})
	}
	(*b)[code][o]++
}

func newAsked(r *exportReader) *asked {
	a := &asked{reasonTexts: lookup.NewLabels(), referrers: map[string]words.Referrer{}, referrerRows: map[string]int{}}
	a.status, a.stage = lookup.NewMemo(r.outcome.Texts, r.readStatus), lookup.NewMemo(r.stage.Texts, r.readNotStage)
	a.statusTells, a.stageTells = lookup.NewMemo(r.outcome.Texts, r.tells), lookup.NewMemo(r.stage.Texts, r.tells)
	a.reasons = lookup.NewMemo(a.reasonTexts, r.readReason)
	for k := range a.rows {
		a.rows[k] = map[uint32]int{}
	}
	return a
}

// lexicon is loaded: newFunnel fails otherwise.
func lexicon() *words.Words {
	w, _ := words.Default()
	return w
}

// readStatus reads a status: the configuration's answer or the lexicon's as the
// classifier has it, else what the words say.
func (r *exportReader) readStatus(code uint32, text string) words.Reading {
	if answer := r.outcome.Answer.Of(code); answer >= 0 {
		return words.Reading{Outcome: Outcome(answer)}
	}
	if word := legend(r.header(heads.Outcome), text); word != "" {
		text = word
	}
	reading := lexicon().Status(text)
	if reading.Outcome != Asked || !reading.Silent {
		return reading
	}
	switch s := int8(r.stage.Match.Find(text)); { // the status of who waits is the name of a stage
	case s == r.e.full.Hired:
		return words.Reading{Outcome: Hired}
	case s >= 0:
		return words.Reading{Outcome: Pending}
	}
	return reading
}

// legend is the word that a header explains a letter by: of "Selected (S) or Rejected
// (R)", "Rejected" for R; "" if it explains none.
func legend(header, letter string) string {
	if len(letter) == 0 || len(letter) > 2 {
		return ""
	}
	before, _, ok := strings.Cut(header, "("+letter+")")
	spelt := strings.Fields(before)
	if !ok || len(spelt) == 0 {
		return ""
	}
	return spelt[len(spelt)-1]
}

// readReason reads a reason; one that stands for an empty cell is none.
func (r *exportReader) readReason(code uint32, text string) reason {
	if words.Blank(text) {
		return reason{}
	}
	if o := r.outcome.Match.Explicit(text); o >= 0 {
		return reason{code, words.Reading{Outcome: Outcome(o)}}
	}
	return reason{code, lexicon().Reason(text)}
}

// notStage is what a stage text means that names no stage of the funnel.
type notStage struct {
	outcome Outcome
	// noStep: it is no step of a selection, but a lead or a talent pool.
	noStep bool
}

func (r *exportReader) readNotStage(_ uint32, text string) notStage {
	if e := r.outcome.Match.Explicit(text); e >= 0 {
		return notStage{outcome: Outcome(e)}
	}
	return notStage{lexicon().Status(text).Outcome, lexicon().Stage(text) == words.NoStage}
}

// referrer reads a referrer cell and counts it.
func (a *asked) referrer(text string) words.Referrer {
	who, ok := a.referrers[text]
	if !ok {
		who = lexicon().Referrer(text)
		a.referrers[text] = who
	}
	if who == words.PersonReferrer {
		text = ""
	}
	a.referrerRows[text]++
	return who
}

// stageGuards names the texts that must be asked for, and says where the export
// tells no stages.
func (r *exportReader) stageGuards(where string) {
	e := r.e
	d := r.doubtTexts(where)
	e.Guards = append(e.Guards, d.Guards()...)
	total := 0
	for _, s := range e.Mapping.Stages {
		total += s.Rows
	}
	if e.single && total > 0 {
		r.guard("one_stage", false, InputError{File: where, Column: r.header(heads.Stage),
			Reason: "the export does not say at which stage people were rejected, or none of its stages is known; the whole process is audited as one stage", Remedy: "export the stage at rejection as well (last_stage), or list the stage names under export.stages"})
	}
}

// doubtTexts collects the texts that only the employer can explain.
func (r *exportReader) doubtTexts(where string) *doubt.Doubt {
	d := &doubt.Doubt{Applications: r.e.Len(), Advanced: r.e.Mapping.Outcomes.Advanced}
	outcomes := "say under export.outcomes what each means (hired, advanced, rejected, withdrawn, offer_declined, pending or excluded):"
	r.doubt(d, where, r.header(heads.Outcome), "it does not say which outcome these texts mean", outcomes, "OUTCOME", r.named(askedStatus, r.outcome.Texts))
	r.doubt(d, where, cmp.Or(r.header(heads.RejectionReason), r.header(heads.RejectionType)), "it does not say who ended it, and how, where these reasons stand", outcomes, "OUTCOME", r.named(askedReason, r.asked.reasonTexts))
	r.doubt(d, where, cmp.Or(r.header(heads.Stage), r.header(heads.LastStage)), "these texts are neither a known stage nor a known outcome",
		"say under export.stages which stage each is (the whole funnel in order), or under export.outcomes which outcome:", lookup.UnansweredStage, r.unknownStages())
	sources, who := r.unknownSources()
	r.doubt(d, where, cmp.Or(r.header(heads.Source), r.header(heads.SourceType)), "it does not say whether these sources are referrals by employees",
		"say under export.sources what each is (referral, campus, agency, job_board, career_site, internal, sourcing or other):", "SOURCE", sources)
	r.doubt(d, where, r.header(heads.Referrer), "it does not say whether these referrers are employees",
		"leave such cells empty where nobody referred the applicant, or give the employee's name or number; or name the sources of referrals under export.sources", "", who)
	return d
}

// doubt adds the texts of one column, with the lines to paste. The answer in them is a
// word that no configuration takes: pasted without one, it is asked for again.
func (r *exportReader) doubt(d *doubt.Doubt, where, column, reason, remedy, answer string, texts []doubt.Doubted) {
	slices.SortFunc(texts, func(a, b doubt.Doubted) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Text, b.Text))
	})
	for i, t := range texts {
		t.Kind, t.File, t.Column, t.Reason = doubt.DoubtText, where, column, reason
		if answer != "" {
			t.Remedy = fmt.Sprintf("  - {name: %s, match: [%s]}", answer, doubt.Quoted(t.Text))
		}
		if i == 0 {
			t.Remedy = strings.TrimRight(remedy+"\n"+t.Remedy, "\n")
		}
		d.Add(t)
	}
}

// named are the texts of a column on which rows hang. Any of them may have advanced.
func (r *exportReader) named(kind askedKind, texts *lookup.Labels) (out []doubt.Doubted) {
	for code, n := range r.asked.rows[kind] {
		out = append(out, doubt.Doubted{Text: texts.Names[code], Rows: n, Advanced: n})
	}
	return out
}

// unknownStages are the stage texts that are neither a stage nor an outcome.
func (r *exportReader) unknownStages() (out []doubt.Doubted) {
	for code, n := range r.stage.Rows {
		if n == 0 || code == 0 || r.stage.Answer.Of(uint32(code)) >= 0 {
			continue
		}
		s, hang := r.asked.stage.Of(uint32(code)), r.asked.rows[askedStage][uint32(code)]
		if hang == 0 && (s.noStep || r.e.single || endsIt(s.outcome)) {
			continue
		}
		out = append(out, doubt.Doubted{Text: r.stage.Texts.Names[code], Rows: n, Advanced: n})
	}
	return out
}

// endsIt tells whether an outcome is the end of an application: a stage called so is
// none, where the name of one that goes on must be a step.
func endsIt(o Outcome) bool {
	return o != Asked && o != Advanced && o != Pending && o != OutcomeUnknown
}

// unknownSources are the source and referrer texts for which it is not known whether
// an employee referred the applicant, with those of their rows that advanced.
func (r *exportReader) unknownSources() (sources, referrers []doubt.Doubted) {
	rows, advanced := 0, 0
	for i := range r.e.Len() {
		if r.e.referral[i] != askedReferral {
			continue
		}
		rows++
		if o, _ := r.e.final(i); o == Hired || o == Advanced || o == OfferDeclined {
			advanced++
		}
	}
	if rows == 0 {
		return nil, nil
	}
	share := func(n int) int { return (n*advanced + rows - 1) / rows }
	for code, n := range r.source.Rows {
		if n > 0 && code > 0 && r.source.Answer.Of(uint32(code)) < 0 {
			sources = append(sources, doubt.Doubted{Text: r.source.Texts.Names[code], Rows: min(n, rows), Advanced: share(min(n, rows))})
		}
	}
	for text, n := range r.asked.referrerRows {
		if text != "" && r.asked.referrers[text] == words.AskedReferrer {
			referrers = append(referrers, doubt.Doubted{Text: text, Rows: min(n, rows), Advanced: share(min(n, rows))})
		}
	}
	return sources, referrers
}
