package signal_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

func TestThreeValues(t *testing.T) {
	_, d := load(t)
	if r := d.Read(nil); r.Findings != nil {
		t.Errorf("no text: got findings %v, want none (every signal unknown)", r.Findings)
	}
	cut := d.Read(&document.Text{Body: "Experience\nNurse, Elm Clinic, 2014 - 2018", Truncated: true})
	if f := cut.Findings["award"]; f.Present != nil || f.Unknown == "" {
		t.Errorf("a cut text: got %+v, want unknown with its reason", f)
	}
	found := d.Read(&document.Text{Body: "Awards\nEmployee of the month, May 2016", Truncated: true})
	if f := found.Findings["award"]; f.Present == nil || !*f.Present {
		t.Errorf("an award before the cut: got %+v, want present", f)
	}
	lost := d.Read(&document.Text{Body: "Ana Lima\nContact\nana@example.org\nanalima98\nExperience\nNurse, 2014 - 2018"})
	if f := lost.Findings["code_profile"]; f.Present != nil {
		t.Errorf("a bare handle: got %+v, want unknown", f)
	}
}

func TestEvidenceNamesLineSectionAndReason(t *testing.T) {
	_, d := load(t)
	r := d.Read(&document.Text{Body: "Ana Lima\n\nAwards\n\nOlivia Stone scholarship, 2015\n\nCertifications\nMachine Learning, Stanford University (Coursera)"})
	f := r.Findings["award"]
	if len(f.Evidence) == 0 || f.Evidence[0].Line != 5 || f.Evidence[0].Section != "awards" || f.Evidence[0].Why == "" || !strings.Contains(f.Evidence[0].Text, "scholarship") {
		t.Errorf("award: got %+v", f.Evidence)
	}
	s := r.Findings["elite_school"]
	if *s.Present || len(s.NearMisses) == 0 || s.NearMisses[0].Line != 8 || s.NearMisses[0].Why == "" {
		t.Errorf("elite_school: got %+v, want a near miss on line 8 with its reason", s)
	}
}

func TestAttributes(t *testing.T) {
	_, d := load(t)
	for _, c := range []struct{ doc, id, attribute, want string }{
		{"Publications\nMora D., Stone A. Cheap maps for slow robots. NeurIPS 2020", "publication", "venue", "top"},
		{"Publications\nMora D., Stone A. Maps of small harbours. Harbour Letters 3(2), 2016", "publication", "venue", ""},
		{"Awards\nWon first prize in a hackathon", "award", "kind", "competition"},
		{"Awards\nEmployee of the month, May 2016", "award", "kind", "employer"},
		{"Education\nDean's List, 2015", "award", "kind", "academic"},
		{"Experience\nMaintained an open-source library for tides", "open_source", "work", "paid"},
		{"Volunteering\nContributed patches to an open source catalogue", "open_source", "work", "voluntary"},
	} {
		f := d.Read(&document.Text{Body: c.doc}).Findings[c.id]
		if f.Present == nil || !*f.Present || f.Attributes[c.attribute] != c.want {
			t.Errorf("%q: got %s=%q (%+v), want %q", c.doc, c.attribute, f.Attributes[c.attribute], f, c.want)
		}
	}
}

func TestLinksOnlyInAnnotations(t *testing.T) {
	_, d := load(t)
	r := d.Read(&document.Text{Body: "Ana Lima\nNurse", Links: []document.Link{{URL: "https://github.com/analima"}}})
	f := r.Findings["code_profile"]
	if f.Present == nil || !*f.Present || f.Evidence[0].Line != 0 {
		t.Errorf("got %+v, want present by a link that stands in no line", f)
	}
}

func TestSections(t *testing.T) {
	_, d := load(t)
	for _, c := range []struct{ doc, want string }{
		{"BERUFSERFAHRUNG\nx 2015\nAusbildung\ny", "work education"},
		{"Expériences professionnelles :\nx\nFORMATION\ny\nCentres d'intérêt\nz", "work education interests"},
		{"Experiencia laboral\nx\nFormación académica\ny\nIdiomas\nz", "work education languages"},
		{"W O R K   E X P E R I E N C E\nx\nE D U C A T I O N\ny", "work education"},
		{"## Education\nx\n## Publications & Talks\ny", "education publications+talks"},
		{"EDUCATION M.Sc. Physics, 2014\nx\nSKILLS Python and R\ny", "education skills"},
		{"Worked on education for adults\nand skills of nurses", ""},
		{"EDUCATION\n\nEXPERIENCE\n\nx", "education education+work"},
		{"II. EDUCATION\nx\n3. Work experience\ny", "education work"},
		{"🎓 Education\nx\n▪ SKILLS ▪\ny\n★ Publications (12)\nz", "education skills publications"},
		{"education\nx\nwork experience\ny", "education work"},
		{"Education   Elm University\nWork   Nurse, Elm Clinic", "education work"},
		{"Education Elm University\nBSc\nPublications Lind A. Fog\ny", "education publications"},
		{"Selected work Elm Clinic, nurse\nexperience Wrote the rota\nx", "work"},
		{"Publications and selected reports\nx\nAWARDS AND\nFELLOWSHIPS\ny", "publications awards awards"},
		{"Education\nUNIVERSITY OF ELM\nBSc\nAcademic Press, sales\nx", "education"},
		{"РАБОТА\nx\nОбразование\ny\nOpleidingen en cursussen\nz", "work education education+courses"},
	} {
		var names []string
		for _, s := range d.Read(&document.Text{Body: c.doc}).Sections {
			names = append(names, s.Name)
		}
		got := strings.ReplaceAll(strings.Join(names, " "), "work+education", "education+work")
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.doc, got, c.want)
		}
	}
}

func TestIdentity(t *testing.T) {
	_, d := load(t)
	for _, c := range []struct{ doc, name, email string }{
		{"Ana María Lima\nNurse\nAna.Lima@Example.org", "Ana María Lima", "ana.lima@example.org"},
		{"CURRICULUM VITAE\nTomás de la Vega | Lisbon\n", "Tomás de la Vega", ""},
		{"San Diego\nPriya Nair\npriya.nair@example.in", "Priya Nair", "priya.nair@example.in"},
		{"Name: Kofi Osei\nDriver", "Kofi Osei", ""},
		{"Senior Software Engineer\nskills: python", "", ""},
	} {
		emails, name := d.Identity(&document.Text{Body: c.doc})
		if name != c.name || strings.Join(emails, " ") != c.email {
			t.Errorf("%q: got %q %v, want %q %q", c.doc, name, emails, c.name, c.email)
		}
	}
}

func TestMask(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"Ana Lima, ana.lima@example.org, +49 151 2345 6789", "[name] [name], [e-mail], [phone]"},
		{"https://github.com/analima/maps", "https://github.com/[handle]"},
		{"analima.github.io", "[handle].github.io"},
		{"Nurse, 2014 - 2018", "Nurse, 2014 - 2018"},
		{"LIMA won; Limassol did not", "[name] won; Limassol did not"},
		{"tel. 555-0142, 07700 900634, (212) 555-0157", "tel. [phone], [phone], [phone]"},
		{"01/2015 - 12/2019, 2023-10 - 2024-09, 2019/08/01", "01/2015 - 12/2019, 2023-10 - 2024-09, 2019/08/01"},
		{"https://limacode.example/cv and www.ana.example", "[link] and [link]"},
		{"on X: @ana_l, (@lima)", "on X: [handle], ([handle])"},
		{"Núñez, Nunez, NUÑEZ's book", "[name], [name], [name] book"},
		{"O’Brien and O'BRIEN", "[name] and [name]"},
		{"GitHub: analima, nunezl, lima42", "GitHub: [name], [name], [name]"},
		{"vitamins de la mer", "vitamins de la mer"},
		{"ana.lima [at] example.org, ana (at) example [dot] org, ana at example dot org", "[e-mail], [e-mail], [e-mail]"},
		{"Nunez de la Torre wrote Ana's thesis", "[name] [name] wrote [name] thesis"},
	} {
		if got := signal.Mask(c.line, []string{"Ana Lima", "Nunez de la Torre", "O'Brien"}); got != c.want {
			t.Errorf("%q: got %q, want %q", c.line, got, c.want)
		}
	}
}

func TestSameReadingForManyReaders(t *testing.T) {
	_, d := load(t)
	resumes := readResumes(t)[:20]
	want := make([]signal.Reading, len(resumes))
	for i, r := range resumes {
		want[i] = d.Read(&document.Text{Body: r.text})
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, r := range resumes {
				if got := d.Read(&document.Text{Body: r.text}); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%s: two readings differ", r.where)
				}
			}
		})
	}
	wg.Wait()
}

// FuzzRead: no text makes the detectors panic, and every finding is one of the
// three values.
func FuzzRead(f *testing.F) {
	_, d := load(f)
	for _, r := range readResumes(f)[:12] {
		f.Add(r.text)
	}
	for _, s := range []string{"", "\n", "\x00", "•", "EDUCATION", strings.Repeat("a ", 4000), strings.Repeat("2015 - 2018 ", 300), "é\u0301\u200b", "Master of (((", "IIT " + strings.Repeat("–", 500), "- \n– \n", "K\u0130 \u212a\u1e9e MIT"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		r := d.Read(&document.Text{Body: body})
		for id, x := range r.Findings {
			if (x.Present == nil) != (x.Unknown != "") {
				t.Errorf("%s: present %v with unknown %q", id, x.Present, x.Unknown)
			}
			if x.Present != nil && *x.Present && len(x.Evidence) == 0 {
				t.Errorf("%s: present without evidence", id)
			}
		}
		d.Identity(&document.Text{Body: body})
		signal.Mask(body, []string{"Ana Lima"})
	})
}

// Layouts that a reader of PDFs or RTF scrambles keep their work entries.
func TestWorkEntriesOfDamagedLayouts(t *testing.T) {
	_, d := load(t)
	for name, body := range map[string]string{
		"a letter-spaced heading was glued": "Jo Elm\nSKILLS\nPython\nCAREERHISTORY\nNurse, Elm Clinic Aug 2013 – Oct 2015\n",
		"the range is broken in a column":   "Jo Elm\nExperience\nAugust 2013 to October\n2015\nNurse\nElm Clinic\n",
		"the ends are stacked":              "Jo Elm\nExperience\nAug 2013 –\nOct 2015\nNurse\nElm Clinic\n",
		"stacked in the margin":             "Jo Elm\nExperience\nAug 2013 –  Nurse\nOct 2015  Elm Clinic\n",
		"stacked without a dash":            "Jo Elm\nExperience\nAug 2013\nOct 2015\nNurse\nElm Clinic\n",
		"the heading stands elsewhere":      "Jo Elm\nInterests\nChess\nElm Clinic Aug 2013 – Oct 2015\nNurse\n",
	} {
		r := d.Read(&document.Text{Body: body})
		if len(r.Spans) != 1 || r.Spans[0].Kind != signal.KindWork || r.Spans[0].Start != 2013*12+7 || r.Spans[0].End != 2015*12+10 {
			t.Errorf("%s: %+v, want one work entry from August 2013 to October 2015", name, r.Spans)
		}
	}
}
