package moderation

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

// scale is a factor as one column, by code: a binary one as it is, another by the rank of
// its values, so that neither a slip nor a code for unknown stretches it, from 0 at the
// lower to 1 at the higher of the two values that its effect compares. nil where the two
// have one rank.
func scale(d *model.Design, j int, c *model.Contrast) []float64 {
	f := &d.Factors[j]
	out := make([]float64, len(f.Values))
	if f.Kind == result.Binary {
		for code, x := range f.Values {
			if code > 0 && uint32(code) != f.Zero {
				out[code] = x
			}
		}
		return out
	}
	rank := ranks(d.Distribution(j), len(f.Values))
	low, high := rank[c.Low], rank[c.High]
	if low == high {
		return nil
	}
	for _, code := range d.Distribution(j).Code {
		out[code] = (rank[code] - low) / (high - low)
	}
	return out
}

// ranks are the values' mid-ranks as shares of the applications (ridits), by code.
func ranks(d *dataset.Distribution, codes int) []float64 {
	out, total, below := make([]float64, codes), 0.0, 0.0
	for _, n := range d.N {
		total += n
	}
	for i, code := range d.Code {
		out[code] = (below + d.N[i]/2) / total
		below += d.N[i]
	}
	return out
}
