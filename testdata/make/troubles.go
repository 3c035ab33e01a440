package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// trouble is one file or row that a real folder has, and what a reader should say.
type trouble struct {
	File      string `json:"file,omitempty"`
	Candidate string `json:"candidate_id,omitempty"`
	What      string `json:"what"`
	Expected  string `json:"expected"`
}

// writeTroubles writes a small pool of its own (one requisition, text files) with one
// of each trouble. It is apart from the sample, whose files are all read.
func writeTroubles(dir string, seed uint64) error {
	p := drawPool(seed)
	p.applicants = p.applicants[:24]
	for i := range p.applicants {
		a := &p.applicants[i]
		a.candidate = fmt.Sprint(77_000_001 + i)
		a.application = fmt.Sprint(770_000_001 + i)
		a.index = 1000 + i // so that nobody of the sample comes twice
		a.family += "son"
		a.email = "t" + a.email
	}
	m := calibrate(p)
	decide(&p, m, 0)
	if err := os.MkdirAll(filepath.Join(dir, "resumes"), 0o755); err != nil {
		return err
	}
	files := map[string]string{}
	var papers []paper
	for i, a := range p.applicants {
		b, err := readBank(a.language)
		if err != nil {
			return err
		}
		st := drawStyle(p.seed, a)
		st.format, st.anchors = []string{"txt", "md", "html"}[i%3], false
		doc := writeCareer(p, a, b, st)
		if err := selfCheck(p, a, b, doc); err != nil {
			return err
		}
		papers = append(papers, doc)
		files[a.candidate] = fmt.Sprintf("%s_%s%s", asciiTitle(a.given), asciiTitle(a.family), extension(st.format))
	}
	list, err := breakFiles(dir, p, papers, files)
	if err != nil {
		return err
	}
	for i := range p.applicants {
		p.applicants[i].index = 40*i + 3 // every row by the address in the text
	}
	if err := writeCSV(filepath.Join(dir, "decisions.csv"), decisionRows(p, files)); err != nil {
		return err
	}
	if err := writeCSV(filepath.Join(dir, "groups.csv"), groupRows(p)); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "truth.json"), append(raw, '\n'), 0o644)
}

// breakFiles writes the documents; those of the first applicants are troubled.
func breakFiles(dir string, p pool, papers []paper, files map[string]string) ([]trouble, error) {
	path := func(name string) string { return filepath.Join(dir, "resumes", name) }
	b, err := openBrowser()
	if err != nil {
		return nil, err
	}
	defer b.close()
	var list []trouble
	add := func(i int, name, what, expected string, raw []byte) error {
		list = append(list, trouble{name, p.applicants[i].candidate, what, expected})
		return os.WriteFile(path(name), raw, 0o644)
	}
	stem := func(i int) string {
		a := p.applicants[i]
		return fmt.Sprintf("%s_%s_%s", asciiTitle(a.given), asciiTitle(a.family), a.candidate)
	}
	printed, err := b.print(page(papers[0]), madeOn(p.applicants[0]))
	if err != nil {
		return nil, err
	}
	scan, err := scanned(b, printed, p.applicants[0])
	if err != nil {
		return nil, err
	}
	old, err := legacyWord(papers[2])
	if err != nil {
		return nil, err
	}
	damaged := bytes.Replace(printed, []byte("startxref"), []byte("startxxxx"), 1)
	same := []byte(written(papers[4]))
	for _, err := range []error{
		add(0, stem(0)+"_scan.pdf", "a scan: pages are images, there is no text layer", "no_text", scan),
		add(1, stem(1)+".pdf", "a PDF cut off after 900 bytes", "unreadable", printed[:900]),
		add(2, stem(2)+".doc", "a Word document of before 2007", "read", old),
		add(3, stem(3)+".pdf", "an empty file", "unreadable", nil),
		add(4, "cv_"+stem(4)+extension(papers[4].style.format), "the same bytes as "+files[p.applicants[4].candidate], "duplicate", same),
	} {
		if err != nil {
			return nil, err
		}
	}
	if err := os.WriteFile(path("old_copy_without_index.pdf"), damaged, 0o644); err != nil {
		return nil, err
	}
	list = append(list, trouble{File: "old_copy_without_index.pdf", What: "a PDF whose index is damaged, readable by repair; it belongs to the applicant of the scan", Expected: "read"})
	for i, a := range p.applicants {
		switch {
		case i < 4: // troubled above
		case i == 5:
			list = append(list, trouble{Candidate: a.candidate, What: "a row without a document", Expected: "unmatched row"})
		default:
			if err := os.WriteFile(path(files[a.candidate]), []byte(written(papers[i])), 0o644); err != nil {
				return nil, err
			}
		}
	}
	stray := "Jordan Quenstead\njordan.quenstead@example.org | 555-0199\n\nExperience\n----------\nData Analyst, Greywick Media (2021 – 2024)\n- Weekly numbers for sales\n\nEducation\n---------\nB.Sc. in Mathematics, Kingsmoor University, 2021\n"
	list = append(list, trouble{File: "Quenstead CV.txt", What: "a document without a row", Expected: "read, unmatched document"})
	return list, os.WriteFile(path("Quenstead CV.txt"), []byte(stray), 0o644)
}

// scanned gives a PDF of the first page as an image.
func scanned(b *browser, pdf []byte, a applicant) ([]byte, error) {
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	source := filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(source, pdf, 0o644); err != nil {
		return nil, err
	}
	if out, err := exec.Command("pdftoppm", "-r", "80", "-gray", "-png", "-singlefile", source, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("pdftoppm: %w: %s", err, out)
	}
	image, err := os.ReadFile(filepath.Join(dir, "page.png"))
	if err != nil {
		return nil, err
	}
	return b.print(`<style>@page{margin:0}body{margin:0}img{width:100%}</style><img src="data:image/png;base64,`+base64.StdEncoding.EncodeToString(image)+`">`, madeOn(a))
}

// legacyWord gives a paper in Word's binary format.
func legacyWord(doc paper) ([]byte, error) {
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	target := filepath.Join(dir, "paper.doc")
	if err := makeOffice("doc", []job{{source: flat(doc), target: target}}); err != nil {
		return nil, err
	}
	return os.ReadFile(target)
}
