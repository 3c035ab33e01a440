package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"weaksignal/extract/pool"
)

// A canary is a healthy document that every machine can read which can read any. Where
// it cannot be read, what failed before it was the machine.

// canaryWaits are the times between tries of the canary.
var canaryWaits = [...]time.Duration{100 * time.Millisecond, time.Second}

// canaryTime is what the canary may take at least: thousands of times what it takes, because a busy
// machine is slow and still reads.
const canaryTime = time.Minute

// canaryLines are its text, in which nobody is named.
var canaryLines = []string{
	"Experience", "Software engineer at an invented company, January 2019 to March 2021",
	"Built services in Go and Python for the finance team and ran them for two years.",
	"Education", "Bachelor of science in computer science, 2015 to 2018", "Skills", "Go, Python, SQL and statistics",
}

// canary has a healthy document of the same kind read in the way in which data was.
// The error is a [*pool.MachineError] where that fails, too.
func (b *batch) canary(ctx context.Context, q request, data []byte) error {
	q.Detect, q.Text, q.Identity = true, true, false
	timeout := max(b.opt.Timeout, canaryTime)
	healthy := []byte(strings.Join(canaryLines, "\n") + "\n")
	q.Name = "document.txt"
	if isPDF(data) {
		// The second PDF engine may have to be compiled on its time.
		healthy, q.Name, timeout = canaryPDF(), "document.pdf", coldStart
	}
	for try := 0; ; try++ {
		rep, err := exchange(ctx, b.pool.DoFresh, q, healthy, timeout)
		cause := ""
		var fault *pool.Fault
		switch {
		case errors.As(err, &fault):
			cause = fault.Error()
		case err != nil:
			return err
		case rep.Text != nil && strings.Contains(rep.Text.Body, "Go, Python, SQL"):
			return nil
		default:
			cause = strings.TrimSpace(string(rep.Status) + ", " + rep.Reason)
		}
		if try == len(canaryWaits) {
			return &pool.MachineError{Cause: "a healthy document could not be read either (" + cause + ")"}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(canaryWaits[try]):
		}
	}
}

func isPDF(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF"))
}

// canaryPDF is the canary as a PDF of one page.
func canaryPDF() []byte {
	var page strings.Builder
	page.WriteString("BT /F 11 Tf 72 720 Td 16 TL")
	for _, line := range canaryLines {
		fmt.Fprintf(&page, " (%s) Tj T*", line)
	}
	page.WriteString(" ET")
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", page.Len(), page.String()),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	} {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}
