/** Public holidays of the countries of the world, from the library jollyday. */
@NullMarked
package org.tidings.jollyday;

import org.jspecify.annotations.NullMarked;
