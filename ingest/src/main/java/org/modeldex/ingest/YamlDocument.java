package org.modeldex.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML document as a tree of {@link YamlNode}s. Nothing is constructed from tags.
 *
 * @param root what the document holds
 * @param repeatedKeys keys that occur more than once in one mapping, with the line of the
 *     repetition
 */
public record YamlDocument(YamlNode root, List<RepeatedKey> repeatedKeys) {

  /** A key whose earlier value was replaced. */
  public record RepeatedKey(String key, int line) {}

  /** Collections within collections, at most. */
  static final int MAX_DEPTH = 50;

  /**
   * Characters of a document, at most, with what an alias stands for counted each time and {@value
   * #NODE_WEIGHT} for each node.
   */
  static final long MAX_WEIGHT = 64 << 20;

  private static final int NODE_WEIGHT = 16;

  /**
   * Reads all documents of a text.
   *
   * @throws ModeldexException INVALID_ARGUMENT naming the line, when the text is no YAML, or nests
   *     too deeply, or grows too large or without end by its aliases
   */
  public static List<YamlDocument> readAll(String text) {
    try {
      Tree tree = new Tree();
      for (Event event : new Parse(settings(text)).parseString(text)) {
        tree.take(event);
      }
      return List.copyOf(tree.documents);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw malformed(line, String.valueOf(e.getProblem()));
    } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // the parser throws the latter two where an escape is cut off
      throw ModeldexException.invalid("the YAML", "cannot be read: " + e.getMessage());
    }
  }

  private static LoadSettings settings(String text) {
    return LoadSettings.builder()
        .setCodePointLimit(Integer.MAX_VALUE)
        .setAllowDuplicateKeys(true)
        // a small buffer is copied again and again while one long scalar is read
        .setBufferSize(Math.clamp(text.length(), 1 << 10, 4 << 20))
        .build();
  }

  private static ModeldexException malformed(int line, String problem) {
    return ModeldexException.invalid("the YAML", "cannot be read at line " + line + ": " + problem);
  }

  /*
   * The parser's events become nodes on a stack of open collections, without recursion. Aliases share
   * the node they stand for; since a few of them can stand for billions of nodes, each collection
   * knows what it weighs when all are written out, and the sum is limited.
   */
  private static final class Tree {
    final List<YamlDocument> documents = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Weighed> anchors = new HashMap<>();
    private final List<RepeatedKey> repeatedKeys = new ArrayList<>();
    private @Nullable YamlNode root;

    private record Weighed(YamlNode node, long weight) {}

    void take(Event event) {
      int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
      switch (event) {
        case ScalarEvent scalar -> finish(weighed(scalar, line), anchor(scalar));
        case SequenceStartEvent start -> open(new OpenSequence(line, anchor(start)), line);
        case MappingStartEvent start ->
            open(new OpenMapping(line, anchor(start), repeatedKeys), line);
        case SequenceEndEvent end -> close();
        case MappingEndEvent end -> close();
        case AliasEvent alias -> finish(target(alias, line), null);
        case DocumentEndEvent end -> endDocument();
        default -> {} // stream and document starts hold nothing
      }
    }

    private static Weighed weighed(ScalarEvent scalar, int line) {
      String text = scalar.getValue();
      return new Weighed(
          new YamlNode.Scalar(text, scalar.isPlain(), line), NODE_WEIGHT + text.length());
    }

    private static @Nullable Anchor anchor(NodeEvent event) {
      return event.getAnchor().orElse(null);
    }

    private void open(Open collection, int line) {
      if (open.size() >= MAX_DEPTH) {
        throw malformed(line, "it nests more than " + MAX_DEPTH + " levels");
      }
      open.push(collection);
    }

    private void close() {
      Open closed = open.pop();
      finish(new Weighed(closed.node(), closed.weight), closed.anchor);
    }

    private Weighed target(AliasEvent alias, int line) {
      Weighed target = anchors.get(alias.getAlias());
      if (target == null) {
        throw malformed(line, "*" + alias.getAlias() + " stands for nothing that is complete");
      }
      return target;
    }

    private void finish(Weighed finished, @Nullable Anchor anchor) {
      if (anchor != null) {
        anchors.put(anchor, finished);
      }
      Open parent = open.peek();
      if (parent == null) {
        root = finished.node;
        return;
      }
      parent.weight += finished.weight;
      if (parent.weight > MAX_WEIGHT) {
        throw malformed(finished.node.line(), "its aliases make it too large");
      }
      parent.add(finished.node);
    }

    private void endDocument() {
      if (root != null) {
        documents.add(new YamlDocument(root, List.copyOf(repeatedKeys)));
      }
      root = null;
      anchors.clear();
      repeatedKeys.clear();
    }
  }

  /** A collection whose end has not been read. */
  private abstract static sealed class Open {
    final int line;
    final @Nullable Anchor anchor;
    long weight = NODE_WEIGHT;

    Open(int line, @Nullable Anchor anchor) {
      this.line = line;
      this.anchor = anchor;
    }

    abstract void add(YamlNode node);

    abstract YamlNode node();
  }

  private static final class OpenSequence extends Open {
    private final List<YamlNode> items = new ArrayList<>();

    OpenSequence(int line, @Nullable Anchor anchor) {
      super(line, anchor);
    }

    @Override
    void add(YamlNode node) {
      items.add(node);
    }

    @Override
    YamlNode node() {
      return new YamlNode.Sequence(List.copyOf(items), line);
    }
  }

  private static final class OpenMapping extends Open {
    private final MappingFields fields;
    private @Nullable YamlNode key;

    OpenMapping(int line, @Nullable Anchor anchor, List<RepeatedKey> repeatedKeys) {
      super(line, anchor);
      fields = new MappingFields(repeatedKeys);
    }

    @Override
    void add(YamlNode node) {
      if (key == null) {
        key = node;
      } else {
        fields.put(key, node);
        key = null;
      }
    }

    @Override
    YamlNode node() {
      return new YamlNode.Mapping(fields.complete(), line);
    }
  }
}
