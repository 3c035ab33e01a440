//go:build cgo

// The supervisor, before the Go runtime: see doc.go.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fork_linux.h"

enum { failed = 1, interrupted = 130 }; // as in cmd/weaksignal/exit.go

int supervise_stderr = -1;
struct supervise_shared *supervise_shared;

static pid_t child;
static int said; // read end of what the runtime says

static void say(const char *cause, const char *remedy) {
	dprintf(2, "%sweaksignal: %s; no report was written; %s\n", isatty(2) ? "\n" : "", cause, remedy);
}

static const char more[] = "give the run more memory, address space, processes or time (ulimit, the limits of the container), or use fewer workers";
static const char report[] = "please report the fault (with GOTRACEBACK=all the program shows where it happened)";

// wanted: not for processes that read documents, which their own pool watches, and not for
// the binaries of go test, unless they play the program.
static int wanted(void) {
	char line[4096] = "";
	int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	if (fd < 0) return 1;
	ssize_t n = read(fd, line, sizeof line - 1);
	close(fd);
	size_t name = strlen(line);
	const char *first = n > (ssize_t)name + 1 ? line + name + 1 : "";
	if (name >= 5 && strcmp(line + name - 5, ".test") == 0 && (*first == 0 || strncmp(first, "-test.", 6) == 0)) return 0;
	return strncmp(first, "__", 2) != 0;
}

// reason is the line in which the runtime says why it gave up; it never holds text of the
// program's own, which the value of a panic may.
static const char *reason(char *text) {
	if (strncmp(text, "panic:", 6) == 0) return "a panic";
	char *line = strstr(text, "fatal error: ");
	if (line != NULL) line += strlen("fatal error: ");
	else if (strncmp(text, "SIG", 3) == 0 || strncmp(text, "runtime", 7) == 0) line = text;
	else return "it gave no reason";
	line[strcspn(line, "\n")] = 0;
	return line;
}

static int ofTheMachine(const char *why) {
	static const char *words[] = {"memory", "alloc", "reserve", "arena", "map pages", "thread", "newosproc", "netpoll", "Resource temporarily", "too many open files", "SIGXCPU"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(why, words[i]) != NULL) return 1;
	return 0;
}

static int removeOne(const char *path, const struct stat *info, int kind, struct FTW *at) {
	(void)info, (void)kind, (void)at;
	remove(path);
	return 0;
}

// clean removes the folders that the program made for itself and could not remove. Links
// are not followed.
static void clean(void) {
	const char *all = supervise_shared->folders;
	for (size_t i = 0; i < sizeof supervise_shared->folders && all[i] != 0; i += strlen(all + i) + 1)
		nftw(all + i, removeOne, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

// finish ends the supervisor with what the end of the child means.
static void finish(int status) {
	char text[65536] = "", cause[512];
	ssize_t n = said < 0 ? 0 : read(said, text, sizeof text - 1);
	text[n > 0 ? n : 0] = 0;
	if (!supervise_shared->ended) clean();
	else {
		if (n > 0 && WIFEXITED(status) && WEXITSTATUS(status) == supervise_shared->status && write(2, text, n) < 0) n = 0; // a library's words
		_exit(supervise_shared->status);
	}
	int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (by == SIGINT || by == SIGTERM || by == SIGHUP) { // before the program could listen
		dprintf(2, "weaksignal: interrupted; no report was written\n");
		_exit(interrupted);
	}
	if (by == SIGKILL) {
		say("the program was ended from outside (killed), as the system does with one that takes the machine's or the container's last memory", more);
		_exit(failed);
	}
	const char *why = reason(text);
	snprintf(cause, sizeof cause, "the program broke off (%s)", why);
	say(cause, ofTheMachine(why) ? more : report);
	_exit(failed);
}

// watch passes signals on until the child ends.
static void watch(const sigset_t *signals) {
	for (;;) {
		siginfo_t info;
		int s = sigwaitinfo(signals, &info), status;
		if (s == SIGCHLD) {
			pid_t p;
			while ((p = waitpid(-1, &status, WNOHANG)) > 0) // others are orphans of a container whose first process this is
				if (p == child) finish(status);
			if (p < 0 && errno == ECHILD) finish(0);
			continue;
		}
		if (s < 0) continue;
		// What a key at the terminal sends, the child has received itself. SIGTSTP does
		// not stop a process whose group is an orphan, under cron for one; SIGSTOP does.
		if (info.si_code <= 0 || s == SIGHUP || s == SIGCONT) kill(child, s == SIGTSTP ? SIGSTOP : s);
		if (s == SIGTSTP) raise(SIGSTOP);
	}
}

static void openStandard(void) {
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) open("/dev/null", O_RDWR); // takes the lowest number
}

// program makes this process the supervised one.
static void program(pid_t supervisor, const int *words, const sigset_t *before) {
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() != supervisor) _exit(failed);
	supervise_stderr = fcntl(2, F_DUPFD_CLOEXEC, 3);
	if (words[1] >= 0 && supervise_stderr >= 0) dup2(words[1], 2);
	if (words[0] >= 0) close(words[0]);
	if (words[1] >= 0) close(words[1]);
	sigprocmask(SIG_SETMASK, before, NULL);
}

static void supervisor(const int *words, const sigset_t *signals) {
	said = words[0];
	if (words[1] >= 0) close(words[1]);
	signal(SIGPIPE, SIG_IGN);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null >= 0) { // so that pipes end when the child closes them
		dup2(null, 0);
		dup2(null, 1);
		close(null);
	}
	watch(signals);
}

__attribute__((constructor)) static void supervise(void) {
	if (!wanted()) return;
	openStandard();
	void *shared = mmap(NULL, sizeof *supervise_shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED) {
		say("the system gives the program no memory", more);
		_exit(failed);
	}
	int words[2] = {-1, -1};
	const char *trace = getenv("GOTRACEBACK");
	// Nobody empties the pipe meanwhile: the runtime's first words fit, and the rest is
	// dropped. Nobody waits for its end either, which a child of the program may keep open.
	if ((trace == NULL || *trace == 0) && pipe2(words, O_CLOEXEC | O_NONBLOCK) != 0) words[0] = words[1] = -1;
	sigset_t signals, before;
	sigemptyset(&signals);
	static const int passed[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGCHLD};
	for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) sigaddset(&signals, passed[i]);
	signal(SIGCHLD, SIG_DFL); // a parent that ignores it would have children vanish unseen
	sigprocmask(SIG_BLOCK, &signals, &before);
	pid_t self = getpid();
	supervise_shared = shared;
	child = fork();
	if (child == 0) {
		program(self, words, &before);
	} else if (child > 0) {
		supervisor(words, &signals);
	} else {
		say("the system gives the program no further process", more);
		_exit(failed);
	}
}
