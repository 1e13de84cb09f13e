/** Rules over the classes of all modules; the reasons are in the rules. */
@NullMarked
package org.tidings.architecture;

import org.jspecify.annotations.NullMarked;
