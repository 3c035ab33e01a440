package decision

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"weaksignal/extract/decision/heads"
)

// sibling is one export of the same eight applications, as another system, language or
// office program writes it.
type sibling struct {
	head   string
	stages [4]string // résumé screen, phone screen, onsite, offer
	status [4]string // rejected, withdrawn, pending, hired
	// row formats id, requisition, title, stage, status, and the dates of application
	// and rejection.
	row  func(id int, requisition, title, stage, status string, applied, rejected time.Time) string
	tail string
}

const siblingsWant = "1:R--- 2:R--- 3:PR-- 4:PPR- 5:X--- 6:PX-- 7:PPPX 8:PPPP"

// text writes an export of eight applications: two rejected at the résumé screen, one
// at the phone screen, one onsite, one withdrawn at once, one pending at the phone
// screen, one pending at the offer, one hired from it.
func (s sibling) text() string {
	row := s.row
	if row == nil {
		row = func(id int, q, title, stage, status string, applied, rejected time.Time) string {
			return fmt.Sprintf("%d,C%d,%s,%s,%s,%s,%s", id, id, q, title, stage, status, day(applied, time.DateOnly))
		}
	}
	var b strings.Builder
	b.WriteString(s.head + "\n")
	for i, r := range [][2]int{{0, 0}, {0, 0}, {1, 0}, {2, 0}, {0, 1}, {1, 2}, {3, 2}, {3, 3}} {
		applied, rejected := time.Date(2026, time.Month(1+i), 13+i, 0, 0, 0, 0, time.UTC), time.Time{}
		if r[1] == 0 {
			rejected = applied.AddDate(0, 0, 5)
		}
		b.WriteString(row(i+1, fmt.Sprintf("R%d", i%2), []string{"Data Scientist", "ML Engineer"}[i%2], s.stages[r[0]], s.status[r[1]], applied, rejected) + "\n")
	}
	return b.String() + s.tail
}

func day(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(layout)
}

var (
	usualStages = [4]string{"Application Review", "Phone Screen", "Onsite", "Offer"}
	usualStatus = [4]string{"Rejected", "Withdrawn", "Active", "Hired"}
)

const usualHead = "Application ID,Candidate ID,Job ID,Job Name,Current Stage,Status,Applied On"

// TestSiblings: whatever the system, language, words, ids and dates, it is the same
// eight applications, and nothing stops an audit of them.
func TestSiblings(t *testing.T) {
	months := func(names string) func(time.Time) string {
		return func(t time.Time) string {
			if t.IsZero() {
				return ""
			}
			return strings.Fields(names)[t.Month()-1]
		}
	}
	dated := func(layout string, month func(time.Time) string) func(int, string, string, string, string, time.Time, time.Time) string {
		return func(id int, q, title, stage, status string, applied, rejected time.Time) string {
			write := func(t time.Time) string {
				if t.IsZero() {
					return ""
				}
				return strings.NewReplacer("D", fmt.Sprint(t.Day()), "M", month(t), "Y", fmt.Sprint(t.Year())).Replace(layout)
			}
			return fmt.Sprintf("%d;%d;%s;%s;%s;%s;%s;%s", id, 100+id, q, title, stage, status, write(applied), write(rejected))
		}
	}
	for name, s := range map[string]sibling{
		"German": {"Vorgangsnummer;Kandidatennummer;Kennziffer;Stellenbezeichnung;Prozessschritt;Ergebnis;Eingangsdatum;Absagedatum", [4]string{"Vorauswahl Unterlagen", "Telefoninterview", "Vorstellungsgespräch vor Ort", "Vertragsangebot"},
			[4]string{"Nicht berücksichtigt", "Bewerbung zurückgezogen", "In Prüfung", "Eingestellt"}, dated("D. M Y", months("Januar Februar März April Mai Juni Juli August")), ""},
		"French": {"Identifiant candidature;Identifiant candidat;Référence offre;Intitulé du poste;Étape;Statut de la candidature;Date de candidature;Date de refus", [4]string{"Tri des CV", "Entretien téléphonique", "Entretien sur site", "Offre"},
			[4]string{"Non retenu", "A retiré sa candidature", "En attente", "Recruté"}, dated("D M Y", months("janvier février mars avril mai juin juillet août")), ""},
		"Spanish": {"ID candidatura;ID candidato;Código de la oferta;Título del puesto;Fase;Estado de la candidatura;Fecha de inscripción;Fecha de descarte", [4]string{"Preselección curricular", "Entrevista telefónica", "Entrevista presencial", "Oferta"},
			[4]string{"Descartado", "Desiste", "En proceso", "Contratado"}, dated("D-M-Y", months("ene feb mar abr may jun jul ago")), ""},
		"Dutch": {"Sollicitatienummer;Kandidaatnummer;Vacaturenummer;Functietitel;Fase;Status;Datum sollicitatie;Datum afwijzing", [4]string{"CV-screening", "Telefonisch interview", "Gesprek op locatie", "Aanbod"},
			[4]string{"Afgewezen", "Teruggetrokken", "In behandeling", "Aangenomen"}, dated("D M Y", months("jan feb mrt apr mei jun jul aug")), ""},
		"Portuguese": {"ID da candidatura;ID do candidato;ID da vaga;Cargo;Etapa;Situação;Data da candidatura;Data da reprovação", [4]string{"Triagem de currículo", "Entrevista por telefone", "Entrevista presencial", "Proposta"},
			[4]string{"Reprovado", "Desistente", "Em andamento", "Contratado"}, dated("D de M de Y", months("janeiro fevereiro março abril maio junho julho agosto")), ""},
		"Italian": {"ID candidatura;ID candidato;ID annuncio;Posizione;Fase;Esito;Data candidatura;Data scarto", [4]string{"Screening CV", "Colloquio telefonico", "Colloquio in sede", "Offerta"},
			[4]string{"Non idoneo", "Ritirato", "In corso", "Assunto"}, dated("D M Y", months("gennaio febbraio marzo aprile maggio giugno luglio agosto")), ""},
		"negations":      {usualHead, usualStages, [4]string{"Did not advance", "No longer wishes to be considered", "Under Review", "Hired"}, nil, ""},
		"others chosen":  {usualHead, usualStages, [4]string{"Other candidate selected", "Candidate pulled out", "In progress", "Placed"}, nil, ""},
		"who passed":     {usualHead, usualStages, [4]string{"Hiring manager passed", "Accepted a job elsewhere", "Open", "Offer accepted"}, nil, ""},
		"not passed":     {usualHead, usualStages, [4]string{"Not passed", "Withdrew application", "Being considered", "Passed"}, nil, ""},
		"what closed it": {usualHead, usualStages, [4]string{"Closed - not hired", "Closed - candidate withdrew", "Open", "Closed - hired"}, nil, ""},
		"last stage reached": {"Application ID,Candidate ID,Req ID,Job Title,Last Stage Reached,Status Description,Application Date", [4]string{"Resume Review", "Phone Interview", "On-site Interview", "Offer"},
			usualStatus, nil, ""},
		"a total in German": {usualHead, usualStages, usualStatus, nil, "Gesamt,8,,,,,\n"},
		"a bare count":      {usualHead, usualStages, usualStatus, nil, ",,,,,8,\n"},
		"serial dates": {usualHead, usualStages, usualStatus, func(id int, q, title, stage, status string, applied, _ time.Time) string {
			return fmt.Sprintf("%d,C%d,%s,%s,%s,%s,%d", id, id, q, title, stage, status, int(applied.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()/24))
		}, ""},
		"milliseconds": {usualHead, usualStages, usualStatus, func(id int, q, title, stage, status string, applied, _ time.Time) string {
			return fmt.Sprintf("%d,C%d,%s,%s,%s,%s,%d", id, id, q, title, stage, status, applied.UnixMilli())
		}, ""},
		"ids as text": {usualHead, usualStages, usualStatus, func(id int, q, title, stage, status string, applied, _ time.Time) string {
			return fmt.Sprintf("'%d,C%d,%s,%s,%s,%s,%s", id, id, q, title, stage, status, applied.Format("Mon Jan 02 15:04:05 CET 2006"))
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := read(t, s.text(), Options{})
			if err != nil {
				t.Fatalf("%v in\n%s", err, s.text())
			}
			if err := e.Err(); err != nil {
				t.Fatalf("%v in\n%s", err, s.text())
			}
			if got := strings.TrimSpace(trailsOf(e)); got != siblingsWant {
				t.Errorf("got %s, want %s of\n%s", got, siblingsWant, s.text())
			}
			if r := e.At(1).Requisition; r != "R1" {
				t.Errorf("requisition %q, want R1", r)
			}
			if a := e.At(0).Applied; !a.Equal(time.Date(2026, 1, 13, 0, 0, 0, 0, time.UTC)) {
				t.Errorf("applied %v, want 2026-01-13", a)
			}
		})
	}
}

// TestStatusHistory: a row for each status entered, without a column of stages.
func TestStatusHistory(t *testing.T) {
	e, err := read(t, `Application ID,Candidate ID,Job ID,Status,Status Start Date
1,C1,R1,Application Review,2026-01-02
1,C1,R1,Not Selected,2026-01-05
2,C2,R1,Application Review,2026-01-02
2,C2,R1,Phone Screen,2026-01-04
2,C2,R1,Not Selected,2026-01-09
3,C3,R1,Application Review,2026-01-02
3,C3,R1,Phone Screen,2026-01-04
3,C3,R1,Hired,2026-01-12
4,C4,R1,Application Review,2026-01-02
4,C4,R1,Candidate Withdrew,2026-01-03
`, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Err(); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.TrimSpace(trailsOf(e)), "1:R- 2:PR 3:PP 4:X-"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestColumnsNotUsed: what was mapped and is empty, and what looks like a stage or a
// decision and is not used, is said; where an audit would mislead, it stops.
func TestColumnsNotUsed(t *testing.T) {
	rows := func(head string, cells func(stage, status string) string) string {
		out := "Application ID,Candidate ID,Job ID," + head + "\n"
		for i, r := range [][2]string{{"Application Review", "Rejected"}, {"Application Review", "Rejected"}, {"Phone Screen", "Rejected"}, {"Offer", "Hired"}} {
			out += fmt.Sprintf("%d,C%d,R1,%s\n", i+1, i+1, cells(r[0], r[1]))
		}
		return out
	}
	opposite := map[string]string{"Rejected": "Hired", "Hired": "Rejected"}
	for _, test := range []struct {
		name, text string
		columns    []heads.ColumnMap
		guard      string
		fatal      bool
	}{
		{"an empty stage column, and one that is not used", rows("Current Stage,Status,Where", func(a, b string) string { return "," + b + "," + a }), nil, "column_empty", false},
		{"stages under another name", rows("Status,Where", func(a, b string) string { return b + "," + a }), nil, "column_unused", false},
		{"an empty column that the configuration names", rows("Stage,Status,Call", func(a, b string) string { return a + "," + b + "," }), []heads.ColumnMap{{Field: "outcome", Header: "Call"}}, "column_empty", true},
		{"decisions that say otherwise", rows("Stage,Status,Ruling", func(a, b string) string { return a + "," + b + "," + opposite[b] }), nil, "column_unused", true},
		{"decisions that say otherwise, and the configuration decides", rows("Stage,Status,Ruling", func(a, b string) string { return a + "," + b + "," + opposite[b] }), []heads.ColumnMap{{Field: "outcome", Header: "Status"}}, "column_unused", false},
		{"decisions under another name", rows("Stage,Ruling", func(a, b string) string { return a + "," + b }), nil, "column_unused", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			e, err := read(t, test.text, Options{Columns: test.columns})
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range e.Guards {
				if g.ID == test.guard {
					if g.Fatal != test.fatal {
						t.Errorf("%s: fatal %v, want %v: %v", g.ID, g.Fatal, test.fatal, &g.Error)
					}
					return
				}
			}
			t.Errorf("no guard %s among %+v", test.guard, e.Guards)
		})
	}
}

// TestRejectedAtAnUnknownStep: where rejected people stand at a step whose name fits two
// stages, it is asked for; the export does not become one stage.
func TestRejectedAtAnUnknownStep(t *testing.T) {
	text := usualHead + "\n"
	for i, stage := range []string{"Screening", "Screening", "Screening", "Onsite", "Hired"} {
		status := "Rejected"
		if stage == "Hired" {
			status = stage
		}
		text += fmt.Sprintf("%d,C%d,R1,ML Engineer,%s,%s,2026-01-02\n", i, i, stage, status)
	}
	e, err := read(t, text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Err(); err == nil || !strings.Contains(err.Error(), `"Screening" (3 rows)`) {
		t.Errorf("got %v, want to be asked for Screening", err)
	}
}
