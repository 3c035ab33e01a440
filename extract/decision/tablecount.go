package decision

import (
	"bytes"
	"fmt"
	"math"
)

// maxCount is the most applications that one row may stand for: more people than there
// are is a slip of columns.
const maxCount = 4_000_000_000

// count reads how many applications the row stands for; false, and 1, where it does not say.
func (r *tableReader) count(row int, cell []byte) bool {
	if r.columns.count < 0 {
		return true
	}
	n, ok := wholeNumber(cell)
	if !ok {
		r.unusable(row, r.spec.Count, fmt.Sprintf("the count %q is no whole number of 1 or more", cell), "write how many applications the row stands for, and leave out rows of none")
		return false
	}
	r.row.Times = n
	return true
}

// wholeNumber reads 12, and 12.0 as some programs write it. What has other marks is none:
// 1,234 may be a thousand or one.
func wholeNumber(cell []byte) (int, bool) {
	if digits, zeros, ok := bytes.Cut(cell, []byte(".")); ok && len(bytes.Trim(zeros, "0")) == 0 {
		cell = digits
	}
	x, ok := 0.0, len(cell) > 0
	for _, c := range cell {
		if c-'0' > 9 || x > maxCount {
			return 0, false
		}
		x = 10*x + float64(c-'0')
	}
	return int(x), ok && x >= 1 && x <= min(maxCount, math.MaxInt)
}
