package signal

// pointAt reads one date at token i.
func pointAt(t []dateToken, i int) (p point, next int, ok bool) {
	if i >= len(t) {
		return p, i, false
	}
	switch {
	case t[i].kind&isMonth != 0:
		return monthFirst(t, i)
	case t[i].mark == '\'':
		if y, j, ok := shortYear(t, i); ok {
			return yearPoint(y), j, true
		}
	case t[i].kind != isNumber:
	case t[i].digits == 4:
		return yearFirst(t, i)
	case t[i].digits <= 2:
		return dayFirst(t, i)
	}
	return p, i, false
}

// loneMonth reads a month without a year, a day before it or not.
func loneMonth(t []dateToken, i int) (month, next int, ok bool) {
	if i < len(t) && dayNumber(t, i) {
		if i++; i < len(t) && t[i].mark == '.' {
			i++
		}
		for i < len(t) && t[i].kind&isWithin != 0 {
			i++
		}
	}
	if i >= len(t) || t[i].kind&isMonth == 0 {
		return 0, i, false
	}
	month, i = t[i].value, i+1
	if i < len(t) && t[i].mark == '.' {
		i++
	}
	if i < len(t) && dayNumber(t, i) { // "June 3 - August 2019"
		i++
	}
	return month, i, true
}

func dayNumber(t []dateToken, i int) bool {
	return t[i].kind == isNumber && t[i].digits <= 2 && t[i].value >= 1 && t[i].value <= 31
}

func yearNumber(t []dateToken, i int) bool {
	return i < len(t) && t[i].kind == isNumber && t[i].digits == 4 && t[i].value >= firstYear && t[i].value <= lastYear &&
		(i+1 == len(t) || !t[i+1].glued || t[i+1].kind != isWord || t[i+1].mark != 0)
}

// shortYear reads "'14" or "14".
func shortYear(t []dateToken, i int) (year, next int, ok bool) {
	if i < len(t) && t[i].mark == '\'' {
		i++
	}
	if i >= len(t) || t[i].kind != isNumber || t[i].digits != 2 {
		return 0, i, false
	}
	if t[i].value > centuryTurn {
		return 1900 + t[i].value, i + 1, true
	}
	return 2000 + t[i].value, i + 1, true
}

// monthFirst: "May 2019", "Dec'14", "May 3, 2019", "Aug-2021", "мая 2019".
func monthFirst(t []dateToken, i int) (p point, next int, ok bool) {
	month, j := t[i].value, i+1
	for j < len(t) && (t[j].kind&isSep != 0 && t[j].mark != '\'' || t[j].kind&isWithin != 0 || t[j].kind == isDash) {
		j++
	}
	if yearNumber(t, j) {
		return monthPoint(t[j].value, month), j + 1, true
	}
	if j < len(t) && dayNumber(t, j) {
		k := j + 1
		for k < len(t) && (t[k].mark == ',' || t[k].mark == '.' || t[k].kind&isWithin != 0 || t[k].mark == '-' && t[k].glued) {
			k++
		}
		if yearNumber(t, k) && (k > j+1 || t[k].gap < 3) {
			return monthPoint(t[k].value, month), k + 1, true
		}
	}
	if y, k, ok := shortYear(t, j); ok && (k == len(t) || t[k].kind&isMonth == 0) { // not the 15 of "June - 15 August"
		return monthPoint(y, month), k, true
	}
	return p, i + 1, false
}

// yearFirst: "2019-05", "2019/05/31", "2019 May", "2019".
func yearFirst(t []dateToken, i int) (p point, next int, ok bool) {
	if !yearNumber(t, i) {
		return p, i, false
	}
	year := t[i].value
	if i+2 < len(t) && t[i+1].glued && t[i+2].glued && numeric(t, i+1) && t[i+2].kind == isNumber && t[i+2].digits <= 2 && t[i+2].value >= 1 && t[i+2].value <= 12 {
		p = monthPoint(year, t[i+2].value-1)
		if i+4 < len(t) && t[i+3].glued && t[i+4].glued && numeric(t, i+3) && dayNumber(t, i+4) {
			return p, i + 5, true
		}
		p.yearly = t[i+1].mark != '.' && t[i+2].digits == 2
		return p, i + 3, true
	}
	if month, next, ok := spacedMonth(t, i); ok {
		return monthPoint(year, month), next, true
	}
	if i+1 < len(t) && t[i+1].kind&isMonth != 0 && t[i+1].kind&(isUntil|isFrom) == 0 && t[i+1].gap == 1 {
		if i+2 == len(t) || t[i+2].kind != isNumber && t[i+2].mark != '\'' {
			return monthPoint(year, t[i+1].value), i + 2, true
		}
	}
	return yearPoint(year), i + 1, true
}

// spacedMonth reads what follows the year of "2019. 9." or "2019. 9. 1.", as dates are
// written in Korea.
func spacedMonth(t []dateToken, i int) (month, next int, ok bool) {
	part := func(at int) bool {
		return at+1 < len(t) && t[at].kind == isNumber && t[at].digits <= 2 && t[at].gap == 1 && t[at+1].mark == '.' && t[at+1].glued
	}
	if i+1 >= len(t) || t[i+1].mark != '.' || !t[i+1].glued || !part(i+2) || t[i+2].value < 1 || t[i+2].value > 12 {
		return 0, i, false
	}
	next = i + 4
	if part(next) && dayNumber(t, next) {
		next += 2
	}
	return t[i+2].value - 1, next, true
}

// numeric: a mark between the numbers of a date.
func numeric(t []dateToken, i int) bool {
	return t[i].mark == '.' || t[i].mark == '/' || t[i].mark == '-'
}

// dayFirst: "31-Aug-2021", "1st of May 2019", "31.08.2021", "08/2021", "03/16".
func dayFirst(t []dateToken, i int) (p point, next int, ok bool) {
	j := i + 1
	for j < len(t) && (numeric(t, j) || t[j].kind&isWithin != 0 && t[j].kind&isMonth == 0) {
		j++
	}
	if j >= len(t) || j > i+3 {
		return p, i, false
	}
	if t[j].kind&isMonth != 0 && dayNumber(t, i) {
		return monthFirst(t, j)
	}
	if j == i+1 || !t[i+1].glued && !yearNumber(t, j) {
		return p, i, false
	}
	first := t[i].value
	if yearNumber(t, j) && first >= 1 && first <= 12 {
		return monthPoint(t[j].value, first-1), j + 1, true
	}
	if t[j].kind != isNumber || t[j].digits > 2 {
		return p, i, false
	}
	second, k := t[j].value, j+1
	for k < len(t) && numeric(t, k) && t[k].glued {
		k++
	}
	if k > j+1 && (yearNumber(t, k) || k < len(t) && t[k].glued && t[k].kind == isNumber && t[k].digits == 2) {
		return dayMonthYear(t, first, second, k)
	}
	if y, _, ok := shortYear(t, j); ok && t[j].glued && first >= 1 && first <= 12 && t[i+1].mark == '/' {
		return point{first: y*12 + first - 1, last: y*12 + first - 1, short: true}, j + 1, true
	}
	return p, i, false
}

// dayMonthYear: with both numbers up to 12 the day is taken to stand first.
func dayMonthYear(t []dateToken, day, month, at int) (p point, next int, ok bool) {
	if month > 12 && day >= 1 && day <= 12 {
		day, month = month, day
	}
	year := t[at].value
	if t[at].digits == 2 {
		year, _, _ = shortYear(t, at)
	}
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return p, at + 1, false
	}
	return monthPoint(year, month-1), at + 1, true
}
