package decision

import (
	"strings"
	"unicode"
)

// totalWords open or close a row of totals, in the languages of the exports.
func totalWords() []string {
	return []string{"total", "totals", "subtotal", "subtotals", "grand total", "sub total", "sum", "count", "average", "mean", "overall",
		"summe", "gesamt", "gesamtsumme", "gesamtergebnis", "zwischensumme", "insgesamt", "anzahl", "teilergebnis",
		"total general", "total général", "sous total", "somme", "moyenne", "nombre", "suma", "subtotales", "promedio", "recuento",
		"totaal", "eindtotaal", "subtotaal", "aantal", "gemiddelde", "soma", "média", "contagem", "total geral", "totale", "totale complessivo", "subtotale", "somma", "conteggio"}
}

// mayBeTotal is a cheap look before [isTotal]: most cells are ids or names of one
// letter's case that no total word has.
func mayBeTotal(cell []byte) bool {
	switch cell[0] | 0x20 {
	case 't', 's', 'g', 'c', 'a', 'm', 'o', 'z', 'i', 'n', 'p', 'r', 'e':
		return true
	}
	return cell[0] >= 0x80
}

// isTotal reports a cell that opens a row of totals: "Total", "Grand total (12)",
// "Total R-101". The word must stand alone: "Summers" is a name.
func isTotal(s string) bool {
	t := strings.TrimFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
	t = strings.Join(strings.FieldsFunc(t, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' }), " ")
	for _, w := range totalWords() {
		if t == w {
			return true
		}
		if rest, ok := strings.CutPrefix(t, w); ok && strings.ContainsAny(rest[:1], " :(=") && w != "sum" && w != "mean" {
			return true
		}
	}
	return false
}
