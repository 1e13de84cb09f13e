@NullMarked
package org.tidings.contacts;

import org.jspecify.annotations.NullMarked;
