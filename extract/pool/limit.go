package pool

import (
	"encoding/binary"
	"fmt"
)

// spareAddresses is added to the memory limit for the limit of address space. A Go
// process reserves more than 1 GB of addresses and does not start under 800 MB;
// with 2 GB, documents failed by chance at 150 MB in use, because the PDF
// sandbox maps its memory anew each time it grows. The watchdog holds the real
// limit; this one refuses single requests beyond any sense.
const spareAddresses = 4 << 30

func encodeLimit(memory int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(memory)) }

// limitSelf puts the limits on this process, before it reads anything hostile.
func limitSelf(config []byte) error {
	if len(config) != 8 {
		return fmt.Errorf("setup of a worker: %d bytes of limit, want 8", len(config))
	}
	memory := binary.BigEndian.Uint64(config)
	if memory == 0 {
		return nil
	}
	go watchMemory(memory)
	return limitAddresses(memory + spareAddresses)
}
