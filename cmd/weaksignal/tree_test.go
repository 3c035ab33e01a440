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
	before := tree(t, dir)
	for _, args := range [][]string{
		{"audit", "-q", "--run-id", "one"}, {"audit", "-q", "--run-id", "two", "--since", "2026-02-01", "--until", "2026-02-10"}, {"check"}, {"check", "--power", "--json"},
		{"explain", "resumes/cv-001.txt"}, {"extract", "--out", "out/rows.jsonl", "--text-out", "out/texts"}, {"extract", "--out", "out/rows.csv", "--evidence"},
		{"extract", "--shard", "1/1", "--out", "out/profiles"}, {"audit", "-q", "--profiles", "out/profiles", "--run-id", "three"}, {"history"}, {"history", "--export", "out/history.csv"},
		{"verify", "out/three"}, {"whois", "A-AAAAAAAAAAAA"}, {"forget", "1007"}, {"history", "--prune"}, {"signals"}, {"schema"},
		{"audit", "--out", "export.csv"}, {"audit", "--run-id", "one"}, {"audit", "--decisions", "missing.csv"},
	} {
		c := command(dir, args...)
		c.Env = append(c.Env, "HOME="+home, "XDG_CACHE_HOME="+filepath.Join(home, ".cache"), "XDG_STATE_HOME="+filepath.Join(home, "state"), "TMPDIR="+temp)
		c.CombinedOutput() //nolint:errcheck // whatever it says, it must touch nothing else
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
