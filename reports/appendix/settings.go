package appendix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// threshold is an input cell: formulas in the workbook refer to it by name.
type threshold struct {
	name, label, note string
	value             float64
	low, high         float64
}

// thresholds are the cells that a reader may change. The four-fifths line is the
// guidelines' (29 CFR 1607.4(D)); it is the only one that formulas use, as
// verdicts come from the run and don't change with a cell.
func thresholds() []threshold {
	return []threshold{{words.NameFourFifths, words.LabelFourFifths, words.NoteFourFifths, 0.8, 0.01, 1}}
}

// settingsPage shows what the run was told: thresholds, configuration, roles,
// inputs with their hashes, and the lists of institutions.
func settingsPage(d *draft) *sheet.Page {
	columns := []sheet.Column{text("Threshold", 32, words.MeaningThreshold), text("Value (yellow cells may be changed)", 66, words.MeaningThresholdValue), text("What it does", 68, words.MeaningThresholdDoes)}
	p := d.page(words.SheetSettings, words.SettingsNote, columns)
	p.Heading(words.HeadThresholds)
	p.Head(columns)
	for _, t := range thresholds() {
		input := sheet.Number(sheet.AsRatio)
		input.Fill, input.Bold, input.Unlocked = sheet.FillInput, true, true
		row := p.Add(sheet.Text(t.label), sheet.Cell{Value: t.value, Look: input}, sheet.Text(t.note))
		p.Names = append(p.Names, sheet.NamedCell{Name: t.name, Ref: sheet.Fixed(p.Name, 2, row, 2, row)})
		p.Validations = append(p.Validations, between(sheet.At(2, row), t))
	}
	p.Gap()
	runTable(d, p)
	roleTable(d, p)
	p.Pairs(words.HeadSettings, settingPairs(d.Book.Settings))
	listTable(d, p)
	return p
}

func between(where string, t threshold) *excelize.DataValidation {
	v := excelize.NewDataValidation(false)
	v.SetSqref(where)
	if err := v.SetRange(t.low, t.high, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween); err != nil {
		panic(err) // constants of this file
	}
	v.SetInput(t.label, fmt.Sprintf(words.InputHint, t.low, t.high))
	v.SetError(excelize.DataValidationErrorStyleStop, t.label, fmt.Sprintf(words.InputHint, t.low, t.high))
	return v
}

func settingPairs(settings []reports.Setting) [][2]string {
	var out [][2]string
	for _, s := range settings {
		out = append(out, [2]string{s.Key, s.Value})
	}
	return out
}

// runTable is the provenance of the run, with the hash of each input.
func runTable(d *draft, p *sheet.Page) {
	run := d.Result.Run
	rows := [][2]string{{words.WordRun, run.ID}}
	if !run.StartedAt.IsZero() {
		rows = append(rows, [2]string{"Started", run.StartedAt.UTC().Format("2006-01-02 15:04:05 UTC")}, [2]string{"Finished", run.FinishedAt.UTC().Format("2006-01-02 15:04:05 UTC")})
	}
	rows = append(rows, [2]string{"Version", run.Version}, [2]string{"Catalogue", run.CatalogueVersion},
		[2]string{"Seed of random draws", fmt.Sprint(run.Seed)}, [2]string{"Configuration (SHA-256)", run.ConfigSHA256})
	p.Pairs(words.HeadRun, rows)
	if len(run.Inputs) == 0 {
		return
	}
	p.Heading(words.HeadInputs)
	p.Head([]sheet.Column{text("Input", 0, words.MeaningInput), text("Size", 0, words.MeaningSize), text("SHA-256", 0, words.MeaningHash)})
	for _, in := range run.Inputs {
		size := words.Counted(in.Files, "file", "files")
		if in.Bytes > 0 { // a list that comes with the program has none
			size += ", " + words.Counted(int(in.Bytes), "byte", "bytes")
		}
		p.Add(sheet.Text(in.Kind), sheet.Text(size), sheet.Text(in.SHA256))
	}
	p.Gap()
}

func roleTable(d *draft, p *sheet.Page) {
	if len(d.Book.Roles) == 0 {
		return
	}
	p.Heading(words.HeadRoles)
	p.Head([]sheet.Column{text("Role", 0, words.MeaningRole), text("Declared job-related", 0, words.MeaningDeclared), text("Requirements", 0, words.MeaningRequirements)})
	for _, r := range d.Book.Roles {
		var related []string
		for _, id := range r.JobRelated {
			related = append(related, d.Label(id))
		}
		declared := words.List(related)
		if declared == "" {
			declared = words.NothingDeclared
		}
		name := r.Name
		if name == "" {
			name = words.SentenceCase(words.UnnamedRole)
		}
		p.Add(sheet.Text(name), sheet.Text(declared), sheet.Text(requirements(r)))
	}
	p.Gap()
}

func requirements(r reports.Role) string {
	var parts []string
	if len(r.Skills) > 0 {
		parts = append(parts, "skills: "+strings.Join(r.Skills, ", "))
	}
	if r.MinYears > 0 {
		parts = append(parts, fmt.Sprintf("at least %g years", r.MinYears))
	}
	if r.MinDegree != "" {
		parts = append(parts, "degree: "+r.MinDegree+" or above")
	}
	return words.SentenceCase(strings.Join(parts, "; "))
}

// entriesPerRow keeps a row of a long list within a printed page.
const entriesPerRow = 60

// listTable prints every list that the detectors used, entry by entry.
func listTable(d *draft, p *sheet.Page) {
	for _, l := range d.Book.Lists {
		p.Heading(fmt.Sprintf(words.HeadList, l.Name, words.Counted(len(l.Entries), "entry", "entries")))
		p.Add(sheet.Text("SHA-256"), sheet.Text(l.SHA256))
		for part := range slices.Chunk(l.Entries, entriesPerRow) {
			p.Paragraph(strings.Join(part, " · "), sheet.Body())
		}
		p.Gap()
	}
}
