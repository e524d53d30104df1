package org.modeldex.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.Source;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

class ImportSessionTest {

  @TempDir Path folder;

  /** A model per line of each {@code .names} file. */
  private static final class NamesImporter implements Importer {
    @Override
    public String format() {
      return "names";
    }

    @Override
    public boolean accepts(SourceFile file) {
      return file.endsWith(".names") && !file.headText().isEmpty();
    }

    @Override
    public void read(SourceFiles files, Sink sink) {
      for (SourceFile file : files.claimed()) {
        file.text().lines().forEach(name -> sink.accept(put(name, file, sink)));
      }
    }

    private Mutation put(String name, SourceFile file, Sink sink) {
      return new Mutation.Put(
          MetadataRecord.builder(sink.identify(Kind.MODEL, name, file))
              .source(new Source(format(), file.path(), name, null, null))
              .build(),
          Precondition.NONE);
    }
  }

  @Test
  void filesAreReadInPathOrder() throws IOException {
    write("b/x.names", "second");
    write("a.names", "first");
    write("c.names", "third");
    assertThat(read().names()).containsExactly("first", "second", "third");
  }

  @Test
  void whatIsReadIsCounted() throws IOException {
    write("a.names", "one\ntwo");
    write("notes.txt", "nothing known");
    ImportReport report = read().report();
    assertThat(report.filesByFormat()).containsExactly(Map.entry("names", 1L));
    assertThat(report.filesRead()).isEqualTo(1);
    assertThat(report.records()).containsExactly(Map.entry(Kind.MODEL, 2L));
    assertThat(report.unrecognisedFiles()).containsExactly("notes.txt");
    assertThat(report.lostRecords()).isFalse();
  }

  @Test
  void recordsAreGivenTheTimeOfImport() throws IOException {
    write("a.names", "one");
    assertThat(read().record("one").source())
        .isEqualTo(
            new Source(
                "names", "a.names", "one", null, java.time.Instant.parse("2026-01-02T03:04:05Z")));
  }

  @Test
  void linksHiddenFilesAndWhatLiesOutsideAreNotRead(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("secret.names"), "secret");
    write("in.names", "in");
    write(".hidden.names", "hidden");
    Files.createSymbolicLink(folder.resolve("link.names"), outside.resolve("secret.names"));
    Files.createSymbolicLink(folder.resolve("out"), outside);
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Imported imported = read();
    assertThat(imported.names()).containsExactly("in");
    assertThat(imported.problems())
        .containsExactly(
            ".hidden.names: is hidden",
            "link.names: is a link, and links are not followed",
            "loop: is a link, and links are not followed",
            "out: is a link, and links are not followed");
    assertThat(imported.report().losses()).containsExactly(Map.entry(Loss.NOTHING, 4L));
  }

  @Test
  void aNameThatRepeatsKeepsItsFirstHolderAndGetsASuffixForTheOthers() throws IOException {
    write("coco/list.names", "net\nnet");
    write("crowd/list.names", "net\nnet");
    write("z.names", "net\nnet (2)");
    assertThat(read().names())
        .containsExactly(
            "net", "net (2)", "net (crowd)", "net (crowd) (2)", "net (z)", "net (2) (z)");
  }

  @Test
  void aSuffixGrowsUntilItIsAlone() throws IOException {
    write("a/x/list.names", "net");
    write("b/y/list.names", "net");
    write("c/y/list.names", "net\nnet");
    write("y/list.names", "net");
    assertThat(read().names())
        .containsExactly("net", "net (y)", "net (c/y)", "net (c/y) (2)", "net (y) (2)");
  }

  @Test
  void sourcesThatShareAProjectDoNotShareNames() throws IOException {
    write("one/list.names", "net");
    write("two/list.names", "net");
    Imported imported =
        Imported.from(
            List.of(
                Imported.job(folder.resolve("one"), "lab"),
                Imported.job(folder.resolve("two"), "lab"),
                Imported.job(folder.resolve("two"), "other")),
            List.of(new NamesImporter()));
    assertThat(imported.records().stream().map(record -> record.id().toString()))
        .containsExactly("model:lab/net", "model:lab/net (two)", "model:other/net");
  }

  @Test
  void namesThatAnIdCannotHoldAreMadeToFit() throws IOException {
    String unassigned = Character.toString(0x0378);
    write("a.names", "tab\tbell" + unassigned + "\n" + "x".repeat(300) + "\n" + "x".repeat(301));
    List<String> names = read().names();
    assertThat(names.getFirst()).isEqualTo("tab bell\uFFFD");
    assertThat(names.subList(1, 3))
        .allSatisfy(name -> assertThat(name).hasSize(250).matches("x{241}-[0-9a-f]{8}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void importingAgainGivesTheSameMutations() throws IOException {
    write("b.names", "net\nnet");
    write("a/b.names", "net\nother");
    assertThat(read().mutations()).isEqualTo(read().mutations());
  }

  @Test
  void batchesAreBounded() throws IOException {
    write("a.names", String.join("\n", java.util.Collections.nCopies(25, "net")));
    List<Integer> sizes = new ArrayList<>();
    List<ImportProgress> progress = new ArrayList<>();
    session(new ImportLimits(10, 10, 1000, 10))
        .run(List.of(Imported.job(folder, "lab")), b -> sizes.add(b.size()), progress::add);
    assertThat(sizes).containsExactly(10, 10, 5);
    assertThat(progress.getLast()).isEqualTo(new ImportProgress(1, 1, 25));
  }

  @Test
  void aReceiverThatFailsEndsTheImport() throws IOException {
    write("a.names", "one");
    ModeldexException full = new ModeldexException(ErrorCode.STORE_FULL, "no space");
    assertThatThrownBy(() ->
            session(ImportLimits.DEFAULT)
                .run(
                    List.of(Imported.job(folder, "lab")),
                    batch -> {
                      throw full;
                    }))
        .isSameAs(full);
  }

  @Test
  void aFolderWithTooManyFilesIsReadUpToTheLimitAndSaidSo() throws IOException {
    for (int i = 0; i < 5; i++) {
      write(i + ".names", "model " + i);
    }
    ImportReport report =
        session(new ImportLimits(3, 10, 1000, 10))
            .run(List.of(Imported.job(folder, "lab")), batch -> {});
    assertThat(report.totalRecords()).isEqualTo(3);
    assertThat(report.lostRecords()).isTrue();
    assertThat(report.problems().getFirst().reason()).isEqualTo("the source has more than 3 files");
  }

  @Test
  void aFileNamedWithItsFormatIsTakenAtItsWord() throws IOException {
    write("list.txt", "one");
    ImportJob job = new ImportJob(ImportSource.at(folder.resolve("list.txt")), "lab", "names");
    assertThat(Imported.from(List.of(job), List.of(new NamesImporter())).names())
        .containsExactly("one");
  }

  @Test
  void anUnknownFormatIsRefusedWithTheKnownOnes() {
    ImportJob job = new ImportJob(ImportSource.at(folder), "lab", "nmaes");
    assertThatThrownBy(() -> Imported.from(List.of(job), List.of(new NamesImporter())))
        .hasMessage("format must be one of names but is nmaes");
  }

  @Test
  void aSourceThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> ImportSource.at(folder.resolve("absent")))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void theProjectIsNamedAfterTheFolder() throws IOException {
    write("my models!/x.names", "one");
    assertThat(ImportSource.at(folder.resolve("my models!")).projectName()).isEqualTo("my-models-");
    assertThat(ImportSource.at(folder.resolve("my models!/x.names")).projectName())
        .isEqualTo("my-models-");
  }

  @Test
  void filesBesideAnImportedFileAreFoundButNeverOutsideOfItsFolder() throws IOException {
    write("in/a.names", "one");
    write("in/README.md", "beside");
    write("outside.md", "outside");
    Files.createSymbolicLink(folder.resolve("in/link.md"), folder.resolve("outside.md"));
    List<String> found = new ArrayList<>();
    Importer curious =
        new Importer() {
          @Override
          public String format() {
            return "curious";
          }

          @Override
          public boolean accepts(SourceFile file) {
            return file.endsWith(".names");
          }

          @Override
          public void read(SourceFiles files, Sink sink) {
            for (String path :
                List.of(
                    "./README.md", "x/../README.md", "../outside.md", "link.md", "/etc/hosts")) {
              files.find(path).ifPresent(file -> found.add(path + " = " + file.text()));
            }
          }
        };
    Imported.from(folder.resolve("in/a.names"), curious);
    assertThat(found).containsExactly("./README.md = beside", "x/../README.md = beside");
  }

  private Imported read() {
    return Imported.from(folder, new NamesImporter());
  }

  private static ImportSession session(ImportLimits limits) {
    return new ImportSession(List.of(new NamesImporter()), limits, Clock.systemUTC());
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
