//go:build cgo

package supervise

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStopAndContinue: what a shell's job control sends to the supervisor alone stops and
// continues the program, too.
func TestStopAndContinue(t *testing.T) {
	c, pid, _, done := begun(t, "deaf")
	defer func() { c.Process.Kill(); <-done; c.Wait() }() //nolint:errcheck // it is killed
	await := func(stopped bool) {
		t.Helper()
		for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
			both := 0
			for _, p := range []int{pid, c.Process.Pid} {
				stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p))
				if err == nil && strings.Contains(string(stat), ") T ") == stopped {
					both++
				}
			}
			if both == 2 {
				return
			}
			if time.Since(began) > 20*time.Second {
				t.Fatalf("stopped %v: %d of 2", stopped, both)
			}
		}
	}
	for _, s := range []struct {
		signal  syscall.Signal
		stopped bool
	}{{syscall.SIGTSTP, true}, {syscall.SIGCONT, false}} {
		if err := c.Process.Signal(s.signal); err != nil {
			t.Fatal(err)
		}
		await(s.stopped)
	}
}
