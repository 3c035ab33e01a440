package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Probe says what is asked of an automated screener.
type Probe struct {
	// Resumes are folders of résumés.
	Resumes []string `mapstructure:"resumes" path:"yes"`
	// Sample is how many of them are used, drawn by audit.seed; 0 = all.
	Sample int `mapstructure:"sample"`
	// Consent is by what right real résumés leave this machine; recorded.
	Consent string     `mapstructure:"consent"`
	Jobs    []ProbeJob `mapstructure:"jobs"`
	// Signals are put in or taken out, by catalogue id.
	Signals []string  `mapstructure:"signals"`
	Arms    ProbeArms `mapstructure:"arms"`
	// Repeats of each request: "auto" (from a pilot) or a number.
	Repeats string `mapstructure:"repeats"`
	// Cut turns scores into decisions: a score of at least this advances; "" = none.
	Cut      string        `mapstructure:"cut"`
	Margin   ProbeMargin   `mapstructure:"margin"`
	Screener ProbeScreener `mapstructure:"screener"`
}

// ProbeJob is an advert and the role, of roles, whose requirements are its own.
type ProbeJob struct {
	Role string `mapstructure:"role"`
	Text string `mapstructure:"text" path:"yes"`
}

// ProbeArms say what versions are made.
type ProbeArms struct {
	Mode     string `mapstructure:"mode"` // remove | add
	Placebos int    `mapstructure:"placebos"`
	Names    bool   `mapstructure:"names"`
	Blind    bool   `mapstructure:"blind"`
}

// ProbeMargin is what counts as material.
type ProbeMargin struct {
	ScoreSD  float64 `mapstructure:"score_sd"` // in standard deviations of the résumés' scores
	Decision float64 `mapstructure:"decision"`
}

// ProbeScreener is asked in one of three ways.
type ProbeScreener struct {
	Command []string  `mapstructure:"command"`
	HTTP    ProbeHTTP `mapstructure:"http"`
	// Files is a folder for an operator's requests.
	Files string `mapstructure:"files" path:"yes"`
	// Version of the screener, for the record: a model's name, a prompt's date.
	Version string `mapstructure:"version"`
	// Format of the file that goes with the text: docx, pdf, html, md; "" = text only.
	Format string `mapstructure:"format"`
	// Slate is how many résumés a ranker scores together; 0 = one at a time.
	Slate   int           `mapstructure:"slate"`
	Timeout time.Duration `mapstructure:"timeout"`
}

// ProbeHTTP is an HTTP service.
type ProbeHTTP struct {
	// Preset fills in what is not given: openai (a chat endpoint) or multipart (an upload).
	Preset  string        `mapstructure:"preset"`
	URL     string        `mapstructure:"url"`
	Method  string        `mapstructure:"method"`
	Headers []ProbeHeader `mapstructure:"headers"`
	Body    string        `mapstructure:"body"`
	// Upload is the form field of the file, Fields go with it.
	Upload string        `mapstructure:"upload"`
	Fields []ProbeHeader `mapstructure:"fields"`
	// Model of a chat endpoint.
	Model    string        `mapstructure:"model"`
	Score    string        `mapstructure:"score"`
	Decision string        `mapstructure:"decision"`
	Advance  []string      `mapstructure:"advance"`
	Timeout  time.Duration `mapstructure:"timeout"`
	// Rate is the most requests in a time: 2/s, 30/m.
	Rate    string `mapstructure:"rate"`
	Retries int    `mapstructure:"retries"`
}

// ProbeHeader is a name and a value; ${NAME} in it comes from the environment.
type ProbeHeader struct {
	Name  string `mapstructure:"name"`
	Value string `mapstructure:"value"`
}

// RequireProbe checks what `probe` needs. signals are the ids that can be probed.
func (c *Config) RequireProbe(signals []string) error {
	var faults []error
	fault := func(key, reason, remedy string) {
		faults = append(faults, &Error{Where: c.where("probe." + key), Key: "probe." + key, Reason: reason, Remedy: remedy})
	}
	p := &c.Probe
	if len(p.Resumes) == 0 {
		fault("resumes", "required key is missing", "name a folder of résumés, or make one: weaksignal simulate --format resumes --out pool")
	}
	if len(p.Jobs) == 0 {
		fault("jobs", "required key is missing", "name at least one: [{role: ML engineer, text: advert.txt}]")
	}
	for i, j := range p.Jobs {
		known := slices.ContainsFunc(c.Roles, func(r Role) bool { return r.Name == j.Role })
		if !known {
			fault(fmt.Sprintf("jobs[%d].role", i), fmt.Sprintf("%q is none of roles", j.Role), Suggest(j.Role, c.roleNames())+" Its required_skills are the positive control")
		}
		if j.Text == "" {
			fault(fmt.Sprintf("jobs[%d].text", i), "required key is missing", "name the file with the advert")
		}
	}
	c.checkArms(signals, fault)
	c.checkScreener(fault)
	return errors.Join(faults...)
}

func (c *Config) roleNames() []string {
	var out []string
	for _, r := range c.Roles {
		out = append(out, r.Name)
	}
	return out
}

func (c *Config) checkArms(signals []string, fault func(key, reason, remedy string)) {
	p := &c.Probe
	if len(p.Signals) == 0 && !p.Arms.Blind && !p.Arms.Names {
		fault("signals", "required key is missing", "list what to probe, such as [open_source, kaggle]")
	}
	for _, id := range p.Signals {
		if !slices.Contains(signals, id) {
			fault("signals", fmt.Sprintf("unknown signal %q", id), "known: "+strings.Join(signals, ", "))
		}
	}
	if p.Arms.Mode != "remove" && p.Arms.Mode != "add" {
		fault("arms.mode", fmt.Sprintf("%q is unknown", p.Arms.Mode), "use remove (what résumés have) or add (what they lack)")
	}
	if p.Arms.Placebos < 2 || p.Arms.Placebos > 10 {
		fault("arms.placebos", "must lie between 2 and 10", "with one placebo its own meaning could not be told from the signal's")
	}
	if p.Repeats != "auto" {
		if n, err := strconv.Atoi(p.Repeats); err != nil || n < 1 || n > 100 {
			fault("repeats", fmt.Sprintf("%q is neither auto nor a number from 1 to 100", p.Repeats), "use auto")
		}
	}
	if p.Cut != "" {
		if _, err := strconv.ParseFloat(p.Cut, 64); err != nil {
			fault("cut", fmt.Sprintf("%q is no number", p.Cut), "give the score from which the screener advances, or leave the key out")
		}
	}
	if p.Margin.ScoreSD <= 0 || p.Margin.Decision <= 0 || p.Margin.Decision >= 1 {
		fault("margin", "must be above 0, that of decisions below 1", "remove the keys to use 0.2 standard deviations and 0.05")
	}
	if p.Sample < 0 {
		fault("sample", "must not be negative", "use 0 for all")
	}
}

func (c *Config) checkScreener(fault func(key, reason, remedy string)) {
	s := &c.Probe.Screener
	ways := 0
	for _, given := range []bool{len(s.Command) > 0, s.HTTP.URL != "", s.Files != ""} {
		if given {
			ways++
		}
	}
	if ways != 1 {
		fault("screener", fmt.Sprintf("%d ways to ask are given", ways), "give one of command, http (with url) and files")
	}
	if !slices.Contains([]string{"", "docx", "pdf", "html", "md"}, s.Format) {
		fault("screener.format", fmt.Sprintf("%q is unknown", s.Format), "use docx, pdf, html or md, or leave it out for text")
	}
	if s.Slate < 0 || s.Slate == 1 || s.Slate > 200 {
		fault("screener.slate", "must be 0 or lie between 2 and 200", "leave it out to ask about one résumé at a time")
	}
	if _, err := s.HTTP.Every(); err != nil {
		fault("screener.http.rate", err.Error(), "write 2/s, 30/m or 500/h")
	}
	if !slices.Contains([]string{"", "openai", "multipart"}, s.HTTP.Preset) {
		fault("screener.http.preset", fmt.Sprintf("%q is unknown", s.HTTP.Preset), "use openai or multipart")
	}
}

// Every is the least time between two requests by Rate; 0 = no limit.
func (h *ProbeHTTP) Every() (time.Duration, error) {
	if h.Rate == "" {
		return 0, nil
	}
	count, unit, ok := strings.Cut(h.Rate, "/")
	n, err := strconv.ParseFloat(count, 64)
	per := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}[unit]
	if !ok || err != nil || n <= 0 || per == 0 {
		return 0, fmt.Errorf("%q is no rate", h.Rate)
	}
	return time.Duration(float64(per) / n), nil
}

// CutScore is the score from which a screener advances; nil = none is configured.
func (p *Probe) CutScore() *float64 {
	v, err := strconv.ParseFloat(p.Cut, 64)
	if p.Cut == "" || err != nil { // RequireProbe refused it
		return nil
	}
	return &v
}
