@NullMarked
package org.tidings.timing.research;

import org.jspecify.annotations.NullMarked;
