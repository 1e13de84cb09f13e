package org.tidings.mail;

import jakarta.mail.internet.MimeMultipart;

/**
 * Parts between boundaries that are always the same. No encoded part can hold one: quoted-printable has no equals sign before
 * an underscore, and base64 has no underscore.
 */
final class FixedMultipart extends MimeMultipart {
    FixedMultipart(String kind) {
        super(kind);
        contentType = "multipart/" + kind + "; boundary=\"=_tidings_" + kind + "\"";
    }
}
