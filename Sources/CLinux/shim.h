// Linux calls that glibc declares only under _GNU_SOURCE, which Swift's Glibc module is built without.
#include <sys/types.h>

int syncfs(int fd);
int sync_file_range(int fd, off_t offset, off_t length, unsigned flags);
ssize_t copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t length, unsigned flags);
