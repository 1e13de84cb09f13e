@NullMarked
package org.tidings.mail;

import org.jspecify.annotations.NullMarked;
