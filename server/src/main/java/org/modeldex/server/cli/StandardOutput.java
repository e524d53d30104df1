package org.modeldex.server.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard output. A {@link PrintWriter} keeps failures to itself, so this remembers
 * them: a result that could not be printed is none. Used by one thread.
 */
final class StandardOutput extends OutputStream {
  /** What the system calls it when the reader has gone, as {@code head} does. */
  private static final String READER_GONE = "Broken pipe";

  private final OutputStream stream = new FileOutputStream(FileDescriptor.out);
  private @Nullable IOException failure;

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      stream.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * The exit code of a process that would have ended with {@code exitCode}. To a reader that has
   * gone nothing needs to be said.
   */
  int exitCode(int exitCode, PrintWriter err) {
    if (failure == null || exitCode != ExitCode.OK) {
      return exitCode;
    }
    if (!READER_GONE.equals(failure.getMessage())) {
      err.println("modeldex: standard output cannot be written: " + failure.getMessage());
    }
    return ExitCode.IO_ERROR;
  }
}
