package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A disk of its own, in memory, that is quickly full. Making one needs root. */
record SmallDisk(Path folder) implements AutoCloseable {

  /** Mounts a disk, or skips the test where that is not allowed. */
  static SmallDisk mount(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    int result =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    Assumptions.assumeTrue(
        result == 0, "a test of full disks must be root to mount a tmpfs; mount gave " + result);
    return new SmallDisk(folder);
  }

  /** A file that takes space until it is deleted. */
  Path ballast(int megabytes) throws IOException {
    return Files.write(folder.resolve("ballast"), new byte[megabytes << 20]);
  }

  @Override
  public void close() throws IOException {
    if (run("umount", folder.toString()) != 0) {
      throw new IOException("cannot unmount " + folder);
    }
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException("interrupted while running " + command[0], e);
    }
  }
}
