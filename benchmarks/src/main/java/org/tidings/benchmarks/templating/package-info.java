/** How long it takes to render a message. */
@NullMarked
package org.tidings.benchmarks.templating;

import org.jspecify.annotations.NullMarked;
