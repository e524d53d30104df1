package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** What can befall a file. */
enum Damage {
  FLIPPED_BIT {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      return bytes;
    }
  },
  ZEROED_PAGE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int at = random.nextInt(bytes.length) & ~4095;
      Arrays.fill(bytes, at, Math.min(bytes.length, at + 4096), (byte) 0);
      return bytes;
    }
  },
  CUT_OFF {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
  },
  CUT_OFF_A_LITTLE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return Arrays.copyOf(bytes, Math.max(0, bytes.length - 1 - random.nextInt(200)));
    }
  };

  abstract byte[] apply(byte[] bytes, Random random);

  void befall(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 0) {
      Files.write(file, apply(bytes, random));
    }
  }
}
