package extract

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"golang.org/x/sync/errgroup"

	"weaksignal/extract/document"
	"weaksignal/extract/regular"
)

// Streamed is a document of a stream and what it says.
type Streamed struct {
	Document
	// Line of the stream, from 1.
	Line int
	// Nameless: the line names no file; Rel names the line.
	Nameless bool
	// Of is the number of documents of the batch that the stream is a part of, as its
	// line says; 0 if it does not.
	Of int
}

// Stream reads documents that arrive on in, one JSON object a line, and gives each to
// yield in the order of the lines, on one goroutine, until in ends. A bad line and a bad
// document are a Profile with its status, never an error: the error is in's, yield's,
// ctx's, or of a machine on which nothing can be read. It holds a few lines for each
// worker at once, each of at most a document's limit; and no cache, because there is no
// folder from which a document could be seen to be gone.
func Stream(ctx context.Context, in io.Reader, opt Options, yield func(*Streamed) error) error {
	opt.CacheDir = ""
	b, err := newBatch(newDocuments(), opt)
	if err != nil {
		return err
	}
	defer b.pool.Close()
	s := &streaming{b: b, in: bufio.NewReaderSize(in, 64<<10), max: b.opt.Limits.Bytes/3*4 + lineSlack,
		work: make(chan *streamJob), order: make(chan *streamJob, 2*b.opt.Workers)}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.lines(ctx) })
	for range b.opt.Workers {
		g.Go(func() error { return s.serve(ctx) })
	}
	g.Go(func() error { return s.give(ctx, yield) })
	return g.Wait()
}

// lineSlack is room for all of a line but the document.
const lineSlack = 64 << 10

// streaming is one reading of a stream: lines go to work and, in their order, to order.
type streaming struct {
	b           *batch
	in          *bufio.Reader
	max         int64
	work, order chan *streamJob
	// healthy is asked once, before the first document: a machine on which nothing can
	// be read must not call documents unreadable.
	healthy sync.Once
	sick    error
}

type streamJob struct {
	Streamed
	text []byte
	cut  bool // the line is longer than max; text is its beginning
	done chan struct{}
}

// name names the document, one without a name by its line: two of them are two.
func (j *streamJob) name(file string) {
	if j.Nameless = file == ""; j.Nameless {
		sum := sha256.Sum256(j.text)
		file = fmt.Sprintf("(line %d of a stream, %s: no file name)", j.Line, hex.EncodeToString(sum[:4]))
	}
	j.Rel, j.Path = file, file
}

// streamLine is what a line may say.
type streamLine struct {
	File    string  `json:"file"`
	Content *[]byte `json:"content"`
	Path    string  `json:"path"`
	Of      int     `json:"of"`
}

func (s *streaming) lines(ctx context.Context) error {
	defer close(s.work)
	defer close(s.order)
	for n := 1; ; n++ {
		text, cut, err := s.next()
		if err == io.EOF && len(text) == 0 {
			return nil
		}
		if err != nil && err != io.EOF {
			return fmt.Errorf("read the stream: %w", err)
		}
		j := &streamJob{Streamed: Streamed{Line: n}, text: text, cut: cut, done: make(chan struct{})}
		for _, to := range []chan *streamJob{s.order, s.work} {
			select {
			case to <- j:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// next reads a line, and of one that is longer than max its beginning.
func (s *streaming) next() (text []byte, cut bool, err error) {
	for {
		part, err := s.in.ReadSlice('\n')
		switch room := s.max - int64(len(text)); {
		case cut:
		case int64(len(part)) > room:
			text, cut = bytes.Clone(text[:min(len(text), lineSlack)]), true
		default:
			text = append(text, part...)
		}
		if err != bufio.ErrBufferFull {
			return text, cut, err
		}
	}
}

func (s *streaming) serve(ctx context.Context) error {
	for j := range s.work {
		if err := s.read(ctx, j); err != nil {
			return err
		}
		j.text = nil
		close(j.done)
	}
	return nil
}

func (s *streaming) give(ctx context.Context, yield func(*Streamed) error) error {
	for j := range s.order {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := yield(&j.Streamed); err != nil {
			return err
		}
	}
	return nil
}

// read fills the job's profile; the error is what stops the stream.
func (s *streaming) read(ctx context.Context, j *streamJob) error {
	p := &j.Profile
	if j.cut {
		j.name(fileOfBeginning(j.text))
		e := document.TooManyBytes(s.b.opt.Limits.Bytes+1, s.b.opt.Limits)
		p.Status, p.Reason, p.Remedy = e.Status, "its line is longer than a document may be: "+e.Reason, e.Remedy
		return nil
	}
	line, fault := parseStreamLine(j.text)
	j.name(line.File)
	j.Of = line.Of
	if fault != "" {
		p.Status, p.Reason, p.Remedy = document.Unreadable, "line of the stream: "+fault, `write one JSON object a line: {"file": "a/b.pdf", "content": "<base64>"} or {"file": "a/b.pdf", "path": "/mount/a/b.pdf"}`
		return nil
	}
	data, err := s.content(line, p)
	if err != nil || p.Status != "" {
		return err
	}
	if s.healthy.Do(func() { s.sick = s.b.canary(ctx, request{}, nil) }); s.sick != nil {
		return fmt.Errorf("read documents: %w", s.sick)
	}
	sum := sha256.Sum256(data)
	p.SHA256, p.Bytes = hex.EncodeToString(sum[:]), int64(len(data))
	rep, err := s.b.ofBytes(ctx, &j.Document, data, false)
	if err != nil {
		return fmt.Errorf("read documents: %w", err)
	}
	s.b.words(&j.Document, rep)
	return nil
}

// content of the line's document; nil, with the profile filled, if there is none to read.
func (s *streaming) content(line streamLine, p *Profile) ([]byte, error) {
	limit := s.b.opt.Limits.Bytes
	if line.Content != nil {
		if n := int64(len(*line.Content)); n > limit {
			s.b.tooLarge(p, n)
			return nil, nil
		}
		return *line.Content, nil
	}
	data, size, err := file{rel: line.Path}.sized(limit)
	switch machine := ofTheMachine(err); {
	case machine != nil:
		return nil, machine
	case err != nil:
		unopened(p, err)
		return nil, nil
	case size > limit:
		s.b.tooLarge(p, size)
		return nil, nil
	}
	return data, nil
}

// sized reads a whole file, unless it is larger than limit.
func (f file) sized(limit int64) (data []byte, size int64, err error) {
	opened, err := f.open()
	if err != nil {
		return nil, 0, err
	}
	defer opened.Close()
	info, err := opened.Stat()
	if err != nil {
		return nil, 0, err
	}
	if info.Size() > limit {
		return nil, info.Size(), nil
	}
	data, err = regular.ReadAll(opened, limit)
	if errors.As(err, new(*regular.SizeError)) { // it grows
		return nil, limit + 1, nil
	}
	return data, int64(len(data)), err
}

// parseStreamLine says what is wrong with a line; "" for nothing.
func parseStreamLine(text []byte) (line streamLine, fault string) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	err := json.Unmarshal(text, &line)
	var kind *json.UnmarshalTypeError
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return line, "it is empty"
	case errors.As(err, &kind) && kind.Field != "":
		return line, fmt.Sprintf("%q is %s", kind.Field, kind.Value)
	case err != nil && kind == nil && json.Valid(text):
		return line, "its content is no base64"
	case err != nil:
		return line, "it is no JSON object"
	case line.File == "":
		return line, `it names no "file"`
	case line.Content == nil && line.Path == "":
		return line, `it has neither "content" nor "path"`
	case line.Content != nil && line.Path != "":
		return line, `it has both "content" and "path"`
	case line.Of < 0:
		return line, `its "of" is negative`
	}
	return line, ""
}

// fileOfBeginning is the file that the beginning of an object names; "" if it does not.
func fileOfBeginning(text []byte) string {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return ""
	}
	for {
		key, err := d.Token()
		if err != nil {
			return ""
		}
		value, err := d.Token()
		name, text := value.(string)
		switch {
		case err != nil || !text && value == json.Delim('{') || value == json.Delim('['):
			return ""
		case key == "file" && text:
			return name
		}
	}
}
