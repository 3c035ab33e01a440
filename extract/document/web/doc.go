// Package web reads HTML and web archives (MHTML): the elements' text with the line
// breaks that their kinds give, links, and what style sheets hide (css.go), as far as a
// document without scripts and layout tells.
package web
