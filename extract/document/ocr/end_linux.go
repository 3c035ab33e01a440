package ocr

import (
	"os/exec"
	"syscall"
)

// endWithParent: a reading process that is killed at its deadline takes its
// tesseract with it.
func endWithParent(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
