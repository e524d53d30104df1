package org.modeldex.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * Keeps the log open while the process shuts down. The platform's own closes it at once, and what
 * requests in flight and the closing of the store have to say would be lost. Public with a public
 * constructor because java.util.logging makes it by name.
 */
public final class LastingLogs extends LogManager {
  private volatile boolean configured;

  void configure(InputStream settings) throws IOException {
    configured = false;
    readConfiguration(settings);
    configured = true;
  }

  @Override
  public void reset() {
    if (!configured) {
      super.reset();
    }
  }
}
