package stats

import (
	"sync"
	"sync/atomic"
)

// Parallel calls fn for 0 to n−1 with at most the given number of workers. Callers place
// results by index, so that the number of workers changes nothing.
func Parallel(workers, n int, fn func(i int)) {
	if workers = min(workers, n); workers <= 1 {
		for i := range n {
			fn(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				fn(i)
			}
		})
	}
	wg.Wait()
}
