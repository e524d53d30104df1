package org.modeldex.ingest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.record.ModeldexException;

/**
 * What Git keeps in place of a large file: a short text with the digest and the size of the file
 * itself (<a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">Git LFS</a>).
 *
 * @param digest as {@code sha256:} and hexadecimal digits
 * @param size in bytes
 */
public record LargeFilePointer(String digest, long size) {
  private static final int MAX_SIZE = 1024;
  private static final String BEGIN = "version https://git-lfs.github.com/spec/v1\n";
  private static final Pattern DIGEST = Pattern.compile("(?m)^oid (sha256:[0-9a-f]{64})$");
  private static final Pattern SIZE = Pattern.compile("(?m)^size (\\d{1,18})$");

  /**
   * The pointer that a file is; empty for any other file.
   *
   * @throws ModeldexException INVALID_ARGUMENT when the file cannot be read
   */
  public static Optional<LargeFilePointer> find(SourceFile file) {
    if (file.size() >= MAX_SIZE) {
      return Optional.empty();
    }
    String text = file.headText();
    Matcher digest = DIGEST.matcher(text);
    Matcher size = SIZE.matcher(text);
    return text.startsWith(BEGIN) && digest.find() && size.find()
        ? Optional.of(
            new LargeFilePointer(
                String.valueOf(digest.group(1)), Long.parseLong(String.valueOf(size.group(1)))))
        : Optional.empty();
  }
}
