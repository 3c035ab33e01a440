package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// makeTeX runs one TeX engine on each job. The dates are the jobs' own.
func makeTeX(engine string, jobs []job) error {
	program := map[string]string{"pdftex": "pdflatex", "luatex": "lualatex"}[engine]
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, j := range jobs {
		name := filepath.Join(dir, "paper.tex")
		if err := os.WriteFile(name, []byte(j.source), 0o644); err != nil {
			return err
		}
		cmd := exec.Command(program, "-interaction=nonstopmode", "-halt-on-error", "-output-directory", dir, name)
		cmd.Env = append(os.Environ(), fmt.Sprintf("SOURCE_DATE_EPOCH=%d", j.made.Unix()), "FORCE_SOURCE_DATE=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s for %s: %w: %s", program, j.target, err, out[max(0, len(out)-800):])
		}
		raw, err := os.ReadFile(filepath.Join(dir, "paper.pdf"))
		if err != nil {
			return err
		}
		if err := os.WriteFile(j.target, raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}
