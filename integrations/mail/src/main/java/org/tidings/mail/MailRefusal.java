package org.tidings.mail;

/** Why no email was made. */
public enum MailRefusal {
    /** The address of the reader is no single address that every mail server takes. */
    RECIPIENT_ADDRESS,
    /** The subject holds a line break, a NUL or another control character. */
    HEADER_BREAK,
    /** The address to unsubscribe is none with https, or has characters that no address has. */
    UNSUBSCRIBE_ADDRESS,
    /** What was rendered is no email: it has no subject or no text. */
    NO_EMAIL
}
