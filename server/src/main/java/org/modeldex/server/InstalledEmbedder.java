package org.modeldex.server;

import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.modeldex.search.Embedder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds an embedder in a jar that was put on the class path beside the program. It is the one part
 * that is looked up instead of named, because the program is built and runs without it.
 */
public final class InstalledEmbedder {
  private static final Logger log = LoggerFactory.getLogger(InstalledEmbedder.class);

  private InstalledEmbedder() {}

  /** The first embedder that is installed; empty when there is none or it cannot be used. */
  public static Optional<Embedder> find() {
    try {
      Iterator<Embedder> installed = ServiceLoader.load(Embedder.class).iterator();
      if (installed.hasNext()) {
        Embedder embedder = installed.next();
        log.info("records are found by meaning, with the model {}", embedder.model());
        return Optional.of(embedder);
      }
      log.info("no embedder is installed: records are found by words only");
    } catch (ServiceConfigurationError | LinkageError e) {
      log.warn("the installed embedder cannot be used: records are found by words only", e);
    }
    return Optional.empty();
  }
}
