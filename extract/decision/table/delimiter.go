package table

import "bytes"

// sampleBytes is what the delimiter is judged on.
const sampleBytes = 64 << 10

// detectDelimiter takes the delimiter under which some row scores best as a
// header, then the one under which most rows have the same number of cells.
func detectDelimiter(sample []byte, whole bool, score func([]string) int) byte {
	if !whole {
		if i := bytes.LastIndexByte(sample, '\n'); i >= 0 {
			sample = sample[:i+1]
		}
	}
	if line, _, ok := bytes.Cut(sample, []byte{'\n'}); ok {
		line = bytes.Trim(bytes.TrimRight(line, "\r"), `" `)
		if len(line) == 5 && bytes.EqualFold(line[:4], []byte("sep=")) {
			return line[4]
		}
	}
	best, bestScore := byte(','), -1
	for _, d := range []byte{',', ';', '\t', '|'} {
		header, same := rateDelimiter(sample, d, score)
		if s := header*1000 + same; s > bestScore {
			best, bestScore = d, s
		}
	}
	return best
}

// rateDelimiter returns the best header score of the first rows and how many of
// them have the commonest number of cells, if that is two or more.
func rateDelimiter(sample []byte, d byte, score func([]string) int) (header, same int) {
	s := newCSV(bytes.NewReader(sample), nil, d)
	counts := map[int]int{}
	for range 60 {
		cells, err := s.next()
		if err != nil {
			break
		}
		header = max(header, score(texts(cells)))
		if len(cells) > 1 {
			counts[len(cells)]++
			same = max(same, counts[len(cells)])
		}
	}
	return header, same
}
