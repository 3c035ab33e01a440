//go:build !unix

package main

func memory() {}
