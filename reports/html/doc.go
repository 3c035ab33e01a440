// Package html writes the report as one self-contained file, audit.html: no script, no
// outside request, pictures as inline SVG whose widths are shares, so that they fit a
// phone as they fit paper.
//
//  1. The page model (room page) is turned into a view: blocks with their kind, and for
//     plots the places of marks in percent (view.go).
//  2. The template (report.html) prints the view; html/template escapes what comes from
//     outside.
//
// It words nothing and decides nothing: what it prints is the page model's.
package html
