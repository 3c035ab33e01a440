package experiment

import (
	"bytes"
	"fmt"
	"strings"

	"weaksignal/cmd/internal/simulate/resume"
)

// Resume is a document as lines, with what the program found on which of them.
// Lines are counted from 0.
type Resume struct {
	// File is the document that it came from, for screeners that take the original.
	File  string
	Lines []string
	// Sections in order, with their canonical names.
	Sections []Section
	// Evidence lines by signal id; an entry without lines is a signal that stands in no
	// line (a link behind a picture) and cannot be edited.
	Evidence map[string][]int
	// Skills are the lines that name a skill, by the skill's canonical name.
	Skills map[string][]int
	// Name is the line of the applicant's name, −1 where it is not known.
	Name int
	// Role is the position in the configured jobs that it is asked about.
	Job int
}

// Section holds lines [First, Last]; First is the heading.
type Section struct {
	Name        string
	First, Last int
}

// text of a version.
func text(lines []string) string { return strings.Join(lines, "\n") + "\n" }

// heading tells whether a line opens a section.
func (r *Resume) heading(line int) bool {
	for _, s := range r.Sections {
		if s.First == line {
			return true
		}
	}
	return false
}

// place is the position behind the last line of the first named section that the
// résumé has; "contact" is the line behind the first one, and where there is none of
// them the end of the first section with lines. −1: nowhere.
func (r *Resume) place(sections []string) int {
	for _, want := range sections {
		if want == "contact" {
			return min(1, len(r.Lines))
		}
		for _, s := range r.Sections {
			if s.Name == want && s.Last > s.First {
				return s.Last + 1
			}
		}
	}
	for _, s := range r.Sections {
		if s.Last > s.First {
			return s.Last + 1
		}
	}
	return -1
}

// inserted is a copy of the lines with one more at a position.
func inserted(lines []string, at int, line string) []string {
	out := make([]string, 0, len(lines)+1)
	out = append(out, lines[:at]...)
	out = append(out, line)
	return append(out, lines[at:]...)
}

// file writes a version as a document: the first line is the name, what stands before
// the first heading the contact. headings says which lines of the version open sections.
func file(lines []string, headings map[int]bool, format string) ([]byte, error) {
	d := &resume.Document{}
	var contact []string
	for i, l := range lines {
		switch {
		case strings.TrimSpace(l) == "":
		case headings[i]:
			d.Sections = append(d.Sections, resume.Section{Heading: l})
		case len(d.Sections) > 0:
			s := &d.Sections[len(d.Sections)-1]
			s.Lines = append(s.Lines, l)
		case d.Name == "":
			d.Name = l
		default:
			contact = append(contact, l)
		}
	}
	d.Contact = strings.Join(contact, " | ")
	var b bytes.Buffer
	if err := resume.Write(&b, format, d); err != nil {
		return nil, fmt.Errorf("write a version: %w", err)
	}
	return b.Bytes(), nil
}
