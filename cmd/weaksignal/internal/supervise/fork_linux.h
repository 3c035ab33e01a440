// Set before the Go runtime starts; see fork_linux.c.

// The real standard error of a supervised process, -1 where there is no supervisor.
extern int supervise_stderr;

// Shared with the supervisor, NULL where there is none.
extern struct supervise_shared {
	volatile int ended;    // 1: the program has done what it does, and has said so
	volatile int status; // with which it ends
	char folders[32768]; // absolute paths, each with its 0, and another 0 at the end
} *supervise_shared;
