package org.modeldex.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.modeldex.access.Principal;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * Uploads that wait for somebody to say yes, each in a folder of its own. They are few: a new one
 * takes the place of the oldest, none stays for long, and what an earlier process left is deleted
 * at the start. Safe for all threads.
 */
final class Uploads {
  private static final int MAX = 4;

  private final Path folder;
  private final Duration kept;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Upload> uploads = new LinkedHashMap<>();

  /**
   * No uploads yet.
   *
   * @param folder of which everything is deleted
   * @param kept how long an upload stays that nobody works on
   */
  Uploads(Path folder, Duration kept) {
    this.folder = folder;
    this.kept = kept;
    delete(folder);
  }

  /**
   * Begins an upload, which is in use until it is {@link #release released}.
   *
   * @throws ModeldexException UNAVAILABLE when as many as there may be are in use
   */
  synchronized Upload begin(Principal principal) {
    if (uploads.size() == MAX) {
      Upload oldest =
          uploads.values().stream()
              .filter(upload -> !upload.isInUse())
              .findFirst()
              .orElseThrow(() -> unavailable("other imports are under way"));
      remove(oldest);
    }
    byte[] id = new byte[16];
    random.nextBytes(id);
    String name = HexFormat.of().formatHex(id);
    Upload upload = new Upload(name, principal.name(), folder.resolve(name));
    uploads.put(name, upload);
    expireLater(upload);
    return upload;
  }

  /** Takes an upload of one's own into use; NOT_FOUND when it is gone. */
  synchronized Upload take(Principal principal, String id) {
    Upload upload = find(principal, id);
    if (upload.isInUse()) {
      throw unavailable("this import is under way");
    }
    upload.setInUse(true);
    return upload;
  }

  synchronized void release(Upload upload) {
    upload.setInUse(false);
  }

  /** An upload of one's own, to look at; NOT_FOUND when it is gone. */
  synchronized Upload find(Principal principal, String id) {
    return Optional.ofNullable(uploads.get(id))
        .filter(upload -> upload.owner().equals(principal.name()))
        .orElseThrow(() ->
            new ModeldexException(
                ErrorCode.NOT_FOUND,
                "this upload is gone: it was discarded, or nobody wanted it for "
                    + Figures.duration(kept)));
  }

  /** Forgets an upload and deletes its files. */
  synchronized void remove(Upload upload) {
    uploads.remove(upload.id());
    deleteFiles(upload);
  }

  /** Deletes an upload's files, of which the rest of it has no more need. */
  static void deleteFiles(Upload upload) {
    delete(upload.folder());
  }

  private void expireLater(Upload upload) {
    CompletableFuture.delayedExecutor(kept.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> expire(upload));
  }

  private synchronized void expire(Upload upload) {
    if (!uploads.containsKey(upload.id())) {
      return;
    }
    if (upload.isInUse()) {
      expireLater(upload);
    } else {
      remove(upload);
    }
  }

  private static ModeldexException unavailable(String why) {
    return new ModeldexException(ErrorCode.UNAVAILABLE, why + "; try again in a moment");
  }

  private static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + tree, e);
    }
  }
}
