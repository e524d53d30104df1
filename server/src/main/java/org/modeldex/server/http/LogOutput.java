package org.modeldex.server.http;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Writes each line of the log to standard error at once and in one piece. Threads wait for each
 * other only to write, not to put their lines together. Public with a public constructor because
 * java.util.logging makes it by name.
 */
public final class LogOutput extends Handler {
  private final JsonLogFormatter formatter = new JsonLogFormatter();
  private final ReentrantLock lock = new ReentrantLock();
  private final OutputStream out = new FileOutputStream(FileDescriptor.err);

  @Override
  public void publish(LogRecord event) {
    if (isLoggable(event)) {
      byte[] line = formatter.format(event).getBytes(StandardCharsets.UTF_8);
      lock.lock();
      try {
        out.write(line);
      } catch (IOException e) {
        reportError(null, e, ErrorManager.WRITE_FAILURE);
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
