package org.modeldex.ingest;

/**
 * What one import may take.
 *
 * @param files files of one source, at most
 * @param depth folders within folders, at most
 * @param textBytes size of a file that is read as a whole, at most; files that are streamed line by
 *     line and headers of binary files are not held to it
 * @param batch mutations that are handed on together, at most
 */
public record ImportLimits(int files, int depth, int textBytes, int batch) {
  public static final ImportLimits DEFAULT = new ImportLimits(500_000, 64, 32 << 20, 500);

  /** The same limits but for the number of files. */
  public ImportLimits withFiles(int most) {
    return new ImportLimits(most, depth, textBytes, batch);
  }
}
