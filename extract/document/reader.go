package document

import "context"

// Engines configures the engines that need something of the machine.
type Engines struct {
	// CompileCache is the folder where the second PDF engine keeps its compiled
	// form, which saves some three seconds a process; "": none.
	CompileCache string
}

// Reader reads documents one after another and keeps engines running between
// them. It is not safe for use by several goroutines at once.
type Reader struct {
	engines Engines
	tired   bool
}

// NewReader makes a reader; engines start when a document needs them.
func NewReader(e Engines) *Reader { return &Reader{engines: e} }

// Read is [ReadBytes]. Careful leaves out the engine whose faults cannot be
// caught, for a document that ended a process before.
func (r *Reader) Read(ctx context.Context, data []byte, name string, lim Limits, careful bool) (*Text, error) {
	return ReadBytes(ctx, data, name, lim)
}

// Tired reports that something of an earlier document still runs or lies about
// in this process, which had better be replaced.
func (r *Reader) Tired() bool { return r.tired }
