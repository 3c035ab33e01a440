package table

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"weaksignal/extract/pool"
)

// Worker says how to start a process that reads workbooks: a program that answers with
// [ServeWorker].
type Worker struct {
	Path string
	Args []string
}

// WorkerArg is the only argument of a process that reads workbooks.
const WorkerArg = "__read-workbook"

// OwnWorker is the running program with [WorkerArg].
func OwnWorker() Worker {
	exe, err := os.Executable()
	if err != nil {
		exe = os.Args[0]
	}
	return Worker{exe, []string{WorkerArg}}
}

const (
	// workerMemory is what half a million rows of twenty columns need, twice.
	workerMemory = 2 << 30
	// answerTime: a workbook of half a million rows is opened in 20 seconds.
	answerTime = 2 * time.Minute
	// tries of a reader that the machine ended.
	tries = 2
)

// child is a workbook that another process reads.
type child struct {
	ctx    context.Context // of who opened it
	worker Worker
	data   []byte
	opened reply
	// session is nil after an error, until the next question.
	session *pool.Session
}

// question is what the child is asked; the bytes of the workbook go with opOpen.
type question struct {
	Op      op
	Sheet   string
	Columns []int
	// Row is the head of opRows, the row of opLinks.
	Row int
	// Skip rows that were read already.
	Skip int
}

type op string

const (
	opOpen   op = "open"
	opRows   op = "rows"
	opMerged op = "merged"
	opLinks  op = "links"
)

// reply is an answer; that to opRows goes after it, as [block].
type reply struct {
	Error, Bound string `json:",omitempty"`
	Sheets       []sheetInfo
	Epoch1904    bool
	Areas        []area
	Columns      []int
}

func openChild(ctx context.Context, w Worker, data []byte) (*child, error) {
	c := &child{ctx: ctx, worker: w, data: data}
	if err := c.restart(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// restart has a new process read the workbook.
func (c *child) restart() (err error) {
	for try := 1; ; try++ {
		if c.session, err = pool.OpenSession(c.ctx, pool.Config{Path: c.worker.Path, Args: c.worker.Args, Memory: workerMemory}); err != nil {
			return err
		}
		c.opened, _, err = c.exchange(question{Op: opOpen}, c.data)
		if err == nil || !ended(err) || try == tries {
			return blame(err)
		}
	}
}

// ask has a question answered, again by a new process where one ended.
func (c *child) ask(q question) (r reply, rows []byte, err error) {
	for try := 1; ; try++ {
		if c.session == nil {
			if err := c.restart(); err != nil {
				return r, nil, err
			}
		}
		if r, rows, err = c.exchange(q, nil); err == nil || !ended(err) || try == tries {
			return r, rows, blame(err)
		}
	}
}

func (c *child) exchange(q question, data []byte) (r reply, rows []byte, err error) {
	meta, err := json.Marshal(q)
	if err != nil {
		return r, nil, err
	}
	out, err := c.session.Do(c.ctx, meta, data, answerTime)
	if err != nil {
		c.Close() //nolint:errcheck // it closes nothing that was written
		return r, nil, err
	}
	size, n := binary.Uvarint(out)
	if n <= 0 || size > uint64(len(out)-n) {
		return r, nil, errors.New("the answer of its reader was not understood")
	}
	out = out[n:]
	if err := json.Unmarshal(out[:size], &r); err != nil {
		return r, nil, fmt.Errorf("the answer of its reader was not understood: %w", err)
	}
	switch {
	case r.Bound != "":
		return r, nil, &boundError{r.Bound}
	case r.Error != "":
		return r, nil, errors.New(r.Error)
	}
	return r, out[size:], nil
}

// ended: the process that read ended, and another may do better.
func ended(err error) bool {
	var fault *pool.Fault
	return errors.As(err, &fault) && fault.Kind != pool.Deadline && fault.Kind != pool.Memory
}

// blame says whose fault the end of a reading process is.
func blame(err error) error {
	var fault *pool.Fault
	if !errors.As(err, &fault) {
		return err
	}
	switch fault.Kind {
	case pool.Machine:
		return &pool.MachineError{Cause: "a process that reads a table ended: " + fault.Detail}
	case pool.Memory:
		return &boundError{fmt.Sprintf("needs more than %d MB of memory to be read", workerMemory>>20)}
	case pool.Deadline:
		return &boundError{fmt.Sprintf("is not read within %s", answerTime)}
	}
	return errors.New("its reader broke off: it is damaged, or made to do harm")
}

func (c *child) contents() ([]sheetInfo, bool) { return c.opened.Sheets, c.opened.Epoch1904 }

func (c *child) merged(sheet string) ([]area, error) {
	r, _, err := c.ask(question{Op: opMerged, Sheet: sheet})
	return r.Areas, err
}

func (c *child) links(sheet string, row int, columns []int) ([]int, error) {
	r, _, err := c.ask(question{Op: opLinks, Sheet: sheet, Row: row, Columns: columns})
	return r.Columns, err
}

func (c *child) Close() error {
	if c.session != nil {
		c.session.Close()
		c.session = nil
	}
	return nil
}

// childRows streams a sheet block by block.
type childRows struct {
	child *child
	after question
	block block
	last  bool
	cells [][]byte
}

func (c *child) rows(sheet string, links []int, head int) (sheetRows, error) {
	x := &childRows{child: c, after: question{Op: opRows, Sheet: sheet, Columns: links, Row: head}}
	return x, x.more()
}

// more asks for the next block.
func (x *childRows) more() error {
	_, rows, err := x.child.ask(x.after)
	if err == nil && len(rows) == 0 {
		err = errors.New("the answer of its reader was not understood")
	}
	if err == nil {
		x.last, x.block = rows[0] == 1, rows[1:]
	}
	return err
}

func (x *childRows) next() ([][]byte, bool, error) {
	for len(x.block) == 0 {
		if x.last {
			return nil, false, io.EOF
		}
		if err := x.more(); err != nil {
			return nil, false, err
		}
	}
	var hidden, ok bool
	if x.cells, hidden, ok = x.block.take(x.cells[:0]); !ok {
		return nil, false, errors.New("the answer of its reader was not understood")
	}
	x.after.Skip++
	return x.cells, hidden, nil
}

func (x *childRows) close() error { return nil }
