package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"sync"

	"weaksignal/extract/document"
)

// hash fills in what is known of a file without parsing it.
func (b *batch) hash(ctx context.Context, i int) error {
	p := &b.docs[i].Profile
	if problem := b.files[i].problem; problem != "" {
		p.Status, p.Reason, p.Remedy = document.Unreadable, problem, "put the document itself into the folder, readable by you"
		return nil
	}
	f, err := os.Open(b.files[i].path)
	if err != nil {
		unopened(p, err)
		return nil
	}
	defer f.Close()
	h := sha256.New()
	buffer := hashBuffers.Get().(*[64 << 10]byte)
	n, err := io.CopyBuffer(h, &contextReader{ctx, f}, buffer[:])
	hashBuffers.Put(buffer)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		unopened(p, err)
		return nil
	}
	p.SHA256, p.Bytes = hex.EncodeToString(h.Sum(nil)), n
	if n > b.opt.Limits.Bytes {
		e := document.TooManyBytes(n, b.opt.Limits)
		p.Status, p.Reason, p.Remedy = e.Status, e.Reason, e.Remedy
		return nil
	}
	b.ids[i] = p.SHA256 + document.Hint(b.files[i].rel)
	b.known[i] = b.lookUp(i)
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
	p.Status, p.Reason, p.Remedy = document.Unreadable, "the file cannot be opened: "+err.Error(), "make it readable and run again"
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
