package pool

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// Exit codes of a worker, read by the parent.
const (
	exitMemory = 86
	exitSetup  = 87
	exitLimits = 88
)

// Handler answers one request. With last set, the worker ends after the reply
// and is replaced: it does so when it has grown or something still runs in it.
type Handler func(meta, data []byte) (reply []byte, last bool)

// Serve is a worker's whole life: it reads the setup and then requests from in
// until in ends, and writes one reply each to out.
func Serve(in io.Reader, out io.Writer, setup func(config []byte) (Handler, error)) error {
	return serve(in, out, setup, true)
}

// ServeSession is Serve for the worker of a [Session]: it keeps what it holds, and is not
// replaced for having grown.
func ServeSession(in io.Reader, out io.Writer, setup func(config []byte) (Handler, error)) error {
	return serve(in, out, setup, false)
}

func serve(in io.Reader, out io.Writer, setup func(config []byte) (Handler, error), replaced bool) error {
	// An interrupt at the terminal reaches the whole group; the parent decides.
	signal.Ignore(os.Interrupt)
	// What a library prints must not get between the replies.
	os.Stdout = os.Stderr
	r, w := bufio.NewReaderSize(in, 64<<10), bufio.NewWriterSize(out, 64<<10)
	first, err := readFrame(r, 2)
	if err != nil {
		return ended(err)
	}
	if err := limitSelf(first[0]); err != nil {
		_, _ = os.Stderr.WriteString(err.Error())
		os.Exit(exitLimits)
	}
	handle, err := setup(first[1])
	if err != nil {
		_, _ = os.Stderr.WriteString(err.Error())
		os.Exit(exitSetup)
	}
	if err := answer(w, nil, false); err != nil {
		return ended(err)
	}
	requests := make(chan [][]byte)
	go readRequests(r, requests)
	for parts := range requests {
		reply, last := handle(parts[0], parts[1])
		last = replaced && (last || grown.Load())
		if err := answer(w, reply, last); err != nil || last {
			return ended(err)
		}
	}
	return nil
}

func answer(w *bufio.Writer, reply []byte, last bool) error {
	flag := []byte{0}
	if last {
		flag[0] = 1
	}
	if err := writeFrame(w, flag, reply); err != nil {
		return err
	}
	return w.Flush()
}

// readRequests ends the process with its input, even while a document is being
// read: a worker never outlives its parent.
func readRequests(r io.Reader, requests chan<- [][]byte) {
	for {
		parts, err := readFrame(r, 2)
		if err != nil {
			os.Exit(0)
		}
		requests <- parts
	}
}

func ended(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// watchEvery is how often the watchdog looks. A goroutine that only allocates
// grows by some 100 MB in this time; the address-space limit stops faster ones.
const watchEvery = 20 * time.Millisecond

// grown: this process holds so much that it is replaced after its next answer. What
// an engine loses in memory goes with it, before it costs a document its answer.
var grown atomic.Bool

// watchMemory ends the process when it holds more than limit bytes.
func watchMemory(limit uint64) {
	debug.SetMemoryLimit(int64(limit / 4 * 3))
	debug.SetMaxStack(64 << 20)
	held := residentMemory()
	for {
		switch h := held(); {
		case h > limit:
			os.Exit(exitMemory)
		case h > limit/5*4:
			grown.Store(true)
		}
		time.Sleep(watchEvery)
	}
}

// mappedMemory returns a function that tells the bytes which the Go runtime has
// mapped and not given back.
func mappedMemory() func() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	return func() uint64 {
		metrics.Read(sample)
		return sample[0].Value.Uint64() - sample[1].Value.Uint64()
	}
}
