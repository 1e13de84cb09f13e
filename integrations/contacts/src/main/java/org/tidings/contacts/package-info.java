/** Telephone numbers and email addresses, checked where data come in. */
@NullMarked
package org.tidings.contacts;

import org.jspecify.annotations.NullMarked;
