/**
 * Telephone numbers and email addresses, as people write them and as a carrier takes them.
 *
 * <p>Start with {@link org.tidings.contacts.PhoneNumbers} and {@link org.tidings.contacts.EmailAddresses}.
 */
module org.tidings.contacts {
    requires transitive org.jspecify;
    requires org.tidings.core;
    requires com.google.i18n.phonenumbers.libphonenumber;

    exports org.tidings.contacts;
}
