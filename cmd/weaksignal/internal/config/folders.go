package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// place is a folder or file that the configuration names, with its key.
type place struct{ key, path string }

// CheckFolders refuses folders that overlap: what the program deletes or overwrites in
// one of its own must not be another's, and what it writes must not be read as an input.
// Folders are compared by what they are, not by how they are spelt.
func (c *Config) CheckFolders() error {
	var faults []error
	fault := func(p place, reason, remedy string) {
		faults = append(faults, &Error{Where: c.File, Key: p.key, Reason: reason, Remedy: remedy})
	}
	own := []place{{"out", c.Out}, {"cache", c.Cache}, {"state", c.State}}
	for i, p := range own {
		if p.path == "" {
			continue
		}
		if info, err := os.Stat(p.path); err == nil && !info.IsDir() {
			fault(p, p.path+" is a file", "name a folder")
			continue
		}
		for _, q := range own[i+1:] {
			if q.path != "" && (inside(p.path, q.path) || inside(q.path, p.path)) {
				fault(p, fmt.Sprintf("%s and the folder of %q (%s) overlap", p.path, q.key, q.path), "give each a folder of its own")
			}
		}
		for _, in := range c.inputFolders() {
			if inside(p.path, in.path) && !hiddenBelow(p.path, in.path) {
				fault(p, fmt.Sprintf("%s lies in the input folder %s (%s)", p.path, in.path, in.key), "choose a folder outside: what is written there would be read as an input")
			}
		}
		if p.key == "out" {
			continue // inputs may stand beside the runs: a run's folder is new
		}
		for _, in := range append(c.inputFolders(), c.inputFiles()...) {
			if inside(in.path, p.path) {
				fault(p, fmt.Sprintf("the input %s (%s) lies in %s", in.path, in.key, p.path), "give inputs and the program's own files different folders")
			}
		}
	}
	return errors.Join(faults...)
}

func places(key string, paths ...string) []place {
	var all []place
	for _, path := range paths {
		if path != "" {
			all = append(all, place{key, path})
		}
	}
	return all
}

func (c *Config) inputFolders() []place {
	var all []place
	for _, p := range append(places("resumes", c.Resumes...), places("profiles", c.Profiles...)...) {
		if info, err := os.Stat(p.path); err == nil && info.IsDir() {
			all = append(all, p)
		}
	}
	return all
}

func (c *Config) inputFiles() []place {
	all := places("decisions", c.Decisions...)
	all = append(all, places("demographics", c.Demographics)...)
	all = append(all, places("candidates", c.Candidates)...)
	all = append(all, places("truth", c.Truth)...)
	all = append(all, places("reviewed", c.Reviewed)...)
	for _, l := range c.Catalogue.Lists {
		all = append(all, places("catalogue.lists", l.File)...)
	}
	return append(all, places("catalogue.signals", c.Catalogue.Signals)...)
}

// IsInput tells whether a path is one of the configuration's inputs, lies in a folder
// of them, or is the configuration itself; with the input's key.
func (c *Config) IsInput(path string) (key string, is bool) {
	for _, in := range append(c.inputFiles(), places("config", c.File)...) {
		if same(canonical(path), canonical(in.path)) {
			return in.key, true
		}
	}
	for _, in := range c.inputFolders() {
		if inside(path, in.path) {
			return in.key, true
		}
	}
	return "", false
}

// IsOwn tells whether a path lies in the cache or the state folder.
func (c *Config) IsOwn(path string) (key string, is bool) {
	for _, own := range append(places("cache", c.Cache), places("state", c.State)...) {
		if inside(path, own.path) {
			return own.key, true
		}
	}
	return "", false
}

// inside: path is the folder, or lies in it.
func inside(path, folder string) bool {
	folder = canonical(folder)
	for at := canonical(path); ; at = filepath.Dir(at) {
		if same(at, folder) {
			return true
		}
		if at == filepath.Dir(at) {
			return false
		}
	}
}

// hiddenBelow: the way from the folder to path goes through a hidden name, which the
// listing of inputs leaves out.
func hiddenBelow(path, folder string) bool {
	rel, err := filepath.Rel(canonical(folder), canonical(path))
	if err != nil {
		return false
	}
	for part := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if len(part) > 1 && part[0] == '.' && part != ".." {
			return true
		}
	}
	return false
}

// same tells equal paths and two names of one file: a bind mount, another case.
func same(a, b string) bool {
	if a == b {
		return true
	}
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// canonical is the absolute path without links, of what exists of it.
func canonical(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return filepath.Clean(path)
	}
	rest := ""
	for at := path; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest)
		}
		if at == filepath.Dir(at) {
			return path
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}
