package org.modeldex.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A power switch for processes that work in one folder. A killed process leaves behind whatever it
 * wrote, since the system has it in memory; here it is taken away again unless it was synced: files
 * go back to the length they had when they were last synced, new files whose folder was not synced
 * vanish, renames that were not followed by a sync of the folder are undone.
 *
 * <p>Where a real power cut may or may not lose something, this one loses it, or a random part of
 * it. What it cannot take back are bytes that were overwritten in place and the removal of files.
 *
 * <p>It needs Linux and gcc: a process takes part by loading a library, compiled from {@code
 * power-cut.c}, that keeps a journal of its syncs.
 */
public final class PowerCut {
  private final Path folder;
  private final Path workshop;
  private final Path library;
  private final Path journal;
  private final Map<Path, Long> sizesBefore = new LinkedHashMap<>();

  private PowerCut(Path folder, Path workshop, Path library) {
    this.folder = folder;
    this.workshop = workshop;
    this.library = library;
    this.journal = workshop.resolve("journal");
  }

  /** Whether this machine has what it takes. */
  public static boolean isPossible() {
    String system = System.getProperty("os.name", "");
    return system.equals("Linux")
        && Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "gcc")));
  }

  /**
   * A switch for the processes that work in {@code folder}.
   *
   * @param workshop an empty folder on the same disk, outside of {@code folder}
   */
  public static PowerCut of(Path folder, Path workshop) throws IOException, InterruptedException {
    Path source = workshop.resolve("power-cut.c");
    Path library = workshop.resolve("power-cut.so");
    try (InputStream in = PowerCut.class.getResourceAsStream("power-cut.c")) {
      Files.copy(Objects.requireNonNull(in, "power-cut.c is not on the class path"), source);
    }
    Process compiler =
        new ProcessBuilder(
                "gcc",
                "-shared",
                "-fPIC",
                "-O1",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl")
            .redirectErrorStream(true)
            .start();
    String output = new String(compiler.getInputStream().readAllBytes(), UTF_8);
    if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
      throw new IOException("compiling " + source + " failed: " + output);
    }
    return new PowerCut(folder.toRealPath(), workshop.toRealPath(), library.toRealPath());
  }

  /**
   * The environment in which the next process must run. What the folder holds now counts as
   * durable.
   */
  public Map<String, String> connect() throws IOException {
    try (Stream<Path> leftovers = Files.list(workshop)) {
      for (Path leftover : leftovers.filter(this::isOfJournal).toList()) {
        Files.delete(leftover);
      }
    }
    sizesBefore.clear();
    for (Path file : files()) {
      sizesBefore.put(file, Files.size(file));
    }
    Map<String, String> environment = new TreeMap<>();
    environment.put("LD_PRELOAD", library.toString());
    environment.put("POWER_CUT_FOLDER", folder.toString());
    environment.put("POWER_CUT_JOURNAL", journal.toString());
    return environment;
  }

  /** As {@link #connect}, with a disk that lies: files of this name's end are never synced. */
  public Map<String, String> connectDeceived(String nameEnd) throws IOException {
    Map<String, String> environment = connect();
    environment.put("POWER_CUT_DECEIVED", nameEnd);
    return environment;
  }

  /** As {@link #connect}, with a disk that fails all syncs after so many. */
  public Map<String, String> connectFailing(long syncs) throws IOException {
    Map<String, String> environment = connect();
    environment.put("POWER_CUT_FAILING", Long.toString(syncs));
    return environment;
  }

  /**
   * Takes away what the process, which must be dead, had not made durable.
   *
   * @return how many bytes and names were taken
   */
  public Loss cut(Random random) throws IOException {
    Replay replay = new Replay(sizesBefore);
    if (Files.exists(journal)) {
      for (String line : Files.readAllLines(journal)) {
        replay.event(line);
      }
    }
    long names = replay.undoNames();
    long bytes = 0;
    for (Path file : files()) {
      long durable = replay.sizes.getOrDefault(file, 0L);
      long size = Files.size(file);
      if (size > durable) {
        long kept = random.nextBoolean() ? durable : durable + random.nextLong(size - durable);
        bytes += size - kept;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(kept);
        }
      }
    }
    return new Loss(bytes, names);
  }

  /** What a cut took. */
  public record Loss(long bytes, long names) {}

  private boolean isOfJournal(Path path) {
    return path.getFileName().toString().startsWith(journal.getFileName().toString());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  /** Follows the journal: the durable size of each file and the names that are not durable yet. */
  private static final class Replay {
    private final Map<Path, Long> sizes;
    private final List<NameChange> pending = new ArrayList<>();

    Replay(Map<Path, Long> sizesBefore) {
      sizes = new LinkedHashMap<>(sizesBefore);
    }

    /** A name that a sync of its folder makes durable. */
    private sealed interface NameChange {
      Path name();

      record Created(Path name) implements NameChange {}

      record Renamed(Path from, Path name, String saved, long savedSize) implements NameChange {}
    }

    void event(String line) {
      String rest = line.substring(2);
      switch (line.charAt(0)) {
        case 'C' -> {
          sizes.put(Path.of(rest), 0L);
          pending.add(new NameChange.Created(Path.of(rest)));
        }
        case 'T' -> sizes.merge(path(rest), size(rest), Math::min);
        case 'S' -> sizes.put(path(rest), size(rest));
        case 'D' -> pending.removeIf(change -> Path.of(rest).equals(change.name().getParent()));
        case 'R' -> renamed(rest.split("\t", 3));
        case 'U' -> removed(Path.of(rest));
        default -> throw new IllegalStateException("no event of the journal: " + line);
      }
    }

    private void renamed(String[] parts) {
      Path from = Path.of(parts[0]);
      Path to = Path.of(parts[1]);
      long savedSize = sizes.getOrDefault(to, 0L);
      move(from, to);
      boolean created = pending.removeIf(change -> isCreated(change, from));
      pending.removeIf(change -> isCreated(change, to));
      if (created) {
        pending.add(new NameChange.Created(from));
      }
      pending.add(new NameChange.Renamed(from, to, parts[2], savedSize));
    }

    private static boolean isCreated(NameChange change, Path name) {
      return change instanceof NameChange.Created && change.name().equals(name);
    }

    private void removed(Path path) {
      sizes.remove(path);
      pending.removeIf(change -> change.name().equals(path));
    }

    /** Lets a file, or all files of a folder, go by another name. */
    private void move(Path from, Path to) {
      for (Path file : List.copyOf(sizes.keySet())) {
        if (file.startsWith(from)) {
          Path target = file.equals(from) ? to : to.resolve(from.relativize(file));
          sizes.put(target, Objects.requireNonNull(sizes.remove(file)));
        }
      }
    }

    /** Undoes what no sync of a folder has made durable, last things first. */
    long undoNames() throws IOException {
      List<NameChange> lastFirst = pending.reversed();
      for (NameChange change : lastFirst) {
        switch (change) {
          case NameChange.Created created -> {
            Files.deleteIfExists(created.name());
            sizes.remove(created.name());
          }
          case NameChange.Renamed renamed -> undo(renamed);
        }
      }
      return lastFirst.size();
    }

    private void undo(NameChange.Renamed renamed) throws IOException {
      if (Files.exists(renamed.name())) {
        Files.move(renamed.name(), renamed.from());
        move(renamed.name(), renamed.from());
      }
      if (!renamed.saved().equals("-")) {
        Files.move(Path.of(renamed.saved()), renamed.name());
        sizes.put(renamed.name(), renamed.savedSize());
      }
    }

    private static Path path(String sizeAndPath) {
      return Path.of(sizeAndPath.substring(sizeAndPath.indexOf(' ') + 1));
    }

    private static long size(String sizeAndPath) {
      return Long.parseLong(sizeAndPath.substring(0, sizeAndPath.indexOf(' ')));
    }
  }
}
