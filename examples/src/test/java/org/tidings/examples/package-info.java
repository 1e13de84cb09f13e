/** Runs the campaigns of this folder and compares them with a second, naive program and with what people approved. */
@NullMarked
package org.tidings.examples;

import org.jspecify.annotations.NullMarked;
