package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"weaksignal/extract/cache"
	"weaksignal/extract/document"
	"weaksignal/extract/pool"
	"weaksignal/extract/regular"
	"weaksignal/extract/spill"
)

// recycleAfter documents a worker is replaced, whatever it holds; one that has grown
// is replaced at once. A start costs 0.3 s of processor time.
const recycleAfter = 20000

// batch is one run over a list of files.
type batch struct {
	progress
	opt     Options
	folders []string
	shard   Shard // what the files are of the folders
	docs    *Documents
	state   []state
	first   *spill.Index // the document that is read of each content and hint of a name
	pool    *pool.Pool

	store   *cache.Store
	noCache sync.Once
	// patience counts the documents that may be asked for again with coldStart,
	// because the second PDF engine had to be compiled on their time.
	patience atomic.Int32
}

// state is what a batch knows of a file.
type state uint8

const (
	hasContent state = 1 << iota // it could be hashed
	isKnown                      // its profile was taken from the cache
	wantsText                    // and the caller wants words, which the cache does not hold
)

// coldStart is the deadline of a document on whose time the second PDF engine is
// compiled: three seconds of an idle machine, many more of a busy one.
const coldStart = 2 * time.Minute

func newBatch(docs *Documents, opt Options) (*batch, error) {
	if err := opt.Validate(); err != nil {
		return nil, err
	}
	opt = opt.withDefaults()
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program to start reading processes: %w", err)
	}
	store, err := openCache(opt)
	if err != nil {
		return nil, err
	}
	config, err := json.Marshal(setup{Limits: opt.Limits, Catalogue: opt.Catalogue, Engines: document.Engines{CompileCache: compileCache(opt), Only: opt.OnlyEngine, OCR: opt.OCR}})
	if err != nil {
		return nil, fmt.Errorf("set up reading processes: %w", err)
	}
	b := &batch{
		opt: opt, docs: docs, state: make([]state, docs.Len()), first: spill.NewIndex(), store: store,
		pool: pool.New(pool.Config{Path: exe, Args: []string{WorkerArg}, Setup: config,
			Workers: opt.Workers, Memory: opt.Limits.Memory, Recycle: recycleAfter}),
	}
	if compiled, err := os.ReadDir(compileCache(opt)); err != nil || len(compiled) == 0 {
		b.patience.Store(int32(opt.Workers))
	}
	b.tell = opt.Progress
	return b, nil
}

// partial: the batch is one shard, whose duplicates may stand in another.
func (b *batch) partial() bool { return b.shard.Of > 0 }

// noOCR marks documents that OCR would read, or read better, where there is none.
const noOCR = "none"

// ocr names the engine and its languages, as in [Profile.OCR].
func (o Options) ocr() string {
	if o.OCR.Path == "" {
		return noOCR
	}
	return o.OCR.Name() + " " + strings.Join(o.OCR.Languages, "+")
}

// compileCache is the folder for the compiled PDF engine: the one asked for, else the
// user's; "" where the user has no cache folder.
func compileCache(opt Options) string {
	switch opt.EngineDir {
	case NoEngineDir:
		return ""
	case "":
	default:
		return opt.EngineDir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return cache.EngineDir(filepath.Join(dir, "weaksignal"))
}

// distinct lists the indices to be read: the first file of each content that
// the cache does not answer.
func (b *batch) distinct() (work []int32, err error) {
	for i, s := range b.state {
		if s&hasContent != 0 {
			if err := b.first.Add(b.content(i), spill.Entry{A: int32(i)}); err != nil {
				return nil, err
			}
		}
	}
	if err := b.first.Seal(1); err != nil {
		return nil, err
	}
	for i, s := range b.state {
		if s&hasContent == 0 || s&isKnown != 0 && s&wantsText == 0 {
			continue
		}
		first, err := b.firstOf(i)
		if err != nil {
			return nil, err
		}
		if first == i {
			work = append(work, int32(i))
		}
	}
	return work, b.docs.Err()
}

// content identifies what a file holds, and how its name says that it is to be read.
func (b *batch) content(i int) Key {
	t := b.docs.at(i)
	return KeyOf(t.hash() + document.Hint(b.docs.rel(t)))
}

// firstOf is the first document with the content of document i.
func (b *batch) firstOf(i int) (int, error) {
	first, err := b.first.Of(b.content(i), nil)
	if err != nil || len(first) == 0 {
		return i, err
	}
	return int(first[0].A), nil
}

// needsText: the caller wants words, which the cache does not hold.
func (b *batch) needsText(d *Document) bool {
	p := &d.Profile
	if !p.HasText() {
		return false
	}
	return b.opt.KeepText || b.opt.KeepEvidence && hasEvidence(p.Reading)
}

// share copies what was read to the files of the same content.
func (b *batch) share() error {
	for i, s := range b.state {
		if s&hasContent == 0 {
			continue
		}
		first, err := b.firstOf(i)
		if err == nil && first != i {
			err = b.docs.share(i, first)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// read has one document read by a worker.
func (b *batch) read(ctx context.Context, i int) error {
	d, err := b.docs.get(i)
	if err != nil {
		return err
	}
	if err := b.readInto(ctx, i, d); err != nil {
		return err
	}
	return b.docs.put(i, d)
}

func (b *batch) readInto(ctx context.Context, i int, d *Document) error {
	data, err := d.file().content(b.opt.Limits.Bytes)
	p := &d.Profile
	if machine := ofTheMachine(err); machine != nil {
		return machine
	}
	if size := (*regular.SizeError)(nil); errors.As(err, &size) {
		data = nil // changed, as below
	} else if err != nil {
		unopened(p, err)
		return nil
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != p.SHA256 {
		*p = Profile{SHA256: p.SHA256, Bytes: p.Bytes, Status: document.Unreadable, Reason: "the file changed while it was being read", Remedy: "run again"}
		return nil
	}
	known := b.state[i]&isKnown != 0
	rep, err := b.ofBytes(ctx, d, data, known)
	if err != nil {
		return err
	}
	if !known {
		if len(b.opt.Key) == 0 {
			d.raw = rep.Fingerprint
		}
		b.keep(d, rep.Transient)
	}
	b.words(d, rep)
	return nil
}

// ofBytes has the bytes of one document read and fills its profile, unless that is
// known and only words are wanted.
func (b *batch) ofBytes(ctx context.Context, d *Document, data []byte, known bool) (reply, error) {
	rep, err := b.ask(ctx, request{
		Name: "document" + document.Hint(d.Rel), Detect: !known, Text: b.opt.KeepText || b.opt.KeepEvidence, Identity: b.opt.MaskEvidence,
		Scan: known && d.Profile.OCR == b.opt.ocr(),
	}, data)
	if err == nil && !known {
		b.fill(&d.Profile, rep)
	}
	return rep, err
}

// content reads a whole file of at most limit bytes.
func (f file) content(limit int64) ([]byte, error) {
	opened, err := f.open()
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	return regular.ReadAll(opened, limit)
}

// ask has a document read, by OCR too where that helps and there is one.
func (b *batch) ask(ctx context.Context, q request, data []byte) (reply, error) {
	if q.Scan = q.Scan && b.opt.OCR.Path != ""; q.Scan {
		return b.send(ctx, q, data)
	}
	rep, err := b.send(ctx, q, data)
	if err != nil || !rep.Scan || b.opt.OCR.Path == "" {
		return rep, err
	}
	q.Scan = true
	seen, err := b.send(ctx, q, data)
	if err != nil || seen.Transient { // it took too long: what the text layer says stays
		rep.Transient = true
		if rep.Status == document.NoText && seen.Reason != "" {
			rep.Reason, rep.Remedy = seen.Reason, "run again when the machine is less busy"
		}
		return rep, err
	}
	return seen, nil
}

// send sends a request. When a worker ends over it there is one more chance: in a
// fresh worker, so that the answer does not depend on what was read before, and
// without the engine that cannot be trusted with damaged files. A worker that the
// machine ended or kept from working is no fault of the document's; and before one is
// blamed, the canary shows that a healthy document is read now.
func (b *batch) send(ctx context.Context, q request, data []byte) (reply, error) {
	timeout, do := b.opt.Timeout, b.pool.Do
	if q.Scan {
		timeout += document.ScanTime
	}
	for machine, again := 0, false; ; {
		rep, err := exchange(ctx, do, q, data, timeout)
		var fault *pool.Fault
		switch {
		case err == nil && rep.Transient && !again: // its engine did not start
			again, do = true, b.pool.DoFresh
			continue
		case err == nil && rep.Transient:
			return rep, b.canary(ctx, q, data)
		case err == nil:
			return rep, nil
		case !errors.As(err, &fault):
			return reply{}, err
		case fault.Kind == pool.Machine && machine == machineTries:
			return reply{}, &pool.MachineError{Cause: fault.Detail}
		case fault.Kind == pool.Machine:
			machine++
			do = b.pool.Alone
		case fault.Kind == pool.Deadline && timeout < coldStart && isPDF(data) && b.patience.Add(-1) >= 0:
			timeout = coldStart
			continue
		case fault.Kind == pool.Deadline && fault.Idle && !again:
			again, do = true, b.pool.DoFresh
		case q.Careful || fault.Kind == pool.Deadline:
			return faultReply(fault, b.opt), b.canary(ctx, q, data)
		default:
			q.Careful, do = true, b.pool.DoFresh
		}
		b.opt.Logf("a reading process ended (%s) and was replaced", fault.Kind)
	}
}

// machineTries is how often a document is read again, alone, after the machine ended
// its worker.
const machineTries = 2

// exchange is one request and its answer.
func exchange(ctx context.Context, do func(context.Context, []byte, []byte, time.Duration) ([]byte, error), q request, data []byte, timeout time.Duration) (reply, error) {
	meta, err := json.Marshal(q)
	if err != nil {
		return reply{}, fmt.Errorf("ask a reading process: %w", err)
	}
	out, err := do(ctx, meta, data, timeout)
	if err != nil {
		return reply{}, err
	}
	var rep reply
	if err := json.Unmarshal(out, &rep); err != nil {
		return reply{}, fmt.Errorf("answer of a reading process: %w", err)
	}
	return rep, nil
}

func faultReply(f *pool.Fault, opt Options) reply {
	const remedy = "open the file in a viewer and print it to PDF, or ask the applicant for it again"
	switch f.Kind {
	case pool.Deadline:
		return reply{Transient: true, Status: document.TimedOut, Reason: fmt.Sprintf("reading took longer than %s", opt.Timeout), Remedy: remedy + "; or raise the timeout"}
	case pool.Memory:
		return reply{Transient: true, Status: document.TooLarge, Reason: fmt.Sprintf("reading needed more memory than the limit of %d MB", opt.Limits.Memory>>20), Remedy: remedy}
	}
	return reply{Transient: true, Status: document.Unreadable, Reason: "reading it crashed the reading process (the file is damaged or hostile)", Remedy: remedy}
}

// fill turns a reply into the profile, with keyed hashes in place of what
// identifies a person.
func (b *batch) fill(p *Profile, rep reply) {
	p.Format, p.Engine, p.Status, p.Reason, p.Remedy = rep.Format, rep.Engine, rep.Status, rep.Reason, rep.Remedy
	p.Doubt, p.Hidden = rep.Doubt, rep.Hidden
	p.Pages, p.Quality, p.Truncated, p.Reading = rep.Pages, rep.Quality, rep.Truncated, rep.Reading
	p.Confidence = rep.Confidence
	if rep.Confidence > 0 || rep.Scan {
		p.OCR = b.opt.ocr()
	}
	for _, e := range rep.Emails {
		p.Keys.Emails = append(p.Keys.Emails, HashEmail(b.opt.Key, e))
	}
	p.Keys.Name = HashName(b.opt.Key, rep.Name)
	p.Keys.Text = keyed(b.opt.Key, "text", rep.Fingerprint)
}

// words hands over what the caller wants of the text itself.
func (b *batch) words(d *Document, rep reply) {
	if rep.Text == nil {
		return
	}
	if b.opt.KeepEvidence {
		quote(d.Profile.Reading, rep.Text)
	}
	if b.opt.KeepEvidence && b.opt.MaskEvidence {
		mask(d.Profile.Reading, b.identifying(d, rep))
	}
	if b.opt.KeepText {
		d.Text = rep.Text
	}
}
