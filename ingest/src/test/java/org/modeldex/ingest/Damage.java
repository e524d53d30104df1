package org.modeldex.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.modeldex.testing.Seeded;

/**
 * Files that somebody or something damaged: whatever is in them, importing them ends, and what it
 * says of them is records and problems, never an exception.
 */
public final class Damage {
  private static final int TRIALS = Integer.getInteger("fuzz.trials", 1_000);
  private static final int SECONDS_PER_INPUT = 60;
  private static final List<String> FRAGMENTS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "\"",
          "null",
          "NaN",
          "1e999",
          "-0",
          "\\u0000",
          "\\uD800",
          "\u0000",
          "\uD83D",
          "|",
          "|---|\n",
          "# ",
          "\n",
          "- ",
          "```\n",
          "<!--",
          "---\n",
          "\t",
          "{\"a\": {\"b\": [1, {\"c\": \"d\"}]}}",
          "[[1], [\"x\"]]",
          "~",
          "&a ",
          "*a",
          "](x)");

  private Damage() {}

  /** Imports damaged copies of {@code originals}, each a set of texts by path. */
  public static void check(List<Map<String, String>> originals, Importer importer) {
    AtomicInteger withRecords = new AtomicInteger();
    AtomicInteger withProblems = new AtomicInteger();
    Seeded.trials(
        TRIALS,
        seeded -> {
          // neighbouring seeds begin alike, so that all trials would choose the same files
          Random random = new Random(new SplittableRandom(seeded.nextLong()).nextLong());
          Map<String, String> files =
              new TreeMap<>(originals.get(random.nextInt(originals.size())));
          List<String> paths = List.copyOf(files.keySet());
          files.computeIfPresent(
              paths.get(random.nextInt(paths.size())), (path, text) -> damaged(text, random));
          Imported imported = importedInTime(files, importer);
          assertThat(imported.records().stream().map(record -> record.id()))
              .doesNotHaveDuplicates();
          assertThat(imported.problems()).noneMatch(String::isBlank);
          withRecords.addAndGet(imported.records().isEmpty() ? 0 : 1);
          withProblems.addAndGet(imported.problems().isEmpty() ? 0 : 1);
        });
    assertThat(withRecords).hasPositiveValue();
    assertThat(withProblems).hasPositiveValue();
  }

  /** As the other, with the files of each case of a format. */
  public static void check(Golden golden, Importer importer) {
    check(golden.cases().stream().map(name -> files(golden.folder(name))).toList(), importer);
  }

  /** As the others, for a file that is no text. */
  public static void check(String path, byte[] original, Importer importer) {
    AtomicInteger withProblems = new AtomicInteger();
    Seeded.trials(
        TRIALS,
        seeded -> {
          Random random = new Random(new SplittableRandom(seeded.nextLong()).nextLong());
          Imported imported = Imported.fromBytes(Map.of(path, damaged(original, random)), importer);
          assertThat(imported.records()).hasSizeLessThanOrEqualTo(1);
          assertThat(imported.problems()).noneMatch(String::isBlank);
          withProblems.addAndGet(imported.problems().isEmpty() ? 0 : 1);
        });
    assertThat(withProblems).hasPositiveValue();
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(Math.max(1, damaged.length));
      int end = Math.min(damaged.length, at + random.nextInt(9));
      switch (random.nextInt(5)) {
        case 0 -> damaged = Arrays.copyOf(damaged, at);
        case 1 -> Arrays.fill(damaged, at, end, (byte) 0xff);
        case 2 -> Arrays.fill(damaged, at, end, (byte) 0x7f);
        case 3 -> Arrays.fill(damaged, at, end, (byte) 0);
        default -> {
          if (at < end) {
            damaged[at] = (byte) random.nextInt(256);
          }
        }
      }
    }
    return damaged;
  }

  /** An import that hangs ends the test, with the stack of what it hangs in. */
  private static Imported importedInTime(Map<String, String> files, Importer importer) {
    FutureTask<Imported> task = new FutureTask<>(() -> Imported.from(files, importer));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    try {
      return task.get(SECONDS_PER_INPUT, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      AssertionError hangs = new AssertionError("hangs with " + files);
      hangs.setStackTrace(thread.getStackTrace());
      throw hangs;
    } catch (ExecutionException e) {
      throw new AssertionError("fails with " + files, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(5); i >= 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      int end = Math.min(damaged.length(), at + random.nextInt(40));
      switch (random.nextInt(7)) {
        case 0 -> damaged.setLength(at);
        case 1 -> damaged.delete(at, end);
        case 2 -> damaged.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        case 3 -> damaged.insert(at, damaged.substring(at, end));
        case 4 -> damaged.insert(at, "[".repeat(random.nextInt(200)));
        case 5 -> damaged.replace(at, end, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        default -> damaged.insert(at, (char) random.nextInt(0x3000));
      }
    }
    return damaged.toString();
  }

  private static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
