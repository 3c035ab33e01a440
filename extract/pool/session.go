package pool

import (
	"context"
	"time"
)

// Session is one worker that keeps what it was told between requests ([ServeSession] at
// its end). After an error of Do it is gone: close it, and open another.
type Session struct{ worker *worker }

// OpenSession starts a worker of its own, with several tries; the error is that of
// [Pool.Do] for a worker that cannot start. Workers and Recycle of the config say nothing
// here.
func OpenSession(ctx context.Context, c Config) (*Session, error) {
	w, err := New(c).startPatiently(ctx)
	if err != nil {
		return nil, err
	}
	return &Session{w}, nil
}

// Do has one request answered, as [Pool.Do] does.
func (s *Session) Do(ctx context.Context, meta, data []byte, timeout time.Duration) ([]byte, error) {
	reply, _, err := s.worker.do(ctx, meta, data, timeout)
	return reply, err
}

// Close ends the worker, at once.
func (s *Session) Close() { s.worker.stop(true) }

// Pid of the worker, for tests.
func (s *Session) Pid() int { return s.worker.cmd.Process.Pid }
