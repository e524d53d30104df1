package org.modeldex.server;

import java.util.function.Function;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.server.http.HttpMetrics;

/** Figures of the store and the index for monitoring. */
final class CatalogMetrics {
  private final Catalog catalog;

  CatalogMetrics(Catalog catalog) {
    this.catalog = catalog;
  }

  void register(HttpMetrics metrics) {
    gauge(
        metrics,
        "modeldex.store.sequence",
        "Sequence of the last change",
        status -> status.store().sequence());
    gauge(
        metrics,
        "modeldex.store.records",
        "Current records of all kinds",
        status -> status.store().counts().values().stream().mapToLong(Long::longValue).sum());
    gauge(
        metrics,
        "modeldex.store.bytes",
        "Size of the store on disk",
        status -> status.storeBytes());
    gauge(
        metrics,
        "modeldex.store.full",
        "1 while writes are refused for lack of space",
        status -> status.store().full() ? 1 : 0);
    gauge(
        metrics,
        "modeldex.index.lag",
        "Changes that searches do not reflect yet",
        status -> status.store().sequence() - status.visibleSequence());
    gauge(
        metrics,
        "modeldex.index.bytes",
        "Size of the index on disk",
        status -> status.index().sizeBytes());
  }

  private void gauge(
      HttpMetrics metrics,
      String name,
      String description,
      Function<Catalog.Status, Number> figure) {
    metrics.gauge(name, description, () -> figure.apply(catalog.status(Principal.LOCAL)));
  }
}
