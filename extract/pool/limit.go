package pool

import (
	"encoding/binary"
	"fmt"
)

// spareAddresses is added to the memory limit for the limit of address space: a
// Go process reserves far more than it uses and does not start under 800 MB.
const spareAddresses = 1536 << 20

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
