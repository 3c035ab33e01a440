// Package regular opens files that others may change at any moment, without waiting
// and without trusting what a listing said of them.
//
//  1. [Open] opens without blocking, looks at what it has opened, and refuses whatever
//     is no regular file: a pipe that nobody writes to never holds a run up.
//     [OpenListed] refuses a link, too: a listing follows none.
//  2. [Read] reads up to a cap, whatever size the file claims to have.
package regular
