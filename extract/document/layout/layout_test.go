package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// page sets text for tests: characters are half their size wide.
type page struct{ glyphs []Glyph }

// line sets a line that begins at x; two spaces are one of four points.
func (p *page) line(x, base, size float64, text string) { p.turned(x, base, size, text, 0) }

func (p *page) turned(x, base, size float64, text string, turn int) {
	apart := true
	for _, r := range text {
		if r == ' ' {
			apart = true
		} else {
			p.glyphs = append(p.glyphs, Glyph{Text: string(r), Left: x, Right: x + size/2, Base: base, Size: size, Turn: turn, Apart: apart})
			apart = false
		}
		x += size / 2
	}
}

// column sets lines one under the other.
func (p *page) column(x, top, pitch, size float64, lines ...string) {
	for i, l := range lines {
		p.line(x, top-float64(i)*pitch, size, l)
	}
}

func (p *page) read() string {
	var lines []string
	for _, b := range Blocks(p.glyphs, 0.15) {
		lines = append(lines, b.Lines...)
	}
	return strings.Join(lines, "\n")
}

func numbered(word string, n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf("%s line %c here", word, 'a'+i)
	}
	return lines
}

func TestReadingOrder(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(p *page)
		want string
	}{
		"whatever the drawing order, from top to bottom": {
			func(p *page) {
				p.line(50, 676, 10, "third")
				p.line(50, 700, 10, "first")
				p.line(50, 688, 10, "second")
			},
			"first\nsecond\nthird"},
		"a date on the right stays in its line": {
			func(p *page) {
				p.column(50, 700, 12, 10, "Engineer", "- built the thing that everybody in the house had asked for", "- and another one")
				p.line(500, 700, 10, "2019 - 2021")
				p.column(50, 640, 12, 10, "Analyst", "- counted what there was to count in the house and beyond it", "- and more")
				p.line(500, 640, 10, "2017 - 2019")
			},
			"Engineer 2019 - 2021\n- built the thing that everybody in the house had asked for\n- and another one\n" +
				"Analyst 2017 - 2019\n- counted what there was to count in the house and beyond it\n- and more"},
		"a line that was broken for a date on the right": {
			func(p *page) {
				p.column(50, 700, 12, 10, "Bachelor of Science in Statistics, Example Institute of", "Technology", "thesis on sampling", "", "Master of Arts", "Example University")
				p.line(340, 700, 10, "2009 - 2013")
				p.line(340, 652, 10, "2013 - 2015")
			},
			"Bachelor of Science in Statistics, Example Institute of Technology 2009 - 2013\nthesis on sampling\nMaster of Arts 2013 - 2015\nExample University"},
		"a period in the margin that takes two lines": {
			func(p *page) {
				p.line(50, 740, 10, "A line that stands above from one side of the page to the other")
				p.column(50, 700, 13, 9, "January 2025 to", "present")
				p.column(170, 698.5, 14, 10, "Scientist", "Example Company")
				p.line(50, 650, 10, "A line that stands below from one side of the page to the other")
			},
			"A line that stands above from one side of the page to the other\nJanuary 2025 to present Scientist\nExample Company\n" +
				"A line that stands below from one side of the page to the other"},
		"dates in a margin label their rows": {
			func(p *page) {
				p.column(50, 700, 36, 10, "2019", "2017", "2015")
				p.column(150, 700, 12, 10, "Engineer", "built", "led", "Analyst", "counted", "added", "Clerk", "wrote", "filed")
			},
			"2019 Engineer\nbuilt\nled\n2017 Analyst\ncounted\nadded\n2015 Clerk\nwrote\nfiled"},
		"headings in a margin open what stands beside them": {
			func(p *page) {
				p.column(50, 700, 36, 10, "Education", "Work", "Skills")
				p.column(150, 700, 12, 10, "University", "Degree", "Thesis", "Company", "Title", "Duty", "Go", "Python", "SQL")
			},
			"Education\nUniversity\nDegree\nThesis\nWork\nCompany\nTitle\nDuty\nSkills\nGo\nPython\nSQL"},
		"a heading of two lines in a margin": {
			func(p *page) {
				p.column(50, 700, 12, 10, "Work", "experience")
				p.column(50, 640, 12, 10, "Skills")
				p.column(150, 700, 12, 10, "Company", "Title", "Duty", "More", "", "Go", "Python", "SQL")
			},
			"Work experience\nCompany\nTitle\nDuty\nMore\nSkills\nGo\nPython\nSQL"},
		"names and values": {
			func(p *page) {
				p.column(50, 700, 14, 10, "Name:", "Born:", "Place:", "Status:")
				p.column(200, 700, 14, 10, "Ana Example", "1990", "Example City", "none")
			},
			"Name: Ana Example\nBorn: 1990\nPlace: Example City\nStatus: none"},
		"letter-spaced headings": {
			func(p *page) {
				for i, r := range "EDUCATION" {
					p.line(50+float64(i)*12, 700, 12, string(r))
				}
				for i, r := range "ANDWORK" {
					x := 200 + float64(i)*12
					if i > 2 {
						x += 12
					}
					p.line(x, 700, 12, string(r))
				}
			},
			"EDUCATION AND WORK"},
		"a bold word printed twice": {
			func(p *page) { p.line(50, 700, 10, "Bold"); p.line(50.4, 700, 10, "Bold"); p.line(80, 700, 10, "face") },
			"Bold face"},
		"the same word twice": {
			func(p *page) { p.line(50, 700, 10, "ha ha") },
			"ha ha"},
		"a broken word": {
			func(p *page) { p.column(50, 700, 12, 10, "it was pub-", "lished in", "Mary-", "Ann") },
			"it was published in\nMary-\nAnn"},
		"text that runs upwards comes last": {
			func(p *page) { p.turned(100, -20, 10, "side note", 1); p.line(50, 700, 10, "the page itself") },
			"the page itself\nside note"},
		"a superscript": {
			func(p *page) {
				p.line(50, 700, 12, "10")
				p.glyphs = append(p.glyphs, Glyph{Text: "th", Left: 62, Right: 68, Base: 704, Size: 7})
			},
			"10th"},
		"a line from right to left": {
			// Drawn from left to right as pdfium gives it: the last letter first.
			func(p *page) { p.line(50, 700, 10, "12 ףלא") },
			"אלף 12"},
		"a word from right to left in a line from left to right": {
			func(p *page) { p.line(50, 700, 10, "the word ףלא here") },
			"the word אלף here"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &page{}
			c.set(p)
			if got := p.read(); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestColumns(t *testing.T) {
	left, right := numbered("left", 12), numbered("right column with", 14)
	both := func(rest ...string) string { return strings.Join(slices.Concat(left, right, rest), "\n") }
	for name, c := range map[string]struct {
		pitch float64 // of the right column; the left one has 13
		top   float64
	}{
		"of different pitch":          {12, 700},
		"set a little higher":         {13, 704},
		"on one grid":                 {13, 700},
		"of which one begins later":   {12, 680},
		"of which one has more space": {15, 700},
	} {
		t.Run(name, func(t *testing.T) {
			p := &page{}
			p.column(50, 700, 13, 10, left...)
			p.column(250, c.top, c.pitch, 10, right...)
			p.line(50, 400, 10, "a line below that crosses both columns of the page from one side to the other")
			if got, want := p.read(), both("a line below that crosses both columns of the page from one side to the other"); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// A sidebar whose picture stands above it begins below the name beside it.
func TestSidebarBelowAPicture(t *testing.T) {
	side := numbered("side", 12)
	section := func(name string, n int) []string { return append([]string{name}, numbered(name, n)...) }
	for name, c := range map[string]struct {
		set  func(p *page)
		want []string
	}{
		"the name first, in two lines": {func(p *page) {
			p.column(250, 740, 30, 22, "Ana", "Example")
			p.column(250, 640, 13, 10, section("EXPERIENCE", 20)...)
		}, slices.Concat([]string{"Ana", "Example"}, side, section("EXPERIENCE", 20))},
		"a section goes with its heading": {func(p *page) {
			p.line(250, 740, 22, "Ana Example")
			p.line(250, 690, 14, "EXPERIENCE")
			p.column(250, 650, 13, 10, numbered("job", 22)...)
		}, slices.Concat([]string{"Ana Example"}, side, []string{"EXPERIENCE"}, numbered("job", 22))},
		"a section ends before the sidebar": {func(p *page) {
			p.line(250, 760, 22, "Ana Example")
			p.column(250, 700, 13, 10, section("PROFILE", 4)...)
			p.column(250, 610, 13, 10, section("EXPERIENCE", 20)...)
		}, slices.Concat([]string{"Ana Example"}, section("PROFILE", 4), side, section("EXPERIENCE", 20))},
		"a section that began well above is read on": {func(p *page) {
			p.line(250, 790, 22, "Ana Example")
			p.column(250, 740, 13, 10, section("EXPERIENCE", 30)...)
		}, slices.Concat([]string{"Ana Example"}, section("EXPERIENCE", 30), side)},
	} {
		t.Run(name, func(t *testing.T) {
			p := &page{}
			p.column(50, 645, 15, 10, side...)
			c.set(p)
			if got, want := p.read(), strings.Join(c.want, "\n"); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestDatesBetweenASidebarAndText(t *testing.T) {
	p := &page{}
	side := numbered("side", 14)
	p.column(30, 703, 15, 10, side...)
	want := side
	for i, year := range []string{"2019 - 2021", "2016 - 2019", "2012 - 2016"} {
		y := 700 - 65*float64(i)
		p.line(170, y, 10, year)
		entry := numbered("a longer line of what was done as", 5)
		p.column(260, y, 12, 10, entry...)
		want = slices.Concat(want, []string{year + " " + entry[0]}, entry[1:])
	}
	if got, want := p.read(), strings.Join(want, "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// Lines that end within half a point of each other hide no gutter, and one line's
// words stay together though a line of the other column stands between two rows.
func TestRaggedColumns(t *testing.T) {
	p := &page{}
	left, right := numbered("left column with", 16), numbered("right", 16)
	for i, l := range left {
		p.line(50+0.3*float64(i), 700-13*float64(i), 10, l)
		p.line(200, 703.4-13*float64(i), 10, right[i])
		p.line(289, 703.4-13*float64(i)-0.05, 10, "end")
		right[i] += " end"
	}
	if got, want := p.read(), strings.Join(slices.Concat(left, right), "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// Content order must not matter.
func TestOrderOfDrawingDoesNotMatter(t *testing.T) {
	p := &page{}
	p.line(50, 740, 20, "Ana Example")
	p.column(50, 700, 13, 10, numbered("left", 12)...)
	p.column(250, 700, 12, 10, numbered("right column with", 14)...)
	want := p.read()
	words := words(slices.Clone(p.glyphs), 0.15)
	slices.Reverse(words)
	var reversed page
	for _, w := range words {
		reversed.line(w.left, w.base, w.size, w.text)
	}
	if got := reversed.read(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// Every character comes out, and only those that went in, whatever the numbers.
func FuzzBlocks(f *testing.F) {
	f.Add([]byte("\x01\x02\x03\x04\x05\x06\x07\x08 abcdefgh"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var glyphs []Glyph
		n := 0
		for i := 0; i+5 < len(data) && i < 6000; i += 6 {
			x, y := float64(data[i])*3, float64(data[i+1])*3
			glyphs = append(glyphs, Glyph{Text: string(rune('A' + data[i+2]%26)), Left: x, Right: x + float64(data[i+3]%20), Base: y,
				Size: float64(data[i+4] % 30), Turn: int(data[i+5] % 4), Apart: data[i+5]&4 > 0})
			n++
		}
		got := 0
		for _, b := range Blocks(glyphs, 0.15) {
			for _, line := range b.Lines {
				got += utf8.RuneCountInString(strings.ReplaceAll(line, " ", ""))
			}
		}
		if got > n { // doubled words count once
			t.Errorf("%d glyphs gave %d characters", n, got)
		}
	})
}
