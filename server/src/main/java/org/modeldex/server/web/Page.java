package org.modeldex.server.web;

/**
 * What every page shows around its content.
 *
 * @param title of the window
 * @param query what stands in the search box
 */
record Page(String title, Section section, String query, Assets assets) {

  /** A page whose search box is empty. */
  static Page of(String title, Section section, Assets assets) {
    return new Page(title + " · Modeldex", section, "", assets);
  }

  /** Where one is; the ones with a name are in the navigation. */
  enum Section {
    SEARCH("/", "Search"),
    CHOOSE("/choose", "Choose"),
    COMPARE("/compare", "Compare"),
    TASKS("/tasks", "Tasks"),
    METRICS("/dictionary", "Metrics"),
    IMPORT("/import", "Import"),
    STATUS("/status", "Status"),
    RECORD("", ""),
    NONE("", "");

    private final String href;
    private final String label;

    Section(String href, String label) {
      this.href = href;
      this.label = label;
    }

    String href() {
      return href;
    }

    String label() {
      return label;
    }

    boolean isInNavigation() {
      return !label.isEmpty();
    }
  }
}
