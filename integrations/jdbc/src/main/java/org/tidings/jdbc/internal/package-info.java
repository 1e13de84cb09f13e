/** What H2 loads by name. */
@NullMarked
package org.tidings.jdbc.internal;

import org.jspecify.annotations.NullMarked;
