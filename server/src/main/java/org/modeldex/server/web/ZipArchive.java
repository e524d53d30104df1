package org.modeldex.server.web;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * Unpacks zip archives from outside. They are read from the front to the back, never by their table
 * of contents, so that entries cannot overlap; links in them become files with the link's text.
 */
final class ZipArchive {
  private ZipArchive() {}

  /** Whether a file is to be unpacked. */
  static boolean isNamedSo(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * Unpacks the files of an archive.
   *
   * @throws ModeldexException INVALID_ARGUMENT for what is no readable archive with files in it,
   *     and what {@link UploadFolder#create} throws
   */
  static void unpack(Path archive, UploadFolder target) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          try (OutputStream out = target.create(entry.getName())) {
            zip.transferTo(out);
          }
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new ModeldexException(
          ErrorCode.INVALID_ARGUMENT, "the zip archive cannot be read: " + e.getMessage(), e);
    }
    if (target.files() == 0) {
      throw new ModeldexException(
          ErrorCode.INVALID_ARGUMENT, "this is no zip archive, or there is no file in it");
    }
  }
}
