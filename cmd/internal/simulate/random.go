package simulate

import "math/rand/v2"

// Streams of random numbers: each kind of draw has its own, so that a change of
// one leaves the others as they were.
const (
	streamApplicant uint64 = iota + 1
	streamDecision
	streamRequisition
	streamScreener
	streamDocument
	streamPerson
	streamReading // of a numeric signal
	streamUnknown
	streamLater // and one more for each later stage
)

// dice is a generator that can be set to the start of any stream.
type dice struct {
	*rand.Rand
	pcg *rand.PCG
}

func newDice() *dice {
	pcg := rand.NewPCG(0, 0)
	return &dice{rand.New(pcg), pcg}
}

// at sets the generator to the start of item i of a stream. Neighbouring seeds of
// a PCG give related numbers at first, so that the words are mixed.
func (d *dice) at(seed, stream uint64, i int) *dice {
	a := mix(seed ^ mix(stream))
	d.pcg.Seed(mix(a+uint64(i)), mix(a^mix(^uint64(i))))
	return d
}

// mix is the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// pick is a random index by shares that add up to 1.
func (d *dice) pick(n int, share func(int) float64) int {
	u := d.Float64()
	for i := range n - 1 {
		if u -= share(i); u < 0 {
			return i
		}
	}
	return n - 1
}
