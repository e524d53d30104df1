package org.modeldex.vocabulary;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Licences that are named by the address of their text: {@code
 * https://creativecommons.org/licenses/by/4.0/} is {@code cc-by-4-0}, {@code
 * https://choosealicense.com/licenses/mit/} is {@code mit}. Addresses and names are in the form of
 * {@link Words#fold}.
 */
final class LicenseAddress {
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile(
          "https?-(?:www-)?creativecommons-org-(?:licenses-(.+?)|publicdomain-(zero-1-0))"
              + "(?:-legalcode|-deed)?(?:-[a-z]{2})?");

  private static final Pattern APACHE =
      Pattern.compile("https?-(?:www-)?apache-org-licenses-license-(\\d-\\d)(?:-txt|-html)?");

  private static final Pattern LIST =
      Pattern.compile("https?-.*?-(?:licenses?|licences?)-(.+?)(?:-html|-txt)?");

  private LicenseAddress() {}

  /** The name in an address; anything else as it is. */
  static String name(String folded) {
    Matcher commons = CREATIVE_COMMONS.matcher(folded);
    if (commons.matches()) {
      return commons.group(1) == null ? "cc0-1-0" : "cc-" + commons.group(1);
    }
    Matcher apache = APACHE.matcher(folded);
    if (apache.matches()) {
      return "apache-" + apache.group(1);
    }
    Matcher list = LIST.matcher(folded);
    return list.matches() ? String.valueOf(list.group(1)) : folded;
  }
}
