package pool

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// idleMeter tells whether a process was kept from working in the second half of its
// time: it was stopped, or the machine had no processor for it. A document that hangs
// its reader takes a whole processor.
type idleMeter struct {
	began time.Time
	used  time.Duration
	known bool
}

func (m *idleMeter) start(pid int) {
	m.began = time.Now()
	m.used, m.known = processorTime(pid)
}

// idle: less than half a processor since start. Where that is not known it is yes,
// which costs another try.
func (m *idleMeter) idle(pid int) bool {
	used, known := processorTime(pid)
	return !m.known || !known || used-m.used < time.Since(m.began)/2
}

// tick is the unit of processor times in /proc, the same on all of Linux (USER_HZ).
const tick = 10 * time.Millisecond

func processorTime(pid int) (time.Duration, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	// The name stands in brackets and may hold anything; user and system time are the
	// 12th and 13th field after it (proc(5)).
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if err != nil || len(fields) < 13 {
		return 0, false
	}
	user, errUser := strconv.ParseInt(string(fields[11]), 10, 64)
	system, errSystem := strconv.ParseInt(string(fields[12]), 10, 64)
	return time.Duration(user+system) * tick, errUser == nil && errSystem == nil
}
