package reports

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// roundTo rounds x to the given significant digits.
func roundTo(x float64, digits int) float64 {
	if x == 0 || !isFinite(x) {
		return x
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil {
		return x
	}
	return r
}

// inPercent writes a fraction as "14.3 %".
func inPercent(x float64) string { return fmt.Sprintf("%.1f %%", x*100) }

// signed writes "+14.3" with a true minus sign, so that the text can't be taken for
// a formula.
func signed(x float64) string {
	x = math.Round(x*10) / 10
	switch {
	case x > 0:
		return fmt.Sprintf("+%.1f", x)
	case x < 0:
		return fmt.Sprintf("−%.1f", -x)
	}
	return "0.0"
}

// grouped writes 12345 as "12,345".
func grouped(n int) string {
	s := strconv.Itoa(n)
	if n < 0 {
		return "−" + grouped(-n)
	}
	var parts []string
	for len(s) > 3 {
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	return strings.Join(append([]string{s}, parts...), ",")
}

// counted writes "1 requisition", "12 requisitions".
func counted(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return grouped(n) + " " + plural
}

// list joins words as "a, b and c".
func list(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
