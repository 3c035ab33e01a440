package resume

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

const (
	pageLines  = 52
	lineLength = 92 // characters of 10-point Helvetica that fit between the margins
)

// pdfLine is one line on a page.
type pdfLine struct {
	text string
	size int
}

// helveticaWidths of the characters from space to tilde, in thousandths of the
// size (Adobe Core 14 metrics). The letters beyond, accented ones and the dash, are
// mostly 556 wide and stated so.
func helveticaWidths() string {
	widths := "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 " +
		strings.Repeat("556 ", 10) + "278 278 584 584 584 556 1015 " +
		"667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 " +
		"278 278 278 469 556 333 " +
		"556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 " +
		"334 260 334 584 "
	return widths + strings.Repeat("556 ", 255-'~')
}

// writePDF writes PDF 1.4 in the standard font Helvetica with WinAnsiEncoding
// (ISO 32000-1, 9.6.2.2), uncompressed. The widths are written out, because not every
// reader knows those of the standard fonts.
func writePDF(w io.Writer, d *Document) error {
	lines := pdfLines(d)
	f := &pdfFile{}
	f.buffer.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	pages := (len(lines) + pageLines - 1) / pageLines
	var kids []string
	for p := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*p))
	}
	f.object("<< /Type /Catalog /Pages 2 0 R >>")
	f.object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), pages))
	f.object(fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [%s] >>", helveticaWidths()))
	for p := range pages {
		content := pdfPage(lines[p*pageLines : min((p+1)*pageLines, len(lines))])
		f.object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*p))
		f.object(fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", len(content), content))
	}
	f.close()
	_, err := w.Write(f.buffer.Bytes())
	return err
}

// pdfFile numbers objects from 1 and remembers where each begins.
type pdfFile struct {
	buffer  bytes.Buffer
	offsets []int
}

func (f *pdfFile) object(body string) {
	f.offsets = append(f.offsets, f.buffer.Len())
	fmt.Fprintf(&f.buffer, "%d 0 obj\n%s\nendobj\n", len(f.offsets), body)
}

func (f *pdfFile) close() {
	start := f.buffer.Len()
	fmt.Fprintf(&f.buffer, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1)
	for _, at := range f.offsets {
		fmt.Fprintf(&f.buffer, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.buffer, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(f.offsets)+1, start)
}

func pdfLines(d *Document) []pdfLine {
	out := []pdfLine{{d.Name, 16}, {d.Contact, 10}}
	for _, s := range d.Sections {
		out = append(out, pdfLine{}, pdfLine{s.Heading, 12})
		for _, l := range s.Lines {
			for _, part := range wrap(l, lineLength) {
				out = append(out, pdfLine{part, 10})
			}
		}
	}
	return out
}

// wrap cuts a text at spaces.
func wrap(text string, length int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > length {
			out, line = append(out, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(out, line)
}

func pdfPage(lines []pdfLine) string {
	var b strings.Builder
	b.WriteString("BT\n")
	for i, l := range lines {
		if l.text == "" {
			continue
		}
		fmt.Fprintf(&b, "/F1 %d Tf 1 0 0 1 56 %d Tm (%s) Tj\n", l.size, 790-14*i, pdfString(l.text))
	}
	b.WriteString("ET\n")
	return b.String()
}

// pdfString escapes a text in WinAnsiEncoding, which is Latin-1 for the letters used
// here; the dash has its own code.
func pdfString(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '(' || r == ')' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '–':
			b.WriteByte(0x96)
		case r < 256:
			b.WriteByte(byte(r))
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}
