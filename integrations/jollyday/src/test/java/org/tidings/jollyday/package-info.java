@NullMarked
package org.tidings.jollyday;

import org.jspecify.annotations.NullMarked;
