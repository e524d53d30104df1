package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modeldex.server.testing.TestNode;

/** A run that logged curves of 5,000 steps, with one spike at step 3,210. */
final class SampleRun {
  static final int STEPS = 5_000;
  static final int SPIKE = 3_210;

  private static final String PATH = "/records/run/vision/finetune-7";

  private SampleRun() {}

  /** The address of its page; logging it again changes nothing. */
  static String logged(TestNode server) {
    String run = "{\"description\":\"Fine-tuning of a detector.\"}";
    if (server.put(PATH, run).status() == 201) {
      String series =
          String.join(
              ",",
              series("train/loss", 1, i -> 2.5 * Math.exp(-i / 900.0) + (i == SPIKE ? 3 : 0.2)),
              series("val/loss", 100, i -> 2.6 * Math.exp(-i / 1000.0) + 0.3),
              series("val/box_ap", 100, i -> 0.42 * (1 - Math.exp(-i / 1500.0))),
              series("lr", 10, i -> 0.005 * (1 + Math.cos(Math.PI * i / STEPS))));
      assertThat(server.post(PATH + "/series", '[' + series + ']').status()).isLessThan(300);
    }
    return PATH;
  }

  private static String series(String metric, int every, IntToDoubleFunction value) {
    String points =
        IntStream.range(0, STEPS)
            .filter(step -> step % every == 0)
            .mapToObj(step ->
                String.format(
                    Locale.ROOT,
                    "{\"step\":%d,\"at\":\"%s\",\"value\":%s}",
                    step,
                    Instant.ofEpochSecond(step),
                    value.applyAsDouble(step)))
            .collect(Collectors.joining(","));
    return "{\"metric\":\"" + metric + "\",\"points\":[" + points + "]}";
  }
}
