/*
 * Stands between a process and its disk (LD_PRELOAD) for files below one folder.
 *
 * SHIM_FOLDER      the folder
 * SHIM_JOURNAL     file to which every successful sync appends "inode size", the size being the one
 *                  at the beginning of the sync, and every removal of a file "inode 0". Whoever cuts
 *                  the files back to these sizes has what a power cut would leave.
 * SHIM_FAIL_SYNC   if set to k > 0, the k-th sync of a write-ahead log (*.log) fails with EIO, once
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long log_syncs;

static int below_folder(const char *path) {
  const char *folder = getenv("SHIM_FOLDER");
  return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static void note(ino_t inode, off_t size) {
  const char *journal = getenv("SHIM_JOURNAL");
  if (journal == NULL) {
    return;
  }
  char line[64];
  int length = snprintf(line, sizeof line, "%lu %ld\n", (unsigned long) inode, (long) size);
  int fd = open(journal, O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (fd < 0 || write(fd, line, (size_t) length) != length) {
    abort();
  }
  close(fd);
}

static int must_fail(const char *path) {
  const char *which = getenv("SHIM_FAIL_SYNC");
  size_t length = strlen(path);
  if (which == NULL || length < 4 || strcmp(path + length - 4, ".log") != 0) {
    return 0;
  }
  pthread_mutex_lock(&lock);
  long now = ++log_syncs;
  pthread_mutex_unlock(&lock);
  return now == atol(which);
}

static int synced(int fd, const char *name) {
  int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
  char link[64];
  char path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  if (!below_folder(path)) {
    return real(fd);
  }
  struct stat before;
  if (fstat(fd, &before) != 0) {
    return -1;
  }
  if (must_fail(path)) {
    errno = EIO;
    return -1;
  }
  int result = real(fd);
  if (result == 0 && S_ISREG(before.st_mode)) {
    note(before.st_ino, before.st_size);
  }
  return result;
}

int fsync(int fd) {
  return synced(fd, "fsync");
}

int fdatasync(int fd) {
  return synced(fd, "fdatasync");
}

int unlink(const char *path) {
  int (*real)(const char *) = (int (*)(const char *)) dlsym(RTLD_NEXT, "unlink");
  struct stat before;
  int known = below_folder(path) && lstat(path, &before) == 0;
  int result = real(path);
  if (known && result == 0) {
    note(before.st_ino, 0);
  }
  return result;
}
