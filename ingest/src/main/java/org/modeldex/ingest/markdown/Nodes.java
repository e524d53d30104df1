package org.modeldex.ingest.markdown;

import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** The order of a page's nodes. */
final class Nodes {
  private Nodes() {}

  /**
   * The node that follows in the order of the text; null behind the last one below {@code root}.
   *
   * @param inside whether the children of {@code node} come next
   */
  static @Nullable Node next(Node node, boolean inside, Node root) {
    if (inside && node.getFirstChild() != null) {
      return node.getFirstChild();
    }
    Node at = node;
    while (at != null && !at.equals(root)) {
      if (at.getNext() != null) {
        return at.getNext();
      }
      at = at.getParent();
    }
    return null;
  }
}
