package words

const (
	ReturnsNote   = "Does the same weak signal pay the same? Its effect in each group, in points of the chance of advancing, within requisitions and beside all other signals. A small “Same effect p” says that the groups' effects differ by more than chance."
	AbsentReturns = "no attribute has two groups large enough and a weak signal"
)

func methodOfReturns() method {
	return method{"Same signal by group", "A linear model within requisitions with a slope of the signal in each group, beside the groups and all other signals; errors clustered by person. The test takes its variance from the model with one slope for all.",
		"Effects are differences of rates: equal odds ratios at different rates are unequal effects. Groups with fewer than 10 on a side are left out.", "Wooldridge 2010, Econometric Analysis of Cross Section and Panel Data, ch. 12"}
}
