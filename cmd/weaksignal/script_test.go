package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"weaksignal/extract"
)

// TestMain answers the ways in which the test binary is started again: as a worker
// that reads documents, and as the command of a script or of a fault test.
func TestMain(m *testing.M) {
	if extract.IsWorker(os.Args) || os.Getenv(asCommand) != "" {
		os.Unsetenv(asCommand)
		main()
	}
	testscript.Main(m, map[string]func(){"weaksignal": main})
}

// TestScripts runs testdata/script/*.txtar: stdout, stderr, exit status, files
// present and absent. Each starts in a folder with the small pool of smallPool.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("WEAKSIGNAL_STATE", filepath.Join(env.WorkDir, "state"))
			env.Setenv("WEAKSIGNAL_CACHE", filepath.Join(env.WorkDir, "cache"))
			env.Setenv("XDG_CACHE_HOME", filepath.Join(os.TempDir(), "weaksignal-test-cache"))
			return smallPool(env.WorkDir)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "fill": fillScript},
	})
}

// exits runs `weaksignal args…` and checks its exit status: exits 3 audit --out x.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS ARGS…")
	}
	err := ts.Exec("weaksignal", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// smallPool writes 36 invented applicants at three requisitions: résumés as text,
// an export, groups and a configuration. Every third wrote open-source software.
func smallPool(dir string) error {
	var export, groups strings.Builder
	export.WriteString("Candidate ID,Application ID,Candidate Name,Email,Resume,Job ID,Job Name,Current Stage,Status,Applied On,Rejected On,Source,Recruiter\n")
	groups.WriteString("candidate_id,sex\n")
	files := map[string]string{"config.yaml": smallConfig}
	for i := range 36 {
		person := fmt.Sprintf("Quill%c%c Marrowby%c", 'a'+i/26, 'a'+i%26, 'a'+i%26)
		file := fmt.Sprintf("cv-%03d.txt", i)
		files["resumes/"+file] = smallResume(i, person)
		stage, status, rejected := "Application Review", "Rejected", "2026-02-10"
		if (i*7+i/12)%12 < 5 {
			stage, status, rejected = "Offer", "Hired", ""
		}
		fmt.Fprintf(&export, "%d,%d,%s,%s@example.org,%s,R%d,ML Engineer,%s,%s,2026-02-01,%s,Website,Recruiter %c\n",
			1000+i, 2000+i, person, strings.ToLower(strings.ReplaceAll(person, " ", ".")), file, i/12, stage, status, rejected, 'A'+i%3)
		fmt.Fprintf(&groups, "%d,%s\n", 1000+i, []string{"Female", "Male", ""}[i%3])
	}
	files["export.csv"], files["groups.csv"] = export.String(), groups.String()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

const smallConfig = `resumes: [resumes]
decisions: [export.csv]
demographics: groups.csv
out: out
roles:
  - name: ML engineer
    match: ["ML Engineer*"]
    job_related: [years_experience, skills_match]
    required_skills: [python, docker, sql]
    min_degree: bachelor
`

func smallResume(i int, person string) string {
	work := "Built ranking services in Python and Docker for a regional retailer."
	if i%3 == 0 {
		work += "\n- Maintainer of tidegauge, an open-source Python library for sensor data (released on PyPI)."
	}
	return fmt.Sprintf(`%s
%s@example.org

EXPERIENCE
Software Engineer, Brindlecombe Ltd, Jan %d - Dec 2025
- %s
- Wrote SQL reports for the logistics team, shift %d, and kept the weekly numbers honest.

EDUCATION
BSc Computer Science, Northmere University, 2012 - 2015

SKILLS
Python, SQL%s
`, person, strings.ToLower(strings.ReplaceAll(person, " ", ".")), 2015+i%9, work, i, []string{"", ", Docker"}[i%2])
}
