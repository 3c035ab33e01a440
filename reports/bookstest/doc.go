// Package bookstest has invented books for the tests of whoever renders one: counts that
// add up, and intervals of about the right width. They test rendering, not statistics.
package bookstest
