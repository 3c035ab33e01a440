package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// browser is one Chromium that is spoken to through its DevTools pipe: messages
// are JSON, each ended by a zero byte.
type browser struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	next    int
	session string
	frame   string
	dir     string
}

// openBrowser starts Chromium with one empty page.
func openBrowser() (*browser, error) {
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		return nil, err
	}
	toR, toW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	fromR, fromW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	b := &browser{in: toW, out: bufio.NewReaderSize(fromR, 1<<20), dir: dir}
	b.cmd = exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--user-data-dir="+dir)
	b.cmd.ExtraFiles = []*os.File{toR, fromW}
	if err := b.cmd.Start(); err != nil {
		return nil, fmt.Errorf("chromium: %w", err)
	}
	toR.Close()
	fromW.Close()
	var target struct{ TargetID string }
	var attached struct{ SessionID string }
	var tree struct {
		FrameTree struct{ Frame struct{ ID string } }
	}
	if err := b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return nil, err
	}
	if err := b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached); err != nil {
		return nil, err
	}
	b.session = attached.SessionID
	err = b.call("Page.getFrameTree", map[string]any{}, &tree)
	b.frame = tree.FrameTree.Frame.ID
	return b, err
}

// call sends one command and waits for its answer; events are passed over.
func (b *browser) call(method string, params map[string]any, result any) error {
	b.next++
	msg := map[string]any{"id": b.next, "method": method, "params": params}
	if b.session != "" {
		msg["sessionId"] = b.session
	}
	raw, err := json.Marshal(msg)
	if err != nil {
		return err
	}
	if _, err := b.in.Write(append(raw, 0)); err != nil {
		return fmt.Errorf("chromium: %s: %w", method, err)
	}
	for {
		line, err := b.out.ReadBytes(0)
		if err != nil {
			return fmt.Errorf("chromium: %s: %w", method, err)
		}
		var answer struct {
			ID     int
			Result json.RawMessage
			Error  *struct{ Message string }
		}
		if err := json.Unmarshal(line[:len(line)-1], &answer); err != nil {
			return err
		}
		if answer.ID != b.next {
			continue
		}
		if answer.Error != nil {
			return fmt.Errorf("chromium: %s: %s", method, answer.Error.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(answer.Result, result)
	}
}

// print gives the PDF of an HTML document, its dates set to made.
func (b *browser) print(source string, made time.Time) ([]byte, error) {
	if err := b.call("Page.setDocumentContent", map[string]any{"frameId": b.frame, "html": source}, nil); err != nil {
		return nil, err
	}
	var pdf struct{ Data string }
	err := b.call("Page.printToPDF", map[string]any{"printBackground": true, "preferCSSPageSize": true, "generateTaggedPDF": false, "displayHeaderFooter": false}, &pdf)
	if err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(pdf.Data)
	return stampPDF(raw, made), err
}

func (b *browser) close() {
	_ = b.call("Browser.close", map[string]any{}, nil)
	_ = b.cmd.Wait()
	os.RemoveAll(b.dir)
}
