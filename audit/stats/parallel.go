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

// Counting gives a function to call whenever one of n is done, by any goroutine: tell gets
// the part that is done, one call at a time. A nil tell is told nothing.
func Counting(n int, tell func(part float64)) (one func()) {
	if tell == nil {
		return func() {}
	}
	var lock sync.Mutex
	done := 0
	return func() {
		lock.Lock()
		defer lock.Unlock()
		done++
		tell(float64(done) / float64(n))
	}
}
