package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.access.Principal;
import org.modeldex.ingest.ImportSource;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/** What becomes of files from outside, whatever they are and whether or not anybody confirms. */
final class UploadsTest {
  private static final UploadFolder.Limits FEW = new UploadFolder.Limits(6, 3, 1_000);
  private static final Duration LONG = Duration.ofDays(1);

  @TempDir private Path folder;
  private UploadFolder sent;

  @BeforeEach
  void begin() throws IOException {
    sent = new UploadFolder(folder.resolve("sent"), FEW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "/etc/evil",
        "..\\evil",
        "a\\..\\..\\evil",
        "a//evil",
        "a/",
        "",
        ".",
        "nul\0byte",
        "line\nfeed",
        "one/two/three/four/deep"
      })
  void namesThatLeadElsewhereAreRefused(String name) throws IOException {
    assertThatThrownBy(() -> sent.create(name))
        .isInstanceOfSatisfying(
            ModeldexException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    begin(folder.resolve("other"));
    byte[] archive = zip(name, "x");
    assertThatThrownBy(() -> source("a.zip", archive))
        .isInstanceOf(ModeldexException.class)
        .hasMessageMatching("(?s).*(refused|no file in it).*");
    assertThat(files(folder)).noneMatch(file -> file.contains("evil"));
  }

  @ParameterizedTest
  @CsvSource({
    "same, same, two of this name",
    "a, a/b, name of its folder",
    "a/b, a, two of this name",
    "./a, a, two of this name"
  })
  void nothingIsWrittenOver(String first, String second, String why) throws IOException {
    write(first, "first");
    assertThatThrownBy(() -> write(second, "second")).hasMessageContaining(why);
    assertThat(files(sent.root())).hasSize(1);
  }

  @Test
  void linksOfAnArchiveBecomePlainFiles() throws IOException {
    ImportSource source = source("a.zip", archiveWithALink("link", "/etc/passwd"));
    Path link = source.root().resolve("link");
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(link).hasContent("/etc/passwd");
  }

  @Test
  void archivesThatGrowTooLargeAreCutOff() throws IOException {
    byte[] bomb = zip("zeros", "0".repeat(2_000_000));
    assertThat(bomb.length).isLessThan(5_000);
    UploadFolder.Limits more = new UploadFolder.Limits(6, 3, 100_000);
    sent = new UploadFolder(folder.resolve("sent"), more);
    assertTooLarge(() -> source("bomb.zip", bomb, more), "100 kB together");
    assertThat(bytes(folder)).isLessThan(200_000);
  }

  @Test
  void archivesOfTooManyFilesOrFoldersAreCutOff() throws IOException {
    byte[] many = zip("1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "");
    assertTooLarge(() -> source("many.zip", many), "more than 6 files");
    byte[] folders = zip("a/b/c", "", "d/e/f", "", "g/h/i", "");
    assertThatThrownBy(() -> ZipArchive.unpack(kept(folders), new UploadFolder(folder, FEW)))
        .hasMessageContaining("more than 6 files");
  }

  @ParameterizedTest
  @CsvSource({
    "0, no zip archive",
    "1, no zip archive",
    "60, cannot be read",
    "119, cannot be read"
  })
  void archivesThatAreCutShortSaySo(int length, String why) throws IOException {
    byte[] whole = zip("card.md", "abcdefghijklmnopqrstuvwxyz".repeat(3));
    byte[] half = Arrays.copyOf(whole, Math.min(length, whole.length / 2));
    assertThatThrownBy(() -> source("half.zip", half))
        .isInstanceOf(ModeldexException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatIsSentIsTheFolderThatOneMeans() throws IOException {
    assertThat(source("cards.zip", zip("a.md", "")).projectName()).isEqualTo("cards");
    begin(folder.resolve("second"));
    ImportSource inner = source("cards.zip", zip("zoo/a.md", "", "zoo/b.md", ""));
    assertThat(inner.projectName()).isEqualTo("zoo");
    begin(folder.resolve("third"));
    assertThat(source("my results.csv", "a".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            ImportSource.File.class,
            file -> assertThat(file.projectName()).isEqualTo("my-results"));
    begin(folder.resolve("fourth"));
    write("zoo/a/x.md", "");
    assertThat(source())
        .isInstanceOfSatisfying(
            ImportSource.Folder.class, zoo -> assertThat(zoo.projectName()).isEqualTo("zoo"));
    begin(folder.resolve("fifth"));
    assertThatThrownBy(this::source).hasMessageContaining("is missing");
  }

  @Test
  void unconfirmedUploadsAreFewAndTheOldestGoesFirst() throws IOException {
    Uploads uploads = new Uploads(folder, LONG);
    Upload first = uploads.begin(Principal.LOCAL);
    Files.createDirectories(first.folder().resolve("deep"));
    for (int i = 0; i < 3; i++) {
      uploads.begin(Principal.LOCAL);
    }
    assertThatThrownBy(() -> uploads.begin(Principal.LOCAL)).hasMessageContaining("under way");
    uploads.release(first);
    uploads.begin(Principal.LOCAL);
    assertThat(first.folder()).doesNotExist();
    assertThatThrownBy(() -> uploads.find(Principal.LOCAL, first.id()))
        .hasMessageContaining("is gone");
  }

  @Test
  void uploadsThatNobodyConfirmsGoByThemselvesButNotWhileTheyAreInUse() throws Exception {
    Uploads uploads = new Uploads(folder, Duration.ofMillis(20));
    Upload upload = uploads.begin(Principal.LOCAL);
    Files.createDirectories(upload.folder());
    Thread.sleep(100);
    assertThat(upload.folder()).exists();
    uploads.release(upload);
    while (Files.exists(upload.folder())) {
      Thread.sleep(5);
    }
    assertThatThrownBy(() -> uploads.take(Principal.LOCAL, upload.id()))
        .hasMessageContaining("gone");
  }

  @Test
  void aRestartDeletesWhatWasLeft() throws IOException {
    Files.createDirectories(folder.resolve("left/over"));
    new Uploads(folder, LONG);
    assertThat(folder.resolve("left")).doesNotExist();
  }

  private static void assertTooLarge(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
        .hasMessageContaining(why);
  }

  private void begin(Path place) throws IOException {
    sent = new UploadFolder(place, FEW);
  }

  private void write(String name, String text) throws IOException {
    try (OutputStream out = sent.create(name)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private ImportSource source(String name, byte[] content) throws IOException {
    return source(name, content, FEW);
  }

  private ImportSource source(String name, byte[] content, UploadFolder.Limits limits)
      throws IOException {
    try (OutputStream out = sent.create(name)) {
      out.write(content);
    }
    return UploadedSource.of(
        sent, sent.root().resolveSibling("un" + sent.root().getFileName()), limits);
  }

  private ImportSource source() throws IOException {
    return UploadedSource.of(sent, folder.resolve("unpacked"), FEW);
  }

  private Path kept(byte[] archive) throws IOException {
    return Files.write(Files.createTempFile(folder, "kept", ".zip"), archive);
  }

  /** An archive of names and texts in turn. */
  private static byte[] zip(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry(entries[i]));
        zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /**
   * An archive as Unix programs make it of a symbolic link: its mode says so, its text is the
   * target.
   */
  private static byte[] archiveWithALink(String name, String target) throws IOException {
    byte[] text = target.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(name);
      CRC32 crc = new CRC32();
      crc.update(text);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(text.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(text);
      zip.closeEntry();
    }
    byte[] archive = bytes.toByteArray();
    int directory = archive.length - 22 - 46 - name.length();
    archive[directory + 5] = 3; // made by Unix
    archive[directory + 41] = (byte) 0xA1; // mode 0120777, the high half of the attributes
    archive[directory + 40] = (byte) 0xFF;
    return archive;
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  private static long bytes(Path root) throws IOException {
    long bytes = 0;
    for (String file : files(root)) {
      bytes += Files.size(Path.of(file));
    }
    return bytes;
  }
}
