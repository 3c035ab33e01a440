package main

import (
	"fmt"
	"math"
)

// Rates of what the audit said, in the order of the tables.
const (
	falseFlag = iota
	nullBelow
	cleared
	undecided
	power
	allFound
	reassured
	variesCleared
	variesFound
	atLeastFalse
	taintedNamed
	taintedCleared
	differsByRequisition
	differsFalsely
	differsNamed
	laterFlag
	blockBelow
	sharePrinted
	shareOutside
	changedBeyond
	equalIndicated
	lowIndicated
	rateCount
)

// rateOf is one line of the tables of rates.
type rateOf struct {
	words string
	table string
	// most is the bar in every supported scenario, mostIn and leastIn those in the ones
	// that they name; nil = none.
	most            *float64
	mostIn, leastIn map[string]float64
}

// Tables of rates.
const (
	tableVerdicts = "Verdicts"
	tableForm     = "Effects that vary, criteria and stages"
	tableShares   = "Shares and groups"
)

func rateLines() [rateCount]rateOf {
	most := func(p float64) *float64 { return &p }
	return [rateCount]rateOf{
		falseFlag:            {words: "no effect: any signal associated", table: tableVerdicts, most: most(.05)},
		nullBelow:            {words: "no effect: p < .05 uncorrected", table: tableVerdicts},
		cleared:              {words: "no effect: no material association", table: tableVerdicts, leastIn: map[string]float64{"large_none": .60}},
		undecided:            {words: "weak signals: cannot tell", table: tableVerdicts},
		power:                {words: "planted: associated (power)", table: tableVerdicts, leastIn: map[string]float64{"strong": .80}},
		allFound:             {words: "planted: all of them associated", table: tableVerdicts, leastIn: map[string]float64{"seventeen": .75}},
		reassured:            {words: "planted, material: no material association", table: tableVerdicts, most: most(.05)},
		atLeastFalse:         {words: "any \"at least\" beyond the truth", table: tableVerdicts, most: most(.065)},
		variesCleared:        {words: "varies: any no material association", table: tableForm, most: most(.05)},
		variesFound:          {words: "varies: associated, or what it differs by named", table: tableForm},
		taintedNamed:         {words: "within a criterion: associated without it", table: tableForm},
		taintedCleared:       {words: "within a criterion: no material association", table: tableForm},
		differsByRequisition: {words: "alike in all requisitions: p of heterogeneity < .05", table: tableForm, most: most(.07)},
		differsFalsely:       {words: "alike for all: any difference named", table: tableForm, most: most(.07)},
		differsNamed:         {words: "differs: by what, named", table: tableForm},
		laterFlag:            {words: "later stages, no effect there: any associated", table: tableForm, most: most(.05)},
		blockBelow:           {words: "weak block: permutation p < .05", table: tableShares},
		sharePrinted: {words: "share of the weak signals printed", table: tableShares,
			mostIn: map[string]float64{"none": .07, "small_none": .07, "correlated_none": .07}, leastIn: map[string]float64{"all_weak": .80}},
		shareOutside:   {words: "share or its interval outside [0, 1]", table: tableShares, most: most(0)},
		changedBeyond:  {words: "changed selections beyond those of no effect", table: tableShares},
		equalIndicated: {words: "equal group indicated (true ratio ≥ .95)", table: tableShares, most: most(.05)},
		lowIndicated:   {words: "low group indicated (true ratio < .80)", table: tableShares},
	}
}

// bar holds a rate against its bar, giving two Monte Carlo errors of room; "" = none.
func (l rateOf) bar(s scenario, rate, mc float64) string {
	most, bounded := l.mostIn[s.id]
	if !bounded && l.most != nil {
		most, bounded = *l.most, true
	}
	least, wanted := l.leastIn[s.id]
	switch {
	case !bounded && !wanted:
		return ""
	case bounded && rate > most && s.unsupported != "":
		return fmt.Sprintf("above %s, not supported", percent(most))
	case bounded && rate-2*mc > most:
		return "ABOVE " + percent(most)
	case wanted && rate+2*mc < least:
		return "BELOW " + percent(least)
	case bounded && rate > most, wanted && rate < least:
		return "within error of the bar"
	}
	return barMet
}

func percent(p float64) string { return fmt.Sprintf("%g %%", math.Round(1000*p)/10) }

// Words on how a number stands to its bar, beside those with the bar in them.
const (
	barMet  = "met"
	barNone = "check only"
)
