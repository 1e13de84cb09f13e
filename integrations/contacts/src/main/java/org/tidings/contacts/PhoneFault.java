package org.tidings.contacts;

/** Why a text is no telephone number that can be used. */
public enum PhoneFault {
    /** It has other characters than digits, blanks, plus, dashes and round brackets. */
    UNSUPPORTED_CHARACTER,
    /** No number of its country is so long. */
    TOO_LONG,
    /** No number of its country is so short. */
    TOO_SHORT,
    /** No country has such a number. */
    INVALID,
    /** It belongs to another country, and only those of one's own are asked for. */
    FOREIGN,
    /** It belongs to a service that callers pay for, and to nobody whom one could write to. */
    SERVICE,
    /** No text message reaches it. */
    NOT_MOBILE
}
