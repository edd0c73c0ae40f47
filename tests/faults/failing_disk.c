/* SPDX-FileCopyrightText: Gehoorwijzer contributors
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A disk that fails when it is asked to: stands between a program and the C library (LD_PRELOAD).
 *
 * fault_arm(folder, nth, last, code): of what changes files below `folder` from now on, the calls from the nth
 * to the last fail with the errno `code`; counted from 1. fault_count(): how many there were. fault_first(): which
 * failed first.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long nth, last, count;
static int code, paused;
static char failed[PATH_MAX + 64];

void fault_arm(const char *below, long from, long until, int with)
{
    snprintf(folder, sizeof folder, "%s", below);
    nth = from;
    last = until;
    code = with;
    count = 0;
    failed[0] = 0;
}

void fault_heal(void) { nth = LONG_MAX; }
void fault_pause(int now) { paused = now; }
long fault_count(void) { return count; }
const char *fault_first(void) { return failed; }

static int below(const char *path)
{
    size_t length = strlen(folder);
    return length && !paused && strncmp(path, folder, length) == 0;
}

static int fails(const char *what, const char *path)
{
    if (!below(path))
        return 0;
    count++;
    if (count < nth || count > last)
        return 0;
    if (!failed[0])
        snprintf(failed, sizeof failed, "%s %s", what, path);
    errno = code;
    return 1;
}

static int fails_on(const char *what, int handle)
{
    char link[64], path[PATH_MAX];
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = folder[0] ? readlink(link, path, sizeof path - 1) : -1;
    errno = before;
    if (length < 0)
        return 0;
    path[length] = 0;
    return fails(what, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int h, const void *b, size_t n) { return fails_on("write", h) ? -1 : REAL(write)(h, b, n); }
ssize_t pwrite(int h, const void *b, size_t n, off_t o) { return fails_on("write", h) ? -1 : REAL(pwrite)(h, b, n, o); }
ssize_t pwrite64(int h, const void *b, size_t n, off64_t o) { return fails_on("write", h) ? -1 : REAL(pwrite64)(h, b, n, o); }
int fsync(int h) { return fails_on("sync", h) ? -1 : REAL(fsync)(h); }
int fdatasync(int h) { return fails_on("sync", h) ? -1 : REAL(fdatasync)(h); }
int ftruncate(int h, off_t n) { return fails_on("truncate", h) ? -1 : REAL(ftruncate)(h, n); }
int ftruncate64(int h, off64_t n) { return fails_on("truncate", h) ? -1 : REAL(ftruncate64)(h, n); }
int rename(const char *a, const char *b) { return fails("rename", b) ? -1 : REAL(rename)(a, b); }
int link(const char *a, const char *b) { return fails("link", b) ? -1 : REAL(link)(a, b); }
int mkdir(const char *p, mode_t m) { return fails("mkdir", p) ? -1 : REAL(mkdir)(p, m); }

static int makes(const char *path, int how)
{
    /* A full disk makes no new file; a disk that is read-only (EROFS) opens none to write either. */
    if (code == EROFS)
        return (how & O_ACCMODE) != O_RDONLY;
    return (how & O_CREAT) && access(path, F_OK) != 0;
}

#define OPENS(name)                                                                   \
    int name(const char *path, int how, ...)                                          \
    {                                                                                 \
        va_list more;                                                                 \
        va_start(more, how);                                                          \
        mode_t mode = how & O_CREAT ? va_arg(more, mode_t) : 0;                       \
        va_end(more);                                                                 \
        int before = errno;                                                           \
        int new = folder[0] && makes(path, how);                                      \
        errno = before;                                                               \
        return new && fails("open", path) ? -1 : REAL(name)(path, how, mode);         \
    }
OPENS(open)
OPENS(open64)
