@NullMarked
package org.tidings.icu;

import org.jspecify.annotations.NullMarked;
