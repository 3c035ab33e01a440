// Package pool runs work on hostile bytes in child processes of our own binary:
// persistent workers, a deadline and a memory limit each, recycled after a
// fault. A document that hangs, crashes or eats memory costs its own answer and
// nothing else.
package pool
