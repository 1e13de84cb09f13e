@NullMarked
package org.tidings.cli;

import org.jspecify.annotations.NullMarked;
