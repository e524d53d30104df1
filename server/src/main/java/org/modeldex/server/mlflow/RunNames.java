package org.modeldex.server.mlflow;

import java.util.List;
import java.util.SplittableRandom;

/** Names for runs that nobody named: easy to tell apart and to say. */
final class RunNames {
  private static final List<String> MOODS =
      List.of(
          "able", "amber", "brave", "brisk", "calm", "clever", "crisp", "daring", "eager", "fair",
          "fleet", "gentle", "glad", "golden", "hardy", "honest", "jolly", "keen", "kind", "lively",
          "lucid", "mellow", "merry", "neat", "noble", "patient", "plain", "polite", "proud",
          "quick", "quiet", "rapid", "ready", "serene", "sharp", "silver", "smart", "sober",
          "steady", "sunny", "swift", "tidy", "upbeat", "vivid", "warm", "wise", "witty", "zesty");
  private static final List<String> ANIMALS =
      List.of(
          "ant", "bat", "bear", "bee", "bison", "cat", "crab", "crane", "crow", "deer", "dove",
          "duck", "eel", "elk", "falcon", "finch", "fox", "frog", "goat", "goose", "hare", "hawk",
          "heron", "horse", "ibis", "jay", "koi", "lark", "lynx", "mole", "moose", "moth", "newt",
          "otter", "owl", "panda", "perch", "quail", "raven", "robin", "seal", "shrew", "snail",
          "stork", "swan", "tapir", "toad", "trout", "wasp", "whale", "wren", "yak", "zebra");

  private RunNames() {}

  static String random(SplittableRandom random) {
    return MOODS.get(random.nextInt(MOODS.size()))
        + '-'
        + ANIMALS.get(random.nextInt(ANIMALS.size()))
        + '-'
        + random.nextInt(1_000);
  }
}
