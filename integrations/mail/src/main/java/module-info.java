/**
 * Emails as they go out: MIME messages with the headers that mailbox providers ask for, and links with which people
 * unsubscribe.
 *
 * <p>Start with {@link org.tidings.mail.MailComposer}. It needs an implementation of Jakarta Mail at run time, such as Eclipse
 * Angus.
 */
module org.tidings.mail {
    requires transitive jakarta.mail;
    requires transitive org.tidings.templating;

    exports org.tidings.mail;
}
