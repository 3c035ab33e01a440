//go:build !unix

package main

func fifo(string) bool { return false }
