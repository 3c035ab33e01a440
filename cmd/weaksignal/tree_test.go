package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree lists what stands below a folder: path, mode, and content or target.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		said := info.Mode().String()
		if d.Type().IsRegular() {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			said += fmt.Sprintf(" %x %s", sha256.Sum256(text), info.ModTime())
		}
		rel, err := filepath.Rel(root, path)
		all[filepath.ToSlash(rel)] = said
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// probeConfig asks a screener that gives every résumé the same score.
const probeConfig = `probe:
  resumes: [resumes]
  sample: 4
  jobs: [{role: ML engineer, text: groups.csv}]
  signals: [open_source]
  screener: {command: [sed, -u, 's/^{"id":\("[^"]*"\).*/{"id":\1,"score":0.5}/']}
`

// TestNothingElseIsTouched runs every command on a tree beside which strangers' files
// lie, old enough for every sweep, and compares: outside out, cache and state, and
// outside the file that a command was asked for, nothing is written, changed or removed.
func TestNothingElseIsTouched(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
	dir := newPool(t)
	home, temp := filepath.Join(dir, "home"), filepath.Join(dir, "tmp")
	for _, name := range []string{"home/.cache/weaksignal/mine", "home/.cache/other/old", "home/key", "tmp/somebody's", "a [b]/x.txt", "suppressed", "history.db", "latest", "resumes/.hidden/key"} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), "a stranger's, "+name)
	}
	spreadsheet(t, filepath.Join(dir, "export.xlsx"), filepath.Join(dir, "export.csv"), 0)
	write(t, filepath.Join(dir, "probe.yaml"), smallConfig+probeConfig)
	before := tree(t, dir)
	for _, args := range [][]string{
		{"audit", "-q", "--run-id", "one"}, {"audit", "-q", "--run-id", "two", "--since", "2026-02-01", "--until", "2026-02-10"}, {"check"}, {"check", "--power", "--json"},
		{"explain", "resumes/cv-001.txt"}, {"extract", "--out", "out/rows.jsonl", "--text-out", "out/texts"}, {"extract", "--out", "out/rows.csv", "--evidence"},
		{"extract", "--shard", "1/1", "--out", "out/profiles"}, {"audit", "-q", "--profiles", "out/profiles", "--run-id", "three"}, {"history"}, {"history", "--export", "out/history.csv"},
		{"init", "--decisions", "export.csv", "--resumes", "resumes", "--demographics", "groups.csv", "--out", "out/mine.yaml"}, {"init", "--decisions", "export.csv", "--out", "export.csv"},
		{"simulate", "--out", "out/pool", "--applicants", "300", "--requisitions", "3", "--seed", "7", "-q"}, {"simulate", "--print-spec"},
		{"audit", "-q", "--decisions", "export.xlsx", "--run-id", "four"}, {"check", "--decisions", "export.xlsx"}, {"whois", "A-AAAAAAAAAAAA", "--decisions", "export.xlsx"},
		{"probe", "--config", "probe.yaml", "--yes", "--run-id", "probed"}, {"probe", "--config", "probe.yaml", "--power"},
		{"verify", "out/three"}, {"whois", "A-AAAAAAAAAAAA"}, {"forget", "1007"}, {"history", "--prune"}, {"signals"}, {"schema"},
		{"audit", "--out", "export.csv"}, {"audit", "--run-id", "one"}, {"audit", "--decisions", "missing.csv"},
	} {
		c := command(dir, args...)
		c.Env = append(c.Env, "HOME="+home, "XDG_CACHE_HOME="+filepath.Join(home, ".cache"), "XDG_STATE_HOME="+filepath.Join(home, "state"), "TMPDIR="+temp)
		said, _ := c.CombinedOutput() // whatever it says, it must touch nothing else
		t.Logf("%v: status %d, %.80q", args, c.ProcessState.ExitCode(), said)
		after := tree(t, dir)
		own := func(path string) bool {
			first, _, _ := strings.Cut(path, "/")
			return slices.Contains([]string{"out", "cache", "state", "."}, first)
		}
		for path, was := range before {
			if now, there := after[path]; !own(path) && (!there || now != was) && !strings.HasPrefix(was, "d") {
				t.Errorf("%v: %s was changed or removed", args, path)
			}
		}
		for path := range after {
			if _, there := before[path]; !there && !own(path) {
				t.Errorf("%v: %s was made", args, path)
			}
		}
	}
}
