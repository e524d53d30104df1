/*
 * Writes down what a process makes durable. Loaded into it with LD_PRELOAD; the class PowerCut reads
 * the journal after the process was killed and takes away what a power cut would have taken.
 *
 *   POWER_CUT_FOLDER   only this folder and what is below it counts
 *   POWER_CUT_JOURNAL  the file to write to, one line for each event:
 *     C path                   created, was not there before
 *     T size path              cut to this size
 *     S size path              synced when it had this size
 *     D path                   a folder was synced: names in it are durable
 *     R from TAB to TAB saved  renamed; what it replaced is kept under the name saved, or - for nothing
 *     U path                   removed
 *   POWER_CUT_DECEIVED syncs of files whose name ends like this only seem to succeed
 *   POWER_CUT_FAILING  how many syncs of files succeed before all fail with EIO
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static const char *folder;
static const char *deceived;
static const char *journal_path;
static int journal = -1;
static long saved_files;
static long syncs_left = LONG_MAX;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("POWER_CUT_FOLDER");
  deceived = getenv("POWER_CUT_DECEIVED");
  journal_path = getenv("POWER_CUT_JOURNAL");
  if (getenv("POWER_CUT_FAILING")) {
    syncs_left = atol(getenv("POWER_CUT_FAILING"));
  }
  if (folder && journal_path) {
    journal = (int)syscall(SYS_openat, AT_FDCWD, journal_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
}

static int counts(const char *path) {
  size_t length = folder ? strlen(folder) : 0;
  return journal >= 0 && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void note(const char *format, ...) {
  char line[3 * PATH_MAX];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (write(journal, line, (size_t)length) != length) {
    abort();
  }
}

/* The absolute path of an open file; 0 when it does not count. */
static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) {
    return 0;
  }
  path[length] = 0;
  return counts(path);
}

static int ends_like(const char *path, const char *end) {
  size_t a = strlen(path), b = strlen(end);
  return a >= b && strcmp(path + a - b, end) == 0;
}

static int synced(int fd, int (*sync)(int)) {
  char path[PATH_MAX];
  struct stat before;
  if (!path_of(fd, path) || fstat(fd, &before) != 0) {
    return sync(fd);
  }
  if (deceived && ends_like(path, deceived)) {
    return 0;
  }
  if (!S_ISDIR(before.st_mode) && __atomic_fetch_sub(&syncs_left, 1, __ATOMIC_SEQ_CST) <= 0) {
    errno = EIO;
    return -1;
  }
  int result = sync(fd);
  if (result == 0) {
    if (S_ISDIR(before.st_mode)) {
      note("D %s\n", path);
    } else {
      note("S %lld %s\n", (long long)before.st_size, path);
    }
  }
  return result;
}

int fsync(int fd) { return synced(fd, NEXT(fsync)); }

int fdatasync(int fd) { return synced(fd, NEXT(fdatasync)); }

static int opened(int at, const char *path, int flags, mode_t mode) {
  int existed = (flags & O_CREAT) ? faccessat(at, path, F_OK, 0) == 0 : 1;
  int fd = (int)syscall(SYS_openat, at, path, flags, mode);
  char absolute[PATH_MAX];
  if (fd >= 0 && (flags & (O_CREAT | O_TRUNC)) && path_of(fd, absolute)) {
    if (!existed) {
      note("C %s\n", absolute);
    } else if (flags & O_TRUNC) {
      note("T 0 %s\n", absolute);
    }
  }
  return fd;
}

#define MODE                               \
  mode_t mode = 0;                         \
  if (flags & O_CREAT) {                  \
    va_list arguments;                     \
    va_start(arguments, flags);            \
    mode = va_arg(arguments, mode_t);      \
    va_end(arguments);                     \
  }

int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }

int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }

int openat(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }

int openat64(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }

static int truncated(int fd, off_t size, int result) {
  char path[PATH_MAX];
  if (result == 0 && path_of(fd, path)) {
    note("T %lld %s\n", (long long)size, path);
  }
  return result;
}

int ftruncate(int fd, off_t size) { return truncated(fd, size, NEXT(ftruncate)(fd, size)); }

int ftruncate64(int fd, off_t size) { return truncated(fd, size, NEXT(ftruncate64)(fd, size)); }

int rename(const char *from, const char *to) {
  if (!counts(from) && !counts(to)) {
    return NEXT(rename)(from, to);
  }
  char saved[PATH_MAX];
  pthread_mutex_lock(&lock);
  snprintf(saved, sizeof saved, "%s.saved-%ld", journal_path, saved_files++);
  if (link(to, saved) != 0) {
    strcpy(saved, "-");
  }
  int result = NEXT(rename)(from, to);
  if (result == 0) {
    note("R %s\t%s\t%s\n", from, to, saved);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int unlink(const char *path) {
  int result = NEXT(unlink)(path);
  if (result == 0 && counts(path)) {
    note("U %s\n", path);
  }
  return result;
}
