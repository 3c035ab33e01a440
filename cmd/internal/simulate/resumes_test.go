package simulate

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestResumePool(t *testing.T) {
	spec := usualSpec(t, true)
	spec.Applicants, spec.Requisitions = 60, 3
	dir := t.TempDir()
	truth, err := populate(t, spec).WriteResumePool(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, decisionsFile))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) != 61 {
		t.Fatalf("%d rows of the export, %v", len(rows), err)
	}
	referred, seen := 0, map[string]bool{}
	for _, r := range rows[1:] {
		if _, err := os.Stat(filepath.Join(dir, resumesFolder, r[4])); err != nil {
			t.Error(err)
		}
		if seen[r[3]] {
			t.Errorf("two applicants share %s", r[3])
		}
		seen[r[3]] = true
		if r[12] == "Employee Referral" {
			referred++
		}
	}
	e := truth.Effects(resumeStage, "referral", "weak")
	near(t, "share referred", float64(referred)/60, *e.Prevalence, 1e-12)
}

func TestResumesOfStatedFormats(t *testing.T) {
	spec := usualSpec(t, true)
	spec.Applicants, spec.Requisitions, spec.Formats = 60, 3, []string{"html", "md"}
	dir := t.TempDir()
	if _, err := populate(t, spec).WriteResumePool(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, ending := range []string{"md", "html", "docx", "pdf"} {
		files, err := filepath.Glob(filepath.Join(dir, resumesFolder, "*", "*."+ending))
		if err != nil {
			t.Fatal(err)
		}
		count[ending] = len(files)
	}
	// md and html have equal shares in a usual pool: 30 each, standard deviation 4.
	if count["md"]+count["html"] != 60 || count["md"] < 15 || count["html"] < 15 {
		t.Errorf("%v, want some thirty of each of the two formats alone", count)
	}
}

func TestResumesRefuseWhatTheyCantShow(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown signal", "signals: [{id: sailing, block: weak, prevalence: 0.2}]", "can't be written"},
		{"unknown format", "formats: [md, odt]\nsignals: [{id: kaggle, block: weak, prevalence: 0.2}]", "\"odt\" can't be written"},
		{"misreading", "signals: [{id: kaggle, block: weak, prevalence: 0.2, sensitivity: 0.8}]", "for tables"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := populate(t, parse(t, "applicants: 10\nrequisitions: 1\nrate: 0.5\nroles: [{name: R}]\n"+c.text))
			dir := filepath.Join(t.TempDir(), "pool")
			if _, err := p.WriteResumePool(context.Background(), dir); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if _, err := os.Stat(dir); err == nil {
				t.Error("a folder was made")
			}
		})
	}
}
