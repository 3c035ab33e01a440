// Package supervise gives every end of the program an exit status of its own choice.
//
// The Go runtime ends a process that it cannot carry on (no memory, no thread, a stack
// that overflows, a map written to by two) with status 2 and the stacks of all
// goroutines. Status 2 says "bad configuration" here, and stacks in the mail of cron may
// hold text of documents. Nothing inside the process can change that, so a second one
// watches it:
//
//  1. The process that was started becomes the supervisor, and a child of it the program.
//     Standard input and output are the child's; signals are passed on; the child dies
//     with its supervisor.
//  2. The child's file descriptor 2, to which the runtime writes its last words, is a
//     pipe; the program writes to the real standard error, which [Run] hands it.
//  3. When the program returns, it says so in a place that both see, and the supervisor
//     ends with its status. When it ends without, the supervisor prints one line with
//     the cause and the remedy, and ends with 1, or with 130 after an interrupt. Folders
//     that the program said are its own ([Own]: a report in the making, what is laid
//     aside) are removed.
//
// On Linux the supervisor is C and forks before the Go runtime starts (fork_linux.c): it
// costs under a millisecond and a few pages, and it works where the runtime does not
// start at all, below some 1.3 GB of address space. On other systems with fork, and in
// builds without a C compiler, the program starts itself again (again_unix.go), which
// costs a second start, some 20 ms and 30 MB, and cannot help where no Go program starts.
// On Windows there is no supervisor.
//
// With GOTRACEBACK set, what the runtime says goes to standard error as it is.
//
// What it does not do: supervise processes that read documents (package extract/pool
// does), the binaries of go test, or itself: a supervisor that is killed takes the
// program with it.
package supervise
