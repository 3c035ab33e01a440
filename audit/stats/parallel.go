package stats

import "sync"

// Parallel calls do for 0 to n−1 with at most workers at a time. Callers place
// results by index, so that the number of workers changes nothing.
func Parallel(n, workers int, do func(i int)) {
	if workers <= 1 || n <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(workers, n) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
