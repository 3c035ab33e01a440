package inputs

import (
	"io"
	"time"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/document/ocr"
)

// Reader takes in inputs, and says on stderr what an operator has to know of them.
type Reader struct {
	Config    *config.Config
	Catalogue *catalogue.Catalogue
	OCR       ocr.Engine // zero where none is installed or wanted
	Stderr    io.Writer
	// Terminal is standard error as it is, for what is drawn there.
	Terminal io.Writer
	Now      func() time.Time
}
