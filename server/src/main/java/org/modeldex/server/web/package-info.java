/**
 * The pages for people. Every address answers a plain GET with a whole page, so all of them work
 * without scripts and the whole state of a page is in its address; scripts only save reloading.
 *
 * <p>Templates (src/main/jte) become classes of this package. A page is a class that reads the
 * request, asks the {@link org.modeldex.catalog.Catalog} and fills the one record that its template
 * takes.
 */
@NullMarked
package org.modeldex.server.web;

import org.jspecify.annotations.NullMarked;
