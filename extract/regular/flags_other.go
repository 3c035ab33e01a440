//go:build !unix

package regular

// Elsewhere opening a file does not wait, and links are rare and need a privilege.
const (
	nonBlock = 0
	noFollow = 0
)
