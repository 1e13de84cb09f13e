/** Plural rules of further languages, from the library ICU4J. */
@NullMarked
package org.tidings.icu;

import org.jspecify.annotations.NullMarked;
