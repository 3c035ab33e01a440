package draft

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"weaksignal/cmd/weaksignal/internal/check"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/words"
)

// Open marks what the employer must say.
const Open = "OPEN"

// Inputs are the paths that the configuration names, as they stand in it.
type Inputs struct {
	Resumes, Decisions []string
	Demographics       string
}

// writer keeps the first error and counts the questions.
type writer struct {
	w    io.Writer
	err  error
	open int
}

func (w *writer) line(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.w, format+"\n", args...)
	}
}

// ask writes a question, and the line that answers it.
func (w *writer) ask(indent, question, answer string) {
	w.open++
	w.line("%s# %s: %s", indent, Open, question)
	if answer != "" {
		w.line("%s# %s", indent, answer)
	}
}

// Write writes the configuration and returns the number of open questions.
func Write(to io.Writer, in Inputs, found *check.Found) (open int, err error) {
	w := &writer{w: to}
	w.line(`# weaksignal configuration, drafted by "weaksignal init". What is marked %s needs`, Open)
	w.line("# your word; the rest is a proposal, with the rows behind it: correct what is wrong.")
	w.line("# Paths are relative to this file. Then: check --config and audit --config.")
	w.line("")
	w.inputs(in, found)
	w.roles(found)
	w.line("")
	w.line("export:")
	w.columns(found)
	w.stages(found)
	w.outcomes(found)
	w.sources(found)
	w.obstacles(found)
	return w.open, w.err
}

func (w *writer) inputs(in Inputs, found *check.Found) {
	if len(in.Resumes) > 0 {
		w.line("resumes: [%s]", quotedList(in.Resumes))
	} else {
		w.ask("", "where are the résumés?", "resumes: [FOLDER]")
	}
	w.line("decisions: [%s]", quotedList(in.Decisions))
	if in.Demographics != "" {
		w.line("demographics: %s", quoted(in.Demographics))
		w.line("# answers that join: %d, for %d applications", found.GroupsJoined, found.Join.Applications)
	}
	if j := found.Join; j.Documents > 0 {
		w.line("# By file names alone, %d of %d applications find one of %d documents; e-mail addresses", j.Matched, j.Applications, j.Documents)
		w.line("# and names inside them, which an audit reads, may match more.")
	}
}

// roles proposes a role for each title; what counts for the work is the employer's
// to declare.
func (w *writer) roles(found *check.Found) {
	w.line("")
	w.line("# What is not declared job-related counts as weak, and the result is called unadjusted:")
	w.line("# add signals and measures as `weaksignal signals` names them, years_experience and")
	w.line("# skills_match (with required_skills: [...]) for example.")
	w.line("roles:")
	n := 0
	for _, r := range found.Roles {
		if r.Title == "" || slices.ContainsFunc(found.Roles[:n], func(o join.RoleTitle) bool { return strings.EqualFold(o.Title, r.Title) }) {
			n++
			continue
		}
		n++
		w.line("  - name: %s   # %d rows", quoted(r.Title), r.Rows)
		w.line("    match: [%s]", quoted(r.Title))
		w.line("    job_related: []")
	}
}

func (w *writer) columns(found *check.Found) {
	w.line("  columns:")
	for _, c := range found.Columns {
		line, note := "    - {field: %s, header: %s}", ""
		if c.Empty {
			line, note = "    # {field: %s, header: %s}", "   # empty in all rows"
		}
		w.line(line+note, c.Canonical, quoted(c.Header))
	}
	if len(found.Unmapped) > 0 {
		w.line("  # not used: %s", oneLine(strings.Join(found.Unmapped, ", ")))
	}
}

// stages lists the funnel in its order.
func (w *writer) stages(found *check.Found) {
	outcomes := map[string]bool{}
	for _, t := range found.OutcomeTexts {
		outcomes[t.Text] = outcomes[t.Text] || t.Outcome != "asked"
	}
	var open []decision.TextCount
	by := map[string][]decision.TextCount{}
	for _, s := range found.Stages {
		switch {
		case s.To != "":
			by[s.To] = append(by[s.To], s)
		case !outcomes[s.From]:
			open = append(open, s)
		}
	}
	if len(by) > 0 {
		w.line("  stages:   # in their order")
	}
	for _, stage := range words.Stages() {
		if len(by[stage]) == 0 {
			continue
		}
		w.line("    - name: %s", stage)
		w.line("      match:")
		for _, s := range by[stage] {
			w.line("        - %s   # %d rows", quoted(s.From), s.Rows)
		}
	}
	for _, s := range open {
		w.ask("    ", fmt.Sprintf("which stage is it, if any? %d rows", s.Rows), fmt.Sprintf("- {name: STAGE, match: [%s]}", quoted(s.From)))
	}
}

// outcomes lists each text under what it says by itself.
func (w *writer) outcomes(found *check.Found) {
	by, seen, open := map[string][]decision.TextOutcome{}, map[string]bool{}, []decision.TextOutcome{}
	for _, t := range found.OutcomeTexts {
		switch {
		case seen[t.Text]:
		case t.Outcome == "asked":
			open = append(open, t)
		case t.Alone != "" && t.Alone != "asked":
			seen[t.Text] = true
			by[t.Alone] = append(by[t.Alone], t)
		}
	}
	w.line("  outcomes:")
	for _, outcome := range []string{"hired", "advanced", "rejected", "withdrawn", "offer_declined", "pending", "excluded"} {
		if len(by[outcome]) == 0 {
			continue
		}
		w.line("    - name: %s", outcome)
		w.line("      match:")
		for _, t := range by[outcome] {
			w.line("        - %s   # %s, %d rows", quoted(t.Text), oneLine(t.Column), t.Rows)
		}
	}
	for _, t := range open {
		if !seen[t.Text] {
			seen[t.Text] = true
			w.ask("    ", fmt.Sprintf("hired, advanced, rejected, withdrawn, offer_declined, pending or excluded? %s, %d rows", oneLine(t.Column), t.Rows),
				fmt.Sprintf("- {name: OUTCOME, match: [%s]}", quoted(t.Text)))
		}
	}
}

func (w *writer) sources(found *check.Found) {
	by := map[string][]decision.TextSource{}
	for _, s := range found.SourceTexts {
		by[s.Source] = append(by[s.Source], s)
	}
	if len(by) > 0 {
		w.line("  sources:")
	}
	for _, source := range words.Sources() {
		if len(by[source]) == 0 {
			continue
		}
		w.line("    - name: %s", source)
		w.line("      match:")
		for _, s := range by[source] {
			w.line("        - %s   # %d rows", quoted(s.Text), s.Rows)
		}
	}
	for _, s := range by["asked"] {
		w.ask("    ", fmt.Sprintf("referral, campus, agency, job_board, career_site, internal, sourcing or other? %d rows", s.Rows),
			fmt.Sprintf("- {name: SOURCE, match: [%s]}", quoted(s.Text)))
	}
}

// obstacles says what else an audit would stop at.
func (w *writer) obstacles(found *check.Found) {
	for _, p := range found.Problems {
		if p.Fatal && !p.Texts {
			w.line("")
			w.ask("", oneLine(p.Reason), oneLine(p.Remedy))
		}
	}
}

func quotedList(texts []string) string {
	var out []string
	for _, t := range texts {
		out = append(out, quoted(t))
	}
	return strings.Join(out, ", ")
}

// quoted is a text as YAML reads it between double quotes.
func quoted(s string) string { return strconv.Quote(s) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
