@NullMarked
package org.tidings.files;

import org.jspecify.annotations.NullMarked;
