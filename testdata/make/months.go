package main

import (
	"fmt"
	"strings"
	"time"
)

// month counts from year 0: year*12 + month-1.
type month int

func monthOf(t time.Time) month { return month(t.Year()*12 + int(t.Month()) - 1) }

func (m month) year() int { return int(m) / 12 }

// monthNames gives long and short names, and the words for present and since.
func monthNames(language string) (long, short []string, present, since string) {
	switch language {
	case "de":
		return strings.Fields("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
			strings.Fields("Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez."), "heute", "seit"
	case "fr":
		return strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
			strings.Fields("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."), "aujourd'hui", "depuis"
	case "es":
		return strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
			strings.Fields("ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic."), "actualidad", "desde"
	}
	return strings.Fields("January February March April May June July August September October November December"),
		strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"), "Present", "Since"
}

// span is a stretch of work or study; last is its last month, or 0 while it goes on.
type span struct{ first, last month }

// write gives the span in one of the usual forms.
func (s span) write(form, language string) string {
	long, short, present, since := monthNames(language)
	one := func(m month) string {
		k := int(m) % 12
		switch form {
		case "long":
			return long[k] + " " + fmt.Sprint(m.year())
		case "slash":
			return fmt.Sprintf("%02d/%d", k+1, m.year())
		case "dots":
			return fmt.Sprintf("%02d.%d", k+1, m.year())
		case "iso":
			return fmt.Sprintf("%d-%02d", m.year(), k+1)
		case "years":
			return fmt.Sprint(m.year())
		case "apostrophe":
			return fmt.Sprintf("%s '%02d", strings.TrimSuffix(short[k], "."), m.year()%100)
		}
		return short[k] + " " + fmt.Sprint(m.year())
	}
	if s.last == 0 {
		if form == "since" {
			return since + " " + one(s.first)
		}
		if form == "long" && language == "en" {
			return one(s.first) + " to present"
		}
		return one(s.first) + " – " + present
	}
	switch form {
	case "long":
		if language == "en" {
			return one(s.first) + " to " + one(s.last)
		}
	case "iso", "slash":
		return one(s.first) + " - " + one(s.last)
	case "dots":
		return one(s.first) + "–" + one(s.last)
	}
	return one(s.first) + " – " + one(s.last)
}

// studied writes a span of study: years alone, or the year of the degree.
func (s span) studied(d dice, language string) string {
	if s.last == 0 {
		expected := map[string]string{"de": "laufend", "fr": "en cours", "es": "en curso"}[language]
		if expected == "" {
			return fmt.Sprintf("%d – Present", s.first.year())
		}
		return fmt.Sprintf("%d – %s", s.first.year(), expected)
	}
	if d.chance(.3) {
		return fmt.Sprint(s.last.year())
	}
	return fmt.Sprintf("%d – %d", s.first.year(), s.last.year())
}
