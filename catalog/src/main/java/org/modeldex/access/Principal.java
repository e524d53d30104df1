package org.modeldex.access;

import java.util.EnumSet;
import java.util.Set;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * Somebody or something that acts.
 *
 * @param name kept with every change it makes
 */
public record Principal(String name, Set<Permission> permissions) {
  /** Whoever can reach the local server or the data folder. */
  public static final Principal LOCAL = new Principal("local", EnumSet.allOf(Permission.class));

  public Principal {
    permissions = Set.copyOf(permissions);
  }

  /**
   * Passes when the permission is held.
   *
   * @throws ModeldexException PERMISSION_DENIED when it is not
   */
  public void require(Permission permission) {
    if (!permissions.contains(permission)) {
      throw new ModeldexException(
          ErrorCode.PERMISSION_DENIED,
          name + " may not " + permission.name().toLowerCase(java.util.Locale.ROOT));
    }
  }
}
