// Package ocr reads pictures of text with tesseract, the program, where it is
// installed.
//
//  1. [Find] looks for the program, its version and its languages.
//  2. [Engine.Read] hands it one picture on its standard input, with a deadline and
//     one thread, and takes the words that it saw, with their places and how sure
//     it was, from its standard output.
//  3. [Engine.Turned] says how a picture has to be turned whose text is on its side or
//     upside down.
//
// It renders no documents and judges no text. Tesseract decodes pictures in native
// code: callers run this in a child process whose memory is limited, which a
// program started from it inherits.
package ocr
