// Linux calls that glibc declares only under _GNU_SOURCE, which Swift's Glibc module is built without.
#include <dirent.h>
#include <malloc.h>
#include <sys/types.h>

int syncfs(int fd);
int sync_file_range(int fd, off_t offset, off_t length, unsigned flags);
int pipe2(int ends[2], int flags);
ssize_t copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t length, unsigned flags);

// Handles of processes, which glibc has only since 2.36. The numbers are the same on every processor.
long syscall(long number, ...);
static inline int roost_pidfd_open(pid_t process) { return (int)syscall(434, process, 0); }
static inline int roost_pidfd_send_signal(int handle, int signal) { return (int)syscall(424, handle, signal, (void *)0, 0); }

// The name in a folder's entry. In Swift the field is an array of 256 characters, and looking at it may copy them all: more
// than the entry has, and for the last one of a full buffer more than there is memory.
static inline const char *roost_entry_name(const struct dirent *entry) { return entry->d_name; }

// Where the program's constants and code lie: the linker's own names.
extern const char __executable_start[];
extern const char etext[];
static inline const void *roost_code_start(void) { return __executable_start; }
static inline size_t roost_code_size(void) { return (size_t)(etext - __executable_start); }
