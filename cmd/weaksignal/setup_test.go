package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/neutral"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

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
		if err := put(filepath.Join(dir, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return nil
}

// newPool is a folder with the small pool.
func newPool(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	return dir
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

// asCommand makes the test binary be the command: see TestMain.
const asCommand = "WEAKSIGNAL_TEST_AS_COMMAND"

// command is `weaksignal args…` in dir with state and cache of its own.
func command(dir string, args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Dir = dir
	c.Env = append(withoutOurs(os.Environ()), asCommand+"=1",
		"WEAKSIGNAL_DOCUMENTS_TIMEOUT=1m", // a busy machine is no hang
		"WEAKSIGNAL_STATE="+filepath.Join(dir, "state"), "WEAKSIGNAL_CACHE="+filepath.Join(dir, "cache"))
	if raceEnabled { // the race detector takes several times the memory
		c.Env = append(c.Env, "WEAKSIGNAL_DOCUMENTS_MAX_MEMORY_MB=2000")
	}
	return c
}

func withoutOurs(env []string) []string {
	var kept []string
	for _, pair := range env {
		if !strings.HasPrefix(pair, "WEAKSIGNAL_") {
			kept = append(kept, pair)
		}
	}
	return kept
}

// expect runs a command that must end with a status, and returns what it said.
func expect(t *testing.T, c *exec.Cmd, status int) string {
	t.Helper()
	said, err := c.CombinedOutput()
	if c.ProcessState == nil || c.ProcessState.ExitCode() != status {
		t.Fatalf("%v: %v, want exit status %d: %s", c.Args[1:], err, status, said)
	}
	return string(said)
}

// good runs an audit that must succeed and be silent.
func good(t *testing.T, dir, id string, args ...string) {
	t.Helper()
	if said := expect(t, command(dir, append([]string{"audit", "-q", "--run-id", id}, args...)...), exit.OK); said != "" {
		t.Fatalf("run %s: %s", id, said)
	}
}

// runAt runs a command in this process, as if it were now.
func runAt(t *testing.T, dir string, now time.Time, args ...string) (status int, said string) {
	t.Helper()
	var out bytes.Buffer
	a := &app{Reader: inputs.Reader{Stderr: &out, Now: func() time.Time { return now }}, stdin: strings.NewReader(""), stdout: neutral.NewPrinter(&out),
		env: []string{"WEAKSIGNAL_STATE=" + filepath.Join(dir, "state"), "WEAKSIGNAL_CACHE=" + filepath.Join(dir, "cache"), "WEAKSIGNAL_OUT=" + filepath.Join(dir, "out")}}
	root := a.rootCommand()
	root.SetArgs(append(args, "--config", filepath.Join(dir, "config.yaml")))
	err := root.ExecuteContext(context.Background())
	exit.Report(&out, err)
	return exit.Code(err), out.String()
}

// awaitFolder waits until a run has made its folder, or for two seconds.
func awaitFolder(dir, pattern string) {
	for range 2000 {
		if made, _ := filepath.Glob(filepath.Join(dir, "out", pattern)); len(made) > 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// mounted makes a folder a file system of its own; a test without the right to is skipped.
func mounted(t *testing.T, folder, options string) {
	t.Helper()
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "none", folder).CombinedOutput(); err != nil {
		t.Skipf("no file system to test on: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", folder).Run() }) //nolint:errcheck // it is a temporary folder's
}

// readable checks every visible report against its sums, and the history.
func readable(t *testing.T, dir string) {
	t.Helper()
	out := filepath.Join(dir, "out")
	if _, err := rundir.Read(out); err != nil {
		t.Fatalf("latest: %v", err)
	}
	reports, err := filepath.Glob(filepath.Join(out, "[a-z]*", rundir.Sums))
	if err != nil || len(reports) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	for _, sums := range reports {
		checks, err := rundir.Verify(filepath.Dir(sums))
		if err != nil || len(checks) < 3 {
			t.Fatalf("%s: %v, %v", sums, checks, err)
		}
		for _, c := range checks {
			if c.Problem != "" {
				t.Errorf("%s: %s %s", filepath.Dir(sums), c.File, c.Problem)
			}
		}
	}
	if len(pointsIn(t, dir)) == 0 {
		t.Error("the history is empty")
	}
}

// pointsIn are what the history holds.
func pointsIn(t *testing.T, dir string) []history.Entry {
	t.Helper()
	store, err := history.Open(filepath.Join(dir, "state"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	entries, err := store.List()
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func put(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o600)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := put(path, text); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func decode(t *testing.T, file string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(read(t, file)), into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
