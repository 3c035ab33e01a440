package pool

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Config of a pool.
type Config struct {
	// Path and Args start a worker, which must call [Serve] on its standard input
	// and output.
	Path string
	Args []string
	// Setup is handed to the setup function of each worker.
	Setup []byte
	// Workers at most, 1 or more.
	Workers int
	// Memory in bytes that a worker may hold; 0: no limit.
	Memory int64
	// Recycle a worker after this many requests; 0: never. Memory that a fault
	// inside a sandbox leaves behind goes with it.
	Recycle int
}

// Fault is the end of a worker: the request costs its answer, nothing else.
type Fault struct {
	Kind FaultKind
	// Detail is what the worker wrote last, one line, for the log of a developer.
	Detail string
	// Idle, of a deadline: the worker was kept from working, so that another try may
	// end differently.
	Idle bool
}

// FaultKind says how a worker ended.
type FaultKind string

const (
	Deadline FaultKind = "deadline"
	Memory   FaultKind = "memory"
	Crash    FaultKind = "crash"
	// Machine: the system ended the worker or refused it what it needs to run. The
	// document had no part in it.
	Machine FaultKind = "machine"

	// limits of the system leave no room for a worker.
	limits FaultKind = "limits"
)

func (f *Fault) Error() string { return fmt.Sprintf("worker ended: %s: %s", f.Kind, f.Detail) }

// Pool hands requests to workers. It starts them when they are needed.
type Pool struct {
	config Config
	slots  chan *worker // nil: to be started
	alone  sync.Mutex
	mu     sync.Mutex
	closed bool
}

// New makes a pool; no worker runs yet.
func New(c Config) *Pool {
	p := &Pool{config: c, slots: make(chan *worker, max(c.Workers, 1))}
	for range cap(p.slots) {
		p.slots <- nil
	}
	return p
}

// Do has one request answered. The error is a [*Fault] when the worker ended over
// it, ctx's error, or says why no worker could be started: a [*MachineError], after
// several tries, or [ErrSetup].
func (p *Pool) Do(ctx context.Context, meta, data []byte, timeout time.Duration) ([]byte, error) {
	return p.do(ctx, meta, data, timeout, false)
}

// DoFresh is Do in a worker that has served nothing else: what earlier requests
// left in memory then has no part in the answer.
func (p *Pool) DoFresh(ctx context.Context, meta, data []byte, timeout time.Duration) ([]byte, error) {
	return p.do(ctx, meta, data, timeout, true)
}

func (p *Pool) do(ctx context.Context, meta, data []byte, timeout time.Duration, fresh bool) ([]byte, error) {
	var w *worker
	select {
	case w = <-p.slots:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { p.slots <- w }()
	if w != nil && fresh && w.served > 0 {
		w.stop(false)
		w = nil
	}
	if w == nil {
		started, err := p.startPatiently(ctx)
		if err != nil {
			return nil, err
		}
		w = started
	}
	reply, last, err := w.do(ctx, meta, data, timeout)
	if err != nil || last || p.config.Recycle > 0 && w.served >= p.config.Recycle {
		w.stop(err != nil)
		w = nil
	}
	return reply, err
}

// startWaits are the times to wait between tries to start a worker: other programs may
// give back what they hold.
var startWaits = [...]time.Duration{50 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second}

func (p *Pool) startPatiently(ctx context.Context) (*worker, error) {
	for try := 0; ; try++ {
		w, err := start(ctx, p.config)
		machine := (*MachineError)(nil)
		if !errors.As(err, &machine) || machine.final || try == len(startWaits) {
			return w, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(startWaits[try]):
		}
	}
}

// Alone is DoFresh while no other worker runs: on a machine that has little to give,
// the request has all of it.
func (p *Pool) Alone(ctx context.Context, meta, data []byte, timeout time.Duration) ([]byte, error) {
	p.alone.Lock() // one at a time: two that each hold some slots would wait for ever
	var taken int
	for taken < cap(p.slots)-1 {
		select {
		case w := <-p.slots:
			if w != nil {
				w.stop(false)
			}
			taken++
			continue
		case <-ctx.Done():
		}
		break
	}
	defer func() {
		for range taken {
			p.slots <- nil
		}
		p.alone.Unlock()
	}()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return p.do(ctx, meta, data, timeout, true)
}

// Close ends every worker. It waits for requests under way.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.closed = true
	for range cap(p.slots) {
		if w := <-p.slots; w != nil {
			w.stop(false)
		}
	}
}
