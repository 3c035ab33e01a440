package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// produce has every paper made by its producer.
func produce(dir string, p pool, papers []paper, files map[string]string, want func(string) bool) error {
	office := map[string][]job{}
	set := map[string][]job{}
	var printed []job
	for i, doc := range papers {
		a := p.applicants[i]
		target := filepath.Join(dir, filepath.FromSlash(files[a.candidate]))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		switch doc.style.format {
		case "txt", "md", "html":
			if want("plain") {
				if err := os.WriteFile(target, []byte(written(doc)), 0o644); err != nil {
					return err
				}
			}
		case "libreoffice", "docx", "odt", "rtf":
			kind := doc.style.format
			if kind == "libreoffice" {
				kind = "pdf"
			}
			office[kind] = append(office[kind], job{flat(doc), target, madeOn(a)})
		case "chromium":
			printed = append(printed, job{page(doc), target, madeOn(a)})
		case "pdftex", "luatex":
			set[doc.style.format] = append(set[doc.style.format], job{tex(doc), target, madeOn(a)})
		}
	}
	if want("office") {
		for _, kind := range []string{"docx", "odt", "rtf", "pdf"} {
			if err := makeOffice(kind, office[kind]); err != nil {
				return err
			}
		}
	}
	if want("tex") {
		for _, engine := range []string{"pdftex", "luatex"} {
			if err := makeTeX(engine, set[engine]); err != nil {
				return err
			}
		}
	}
	if want("browser") {
		return makePrinted(printed)
	}
	return nil
}

// job is a source text, the file to be made of it, and when its author made it.
type job struct {
	source, target string
	made           time.Time
}

// madeOn is some evening before the application.
func madeOn(a applicant) time.Time {
	return a.applied.AddDate(0, 0, -1-a.index%9).Add(time.Duration(17+a.index%6)*time.Hour + time.Duration(a.index%60)*time.Minute)
}

// makePrinted has one Chromium print all jobs.
func makePrinted(jobs []job) error {
	b, err := openBrowser()
	if err != nil {
		return err
	}
	defer b.close()
	for _, j := range jobs {
		raw, err := b.print(j.source, j.made)
		if err != nil {
			return fmt.Errorf("%s: %w", j.target, err)
		}
		if err := os.WriteFile(j.target, raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// written sets the formats that need no producer.
func written(doc paper) string {
	switch doc.style.format {
	case "md":
		return markdown(doc)
	case "html":
		return page(doc)
	}
	return plain(doc)
}

// makeOffice has LibreOffice convert all jobs of one kind in one call.
func makeOffice(kind string, jobs []job) error {
	if len(jobs) == 0 {
		return nil
	}
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", kind, "--outdir", dir}
	for i, j := range jobs {
		name := filepath.Join(dir, fmt.Sprintf("%04d.fodt", i))
		if err := os.WriteFile(name, []byte(j.source), 0o644); err != nil {
			return err
		}
		args = append(args, name)
	}
	cmd := exec.Command("soffice", args...)
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1767603600")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("soffice: %w: %s", err, out)
	}
	for i, j := range jobs {
		raw, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%04d.%s", i, kind)))
		if err != nil {
			return err
		}
		if raw, err = stamp(raw, j.made); err != nil {
			return fmt.Errorf("%s: %w", j.target, err)
		}
		if err := os.WriteFile(j.target, raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}
