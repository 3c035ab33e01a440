package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
)

func flagSet(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	f := pflag.NewFlagSet("audit", pflag.ContinueOnError)
	f.StringArray("resumes", nil, "")
	f.String("out", "", "")
	f.String("run-id", "", "")
	f.Int("workers", 0, "")
	f.Bool("quiet", false, "")
	f.String("not-configuration", "", "")
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
	return f
}

func writeConfig(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// loaded is the configuration of a file with this text.
func loaded(t *testing.T, text string) *Config {
	t.Helper()
	c, err := Load(writeConfig(t, text), nil, flagSet(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestFlagsWinOverVariablesOverFileOverDefaults(t *testing.T) {
	path := writeConfig(t, "resumes: [cvs, /abs]\nworkers: 2\nout: file-out\nstate: s\naudit: {seed: 7, level: 0.9}\n")
	env := []string{"WEAKSIGNAL_WORKERS=3", "WEAKSIGNAL_OUT=env-out", "WEAKSIGNAL_AUDIT_LEVEL=0.99", "HOME=/home/x", "OTHER=1"}
	c, err := Load(path, env, flagSet(t, "--out", "flag-out"))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(path)
	for _, check := range []struct{ key, got, want any }{
		{"out: flag", c.Out, "flag-out"},
		{"workers: variable", c.Workers, 3},
		{"audit.level: variable", c.Audit.Level, 0.99},
		{"audit.seed: file", c.Audit.Seed, uint64(7)},
		{"resumes: file, beside it", c.Resumes, []string{filepath.Join(dir, "cvs"), "/abs"}},
		{"state: file, beside it", c.State, filepath.Join(dir, "s")},
		{"timeout: default", c.Documents.Timeout, 10 * time.Second},
		{"cluster: default", c.Audit.Cluster, "requisition"},
		{"file", c.File, path},
	} {
		if !reflect.DeepEqual(check.got, check.want) {
			t.Errorf("%v = %v, want %v", check.key, check.got, check.want)
		}
	}
}

func TestListsFromFlagsAndVariables(t *testing.T) {
	path := writeConfig(t, "resumes: [a]\n")
	list := "b" + string(os.PathListSeparator) + "c, d"
	c, err := Load(path, []string{"WEAKSIGNAL_RESUMES=" + list}, flagSet(t))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"b", "c, d"}; !reflect.DeepEqual(c.Resumes, want) {
		t.Errorf("from the variable: %q, want %q", c.Resumes, want)
	}
	c, err = Load(path, []string{"WEAKSIGNAL_RESUMES=" + list}, flagSet(t, "--resumes", "e, f", "--resumes", "g"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"e, f", "g"}; !reflect.DeepEqual(c.Resumes, want) {
		t.Errorf("from flags: %q, want %q", c.Resumes, want)
	}
}

func TestTextStaysText(t *testing.T) {
	c := loaded(t, `
table:
  decision: {column: decision, advanced: [1, yes, true, "Advanced.Now"]}
  weak: [Open_Source, a.b]
roles:
  - {name: ML.Engineer, match: [ML*], min_years: 3}
audit: {margin: 0.05}
`)
	if want := []string{"1", "yes", "true", "Advanced.Now"}; !reflect.DeepEqual(c.Table.Decision.Advanced, want) {
		t.Errorf("advanced = %q, want %q", c.Table.Decision.Advanced, want)
	}
	if want := []string{"Open_Source", "a.b"}; !reflect.DeepEqual(c.Table.Weak, want) {
		t.Errorf("weak = %q, want %q", c.Table.Weak, want)
	}
	if c.Roles[0].Name != "ML.Engineer" || c.Roles[0].MinYears != 3 {
		t.Errorf("role = %+v", c.Roles[0])
	}
	if plan, err := c.Plan(); err != nil || plan.Margin != 0.05 {
		t.Errorf("margin = %v, %v; want 0.05", plan.Margin, err)
	}
}

func TestFaultsNamePlaceKeyAndRemedy(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"misspelt", "resumes: [a]\ndecision: [b]\n", `:2: decision: unknown key; did you mean "decisions"?`},
		{"misspelt below", "roles:\n  - name: X\n    requierd_skills: [a]\n", `:3: roles[0].requierd_skills: unknown key; did you mean "required_skills"?`},
		{"unknown", "zzzzzzzzzz: 1\n", ":1: zzzzzzzzzz: unknown key; known here: audit,"},
		{"dotted", "audit.level: 0.9\n", `:1: audit.level: unknown key`},
		{"other case", "Resumes: [a]\n", `:1: Resumes: unknown key; did you mean "resumes"?`},
		{"twice", "out: a\nout: b\n", "already"},
		{"list", "resumes: cvs\n", `:1: resumes: expected a list, found the single value "cvs"; write it as`},
		{"number", "\nworkers: many\n", `:2: workers: "many" is not a whole number`},
		{"level", "audit: {level: high}\n", `:1: audit.level: "high" is not a number`},
		{"mapping", "audit: 3\n", ":1: audit: expected keys with values"},
		{"duration", "documents: {timeout: 10}\n", "is not a duration such as 10s"},
		{"truth", "json: maybe\n", `"maybe" is not true or false`},
		{"nested in a text", "out: {a: b}\n", ":1: out: expected a text, found keys with values"},
		{"broken", "resumes: [a\n", "correct the YAML"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(writeConfig(t, c.text), nil, flagSet(t))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant …%s…\nfor  %q", err, c.want, c.text)
			}
		})
	}
}

func TestEveryFaultIsReported(t *testing.T) {
	_, err := Load(writeConfig(t, "decison: [b]\nworkers: x\n"), nil, flagSet(t))
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("got %v, want two lines", err)
	}
}

func TestUnknownAndWrongVariables(t *testing.T) {
	for env, want := range map[string]string{
		"WEAKSIGNAL_WORKER=2":  `WEAKSIGNAL_WORKER: unknown variable; did you mean "WEAKSIGNAL_WORKERS"?`,
		"WEAKSIGNAL_WORKERS=x": `WEAKSIGNAL_WORKERS: "x" is not a whole number`,
	} {
		if _, err := Load(writeConfig(t, ""), []string{env}, flagSet(t)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", env, err, want)
		}
	}
}

func TestMissingFile(t *testing.T) {
	if _, err := Load(filepath.Join(t.TempDir(), "no.yaml"), nil, flagSet(t)); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("a named file that is missing: %v", err)
	}
	t.Chdir(t.TempDir())
	if _, err := Load("", nil, flagSet(t)); err != nil {
		t.Errorf("the default file is optional: %v", err)
	}
}

func TestValidate(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"role without name", "roles: [{match: [a]}]\n", "roles[0].name: required key is missing"},
		{"role twice", "roles: [{name: a}, {name: a}]\n", "stands twice"},
		{"unknown signal", "roles: [{name: a, job_related: [fame]}]\n", `roles[0].job_related[0]: unknown signal or measure "fame"`},
		{"skills not named", "roles: [{name: a, job_related: [skills_match]}]\n", "roles[0].required_skills: required key is missing"},
		{"degree", "roles: [{name: a, min_degree: BA}]\n", "use bachelor, masters or phd"},
		{"empty period", "since: 2026-02-01\nuntil: 2026-01-01\n", "the period is empty"},
		{"date", "since: 01.02.2026\n", `"01.02.2026" is no date`},
		{"window", "window: {period: week}\n", "use month, quarter or year"},
		{"retention", "retention_days: 0\n", "retention_days: 0 must lie between 1 and"},
		{"zone", "time_zone: Mars/Phobos\n", "time_zone"},
		{"run id", "run_id: ../x\n", "no usable folder name"},
		{"latest", "run_id: latest\n", "no usable folder name"},
		{"level", "audit: {level: 95}\n", "audit.level: 95 is not between"},
		{"cluster", "audit: {cluster: office}\n", "audit.cluster"},
		{"margin", "audit: {margin: some}\n", "audit.margin"},
		{"retention that overflows a date", "retention_days: 9223372036854775807\n", "retention_days: 9223372036854775807 must lie between 1 and"},
		{"megabytes that overflow", "documents: {max_mb: 9007199254740993}\n", "max_mb: 9007199254740993 must lie between 1 and"},
		{"a memory limit under which nothing starts", "documents: {max_memory_mb: 1}\n", "max_memory_mb: 1 must lie between 64 and"},
		{"a deadline of years", "documents: {timeout: 99999h}\n", "timeout: 99999h0m0s must lie between"},
		{"a million workers", "workers: 1000000\n", "workers: must lie between 0 and"},
		{"limits", "documents: {max_pages: 0}\n", "max_pages: 0 must lie between 1 and"},
		{"OCR", "documents: {ocr: always}\n", "use auto, off or require"},
		{"languages of OCR", "documents: {ocr_languages: [\"eng -c\"]}\n", "are no languages of tesseract"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			conf := loaded(t, c.text)
			err := conf.Validate([]string{"open_source", "skills_match"})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant …%s…\nfor  %q", err, c.want, c.text)
			}
		})
	}
}

func TestPeriods(t *testing.T) {
	now := time.Date(2026, 11, 22, 0, 30, 0, 0, time.UTC)
	cases := []struct {
		name, text, from, until string
		closed                  bool
	}{
		{"open", "", "", "", false},
		{"until is the last day", "since: 2026-10-01\nuntil: 2026-10-31\n", "2026-10-01", "2026-10-31", true},
		{"until today", "since: 2026-10-01\nuntil: 2026-11-22\n", "2026-10-01", "2026-11-22", false},
		{"since alone", "since: 2026-10-01\n", "2026-10-01", "", false},
		{"month", "window: {period: month}\n", "2026-10-01", "2026-10-31", true},
		{"three months", "window: {period: month, count: 3}\n", "2026-08-01", "2026-10-31", true},
		{"quarter", "window: {period: quarter}\n", "2026-07-01", "2026-09-30", true},
		{"year", "window: {period: year}\n", "2025-01-01", "2025-12-31", true},
		{"dates win over the window", "since: 2026-01-01\nwindow: {period: month}\n", "2026-01-01", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			conf := loaded(t, c.text)
			p, err := conf.Period(now)
			if err != nil {
				t.Fatal(err)
			}
			from, until := p.Days()
			if from != c.from || until != c.until || p.Closed(now) != c.closed {
				t.Errorf("%s to %s, closed %v; want %s to %s, %v", from, until, p.Closed(now), c.from, c.until, c.closed)
			}
		})
	}
}

func TestPeriodsKeepTheTimeZone(t *testing.T) {
	c := loaded(t, "time_zone: Europe/Berlin\nwindow: {period: month}\n")
	// 23:30 UTC on 31 October is November already in Berlin: October is closed.
	p, err := c.Period(time.Date(2026, 10, 31, 23, 30, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Until.Format(time.RFC3339); got != "2026-11-01T00:00:00+01:00" {
		t.Errorf("until = %s", got)
	}
	if got := p.Since.Format(time.RFC3339); got != "2026-10-01T00:00:00+02:00" {
		t.Errorf("since = %s", got)
	}
}

func TestUserFoldersAndTheirAbsence(t *testing.T) {
	if got := userFolder(nil, "state"); got != "" {
		t.Errorf("without a home: %q, want none", got)
	}
}

func TestASecondDocumentIsRefused(t *testing.T) {
	_, _, faults := checkFile("my.yaml", []byte("out: a\n---\nout: b\n"))
	if len(faults) != 1 || !strings.Contains(faults[0].Error(), "my.yaml:2: a second document begins") {
		t.Errorf("%v: want the line of the second document", faults)
	}
	for _, text := range []string{"", "# nothing\n", "---\nout: a\n", "out: a\n...\n"} {
		if _, _, faults := checkFile("my.yaml", []byte(text)); len(faults) > 0 {
			t.Errorf("%q: %v", text, faults)
		}
	}
}

// TestOutBesideTheFile: reports go beside the configuration, like every path in it,
// wherever the program is started.
func TestOutBesideTheFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "my.yaml")
	if err := os.WriteFile(file, []byte("resumes: [cv]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(file, nil, pflag.NewFlagSet("", pflag.ContinueOnError))
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "out"); c.Out != want {
		t.Errorf("out is %q, want %q", c.Out, want)
	}
	if c, err = Load(NoFile, nil, pflag.NewFlagSet("", pflag.ContinueOnError)); err != nil || c.Out != "out" {
		t.Errorf("without a file: %v, %v", c, err)
	}
}
