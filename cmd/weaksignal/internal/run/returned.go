package run

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"weaksignal/extract/decision"
	"weaksignal/extract/pool"
	"weaksignal/extract/regular"
	reviewbook "weaksignal/reports/review"
)

// A returned review.xlsx has been in other hands. It is read as every workbook is: in a
// process of its own, so that what is wrong with the file cannot take this one with it.

const (
	// ReviewWorkerArg is the only argument of a process that reads returned reviews.
	ReviewWorkerArg = "__read-review"
	// reviewBytes is a hundred times the largest review; reviewMemory what its reader may take.
	reviewBytes  = 64 << 20
	reviewMemory = 1 << 30
	reviewTime   = 2 * time.Minute
)

// reviewReply is what the process answers.
type reviewReply struct {
	Returned reviewbook.Returned
	Error    *reviewbook.Error `json:",omitempty"`
}

// readReturned reads the file; what is wrong with it is an *InputError or a
// *reviewbook.Error.
func readReturned(ctx context.Context, file string) (reviewbook.Returned, error) {
	var none reviewbook.Returned
	fault := func(reason, remedy string) error {
		return &decision.InputError{File: file, Reason: reason, Remedy: remedy}
	}
	f, err := regular.Open(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return none, fault("does not exist", "check the path in config.yaml or --reviewed")
	case err != nil:
		return none, fault("cannot be opened: "+err.Error(), "check its permissions")
	}
	defer f.Close()
	data, err := regular.ReadAll(f, reviewBytes)
	if err != nil {
		return none, fault("cannot be read: "+err.Error(), "use the file that the audit wrote, with its answers")
	}
	exe, err := os.Executable()
	if err != nil {
		return none, fmt.Errorf("find this program to start a reading process: %w", err)
	}
	session, err := pool.OpenSession(ctx, pool.Config{Path: exe, Args: []string{ReviewWorkerArg}, Memory: reviewMemory})
	if err != nil {
		return none, fmt.Errorf("start a reading process: %w", err)
	}
	defer session.Close()
	answer, err := session.Do(ctx, nil, data, reviewTime)
	if ended := (*pool.Fault)(nil); errors.As(err, &ended) {
		return none, fault(fmt.Sprintf("its reader ended (%s)", ended.Kind), "use the file that the audit wrote, with its answers")
	}
	var reply reviewReply
	if err == nil {
		err = json.Unmarshal(answer, &reply)
	}
	switch {
	case err != nil:
		return none, fmt.Errorf("read %s: %w", file, err)
	case reply.Error != nil:
		return none, reply.Error
	}
	return reply.Returned, nil
}

// ServeReview is the other end: it reads the review that arrives on in.
func ServeReview(in io.Reader, out io.Writer) error {
	return pool.ServeSession(in, out, func([]byte) (pool.Handler, error) {
		return func(_, data []byte) ([]byte, bool) {
			var reply reviewReply
			back, err := reviewbook.Read(bytes.NewReader(data))
			if err != nil && !errors.As(err, &reply.Error) {
				reply.Error = &reviewbook.Error{Reason: err.Error(), Remedy: "use the file that the audit wrote, with its answers"}
			}
			reply.Returned = back
			text, _ := json.Marshal(reply) //nolint:errcheck // it holds only what JSON does
			return text, true
		}, nil
	})
}
