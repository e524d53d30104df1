package org.modeldex.server.web;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.modeldex.server.SampleCatalogue;
import org.modeldex.server.testing.TestNode;

/** The pages of the sample catalogue in a browser: one server and one browser for all tests. */
final class SamplePages implements AutoCloseable {
  private final Path data;
  private final TestNode server;
  private final Browser browser;

  private SamplePages(Path data) {
    this.data = data;
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    server = new TestNode(data);
    browser = new Browser(server.address());
    SampleCatalogue.loadInto(server.node().catalog());
    server.node().awaitReady();
  }

  TestNode server() {
    return server;
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() throws IOException {
    browser.close();
    server.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Gives the pages to whoever asks for them; they are closed after the last test of all. */
  static final class Given implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SamplePages.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(SamplePages.class))
          .computeIfAbsent(SamplePages.class, key -> new SamplePages(folder()), SamplePages.class);
    }

    private static Path folder() {
      try {
        return Files.createTempDirectory("modeldex-pages");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
