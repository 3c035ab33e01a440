package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// produce has every paper made by its producer.
func produce(dir string, p pool, papers []paper, files map[string]string, want func(string) bool) error {
	office := map[string][]job{}
	for i, doc := range papers {
		target := filepath.Join(dir, filepath.FromSlash(files[p.applicants[i].candidate]))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		switch doc.style.format {
		case "txt", "md":
			if want("plain") {
				if err := os.WriteFile(target, []byte(plainOrMarkdown(doc)), 0o644); err != nil {
					return err
				}
			}
		case "libreoffice", "docx", "odt", "rtf":
			kind := doc.style.format
			if kind == "libreoffice" {
				kind = "pdf"
			}
			office[kind] = append(office[kind], job{flat(doc), target})
		}
	}
	if want("office") {
		for _, kind := range []string{"docx", "odt", "rtf", "pdf"} {
			if err := makeOffice(kind, office[kind]); err != nil {
				return err
			}
		}
	}
	return nil
}

// job is a source text and the file to be made of it.
type job struct{ source, target string }

func plainOrMarkdown(doc paper) string {
	if doc.style.format == "md" {
		return markdown(doc)
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
		if err := os.WriteFile(j.target, raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}
