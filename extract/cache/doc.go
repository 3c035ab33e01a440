// Package cache stores profiles by content hash and version, as opaque bytes:
// safe against two processes and a kill at any moment, rebuilt with a word when
// stale or damaged, never trusted. It holds no text of a résumé.
package cache
