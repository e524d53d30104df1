package org.modeldex.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.ingest.BoundedLines;
import org.modeldex.ingest.jsonl.BulkLine;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Mutation;

/** Real models to try searching with; they travel inside the jar. */
public final class SampleCatalogue {
  private static final String FOLDER = "/sample";

  private SampleCatalogue() {}

  /**
   * Fills an empty catalogue, with all or nothing: what is interrupted can be done again.
   *
   * @return how many records were written; 0 when the catalogue is not empty and stays as it is
   */
  public static long loadInto(Catalog catalog) {
    if (catalog.status(Principal.LOCAL).store().sequence() > 0) {
      return 0;
    }
    try {
      URI folder = folder();
      if (!folder.getScheme().equals("jar")) {
        return load(Path.of(folder), catalog);
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return load(jar.getPath(FOLDER), catalog);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI folder() {
    try {
      return java.util.Objects.requireNonNull(
              SampleCatalogue.class.getResource(FOLDER), "the sample catalogue is missing")
          .toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long load(Path folder, Catalog catalog) throws IOException {
    List<Mutation> mutations = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
          BoundedLines lines = new BoundedLines(in, RecordJson.MAX_DOCUMENT_BYTES);
          for (byte[] line = lines.next(); line != null; line = lines.next()) {
            mutations.add(BulkLine.parse(line));
          }
        }
      }
    }
    catalog.commit(Principal.LOCAL, mutations, null);
    return mutations.size();
  }
}
