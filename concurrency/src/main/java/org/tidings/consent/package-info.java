/** Interleavings of the lock-free parts of the consent module, searched by jcstress. */
@NullMarked
package org.tidings.consent;

import org.jspecify.annotations.NullMarked;
