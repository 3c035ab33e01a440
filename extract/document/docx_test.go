package document

import (
	"strings"
	"testing"

	"weaksignal/extract/document/draft"
)

const packageOf = `<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="`

func TestDOCXIsReadByItsRelationships(t *testing.T) {
	glossary := wordHead + `<w:p><w:r><w:t>Click here to enter text</w:t></w:r></w:p></w:body></w:document>`
	main := wordHead + `<w:p><w:r><w:t>the document</w:t></w:r></w:p><w:sectPr><w:headerReference r:id="h1"/></w:sectPr></w:body></w:document>`
	header := func(s string) string { return `<w:hdr xmlns:w="w"><w:p><w:r><w:t>` + s + `</w:t></w:r></w:p></w:hdr>` }
	rels := `<Relationships><Relationship Id="g" Type="x/glossaryDocument" Target="glossary/document.xml"/>` +
		`<Relationship Id="h1" Type="x/header" Target="top.xml"/><Relationship Id="h2" Type="x/header" Target="unused.xml"/></Relationships>`
	for _, name := range []string{"word/document.xml", "word/document2.xml", "content/body.xml"} {
		dir, base, _ := strings.Cut(name, "/")
		text := readBody(t, map[string]string{
			"[Content_Types].xml": `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
			"_rels/.rels":         packageOf + name + `"/></Relationships>`, "word/glossary/document.xml": glossary,
			name: main, dir + "/_rels/" + base + ".rels": rels, dir + "/top.xml": header("at the top"), dir + "/unused.xml": header("never"),
		})
		if text.Body != "at the top\nthe document" {
			t.Errorf("%s: %q", name, text.Body)
		}
	}
}

func TestDOCXReadsImportedParts(t *testing.T) {
	inner := string(docxOf(t, map[string]string{"word/document.xml": wordHead + `<w:p><w:r><w:t>inside</w:t></w:r></w:p></w:body></w:document>`}))
	for name, part := range map[string]string{
		"a.html": "<html><body><p>inside</p><p hidden>never</p>", "a.rtf": `{\rtf1 inside}`, "a.txt": "inside", "a.docx": inner,
		"a.mht": "MIME-Version: 1.0\nContent-Type: text/html\n\n<html>inside</html>",
	} {
		text := readBody(t, map[string]string{"word/" + name: part,
			"word/document.xml":            wordHead + `<w:p><w:r><w:t>before</w:t></w:r></w:p><w:altChunk r:id="c"/><w:p><w:r><w:t>after</w:t></w:r></w:p></w:body></w:document>`,
			"word/_rels/document.xml.rels": `<Relationships><Relationship Id="c" Type="x/aFChunk" Target="` + name + `"/></Relationships>`})
		if got := strings.Join(strings.Fields(text.Body), " "); got != "before inside after" || text.Unread != "" {
			t.Errorf("%s: %q, %q", name, text.Body, text.Unread)
		}
	}
	lost := readBody(t, map[string]string{"word/document.xml": wordHead + `<w:p><w:r><w:t>before</w:t></w:r></w:p><w:altChunk r:id="c"/></w:body></w:document>`})
	if lost.Doubt != draft.Partial {
		t.Errorf("a part that is missing: doubt %q", lost.Doubt)
	}
}

func TestDOCXForms(t *testing.T) {
	text := readBody(t, map[string]string{"word/document.xml": wordHead +
		`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Choose an item</w:t></w:r></w:p></w:sdtContent></w:sdt>` +
		`<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>chosen</w:t></w:r></w:p></w:sdtContent></w:sdt>` +
		`<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="first"/><w:listEntry w:val="second"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>` +
		`<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t>ticked</w:t></w:r></w:p>` +
		`</w:body></w:document>`})
	if text.Body != "chosen\nsecond\n☒ ticked" {
		t.Errorf("%q", text.Body)
	}
}

func TestDOCXTrackedChanges(t *testing.T) {
	text := readBody(t, map[string]string{"word/document.xml": wordHead +
		`<w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>kept</w:t></w:r></w:ins><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p>` +
		`<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>a row</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>stays</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`</w:body></w:document>`})
	if text.Body != "kept\nstays" || text.Hidden != 0 {
		t.Errorf("%q, %d hidden", text.Body, text.Hidden)
	}
}

func TestTablesAreReadAsTheyAreLaidOut(t *testing.T) {
	cell := func(lines ...string) string {
		s := "<w:tc>"
		for _, l := range lines {
			s += "<w:p><w:r><w:t>" + l + "</w:t></w:r></w:p>"
		}
		return s + "</w:tc>"
	}
	row := func(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }
	for name, c := range map[string]struct{ rows, want string }{
		"entries":           {row(cell("Cook"), cell("2014")) + row(cell("Waiter"), cell("2012")), "Cook\t2014\nWaiter\t2012"},
		"headings":          {row(cell("Work"), cell("Cook, 2014", "Waiter, 2012")) + row(cell("School"), cell("Diploma, 2010")), "Work\nCook, 2014\nWaiter, 2012\nSchool\nDiploma, 2010"},
		"dates":             {row(cell("2014 - 2016"), cell("Cook", "Ran the kitchen")), "2014 - 2016\tCook\nRan the kitchen"},
		"dates in two rows": {row(cell("June 2014 -", "May 2016"), cell("Cook", "Ran the kitchen")), "June 2014 - May 2016\tCook\nRan the kitchen"},
		"columns":           {row(cell("Skills", "Soup"), cell("Work", "Cook")), "Skills\nSoup\nWork\nCook"},
	} {
		text := readBody(t, map[string]string{"word/document.xml": wordHead + "<w:tbl>" + c.rows + "</w:tbl></w:body></w:document>"})
		if text.Body != c.want {
			t.Errorf("%s: %q, want %q", name, text.Body, c.want)
		}
	}
}
