/**
 * Emails as they go out. {@link org.tidings.mail.MailComposer} makes a MIME message of a rendered email;
 * {@link org.tidings.mail.UnsubscribeLinks} makes the links with which people unsubscribe, and reads them when they come
 * back.
 */
@NullMarked
package org.tidings.mail;

import org.jspecify.annotations.NullMarked;
