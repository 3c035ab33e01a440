package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"sync"
	"syscall"

	"weaksignal/extract/document"
	"weaksignal/extract/pool"
	"weaksignal/extract/regular"
)

// hash fills in what is known of a file without parsing it.
func (b *batch) hash(ctx context.Context, i int) error {
	d, err := b.docs.get(i)
	if err != nil {
		return err
	}
	if err := b.hashInto(ctx, i, d); err != nil {
		return err
	}
	return b.docs.put(i, d)
}

func (b *batch) hashInto(ctx context.Context, i int, d *Document) error {
	p, file := &d.Profile, d.file()
	if file.problem != "" {
		p.Status, p.Reason, p.Remedy = document.Unreadable, file.problem, "put the document itself into the folder, readable by you"
		return nil
	}
	f, err := file.open()
	if machine := ofTheMachine(err); machine != nil {
		return machine
	}
	if err != nil {
		unopened(p, err)
		return nil
	}
	defer f.Close()
	limit := b.opt.Limits.Bytes
	if info, err := f.Stat(); err == nil && info.Size() > limit {
		b.tooLarge(p, info.Size()) // and not read to know its hash
		return nil
	}
	h := sha256.New()
	buffer := hashBuffers.Get().(*[64 << 10]byte)
	n, err := io.CopyBuffer(h, &contextReader{ctx, io.LimitReader(f, limit+1)}, buffer[:])
	hashBuffers.Put(buffer)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		unopened(p, err)
		return nil
	}
	if n > limit { // it grows
		b.tooLarge(p, n)
		return nil
	}
	p.SHA256, p.Bytes = hex.EncodeToString(h.Sum(nil)), n
	b.state[i] |= hasContent
	if b.lookUp(d) {
		b.state[i] |= isKnown
		if b.needsText(d) {
			b.state[i] |= wantsText
		}
	}
	return nil
}

func (b *batch) tooLarge(p *Profile, bytes int64) {
	e := document.TooManyBytes(bytes, b.opt.Limits)
	p.Bytes, p.Status, p.Reason, p.Remedy = bytes, e.Status, e.Reason, e.Remedy
}

// open opens a file that a listing gave, or one that the caller named.
func (f file) open() (*os.File, error) {
	if f.folder == "" {
		return regular.Open(f.path())
	}
	return regular.OpenListed(f.path())
}

// ofTheMachine is the error of a system that has nothing left to open a file with; nil
// for any other.
func ofTheMachine(err error) error {
	for _, lack := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		if errors.Is(err, lack) {
			return &pool.MachineError{Cause: "a file cannot be opened: " + lack.Error()}
		}
	}
	return nil
}

// hashBuffers are shared, because a new one for each file is most of what an
// unchanged folder allocates.
var hashBuffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

func unopened(p *Profile, err error) {
	var pe *os.PathError
	if errors.As(err, &pe) {
		err = pe.Err // the path stands in the document
	}
	reason := "the file cannot be opened: " + err.Error()
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, regular.ErrKind) {
		reason = "what was a file when the folder was listed is none now"
	}
	p.Status, p.Reason, p.Remedy = document.Unreadable, reason, "make it readable and run again"
}

// contextReader ends a long copy when ctx does.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
