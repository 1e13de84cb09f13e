package org.tidings.consent;

import java.util.Objects;

/** The ledger could not do what it was asked. The message names no personal data. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final LedgerFault fault;

    /** Reports a fault. */
    public LedgerException(LedgerFault fault, String message) {
        super(message);
        this.fault = Objects.requireNonNull(fault, "fault");
    }

    /** Reports a fault with what caused it. */
    public LedgerException(LedgerFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = Objects.requireNonNull(fault, "fault");
    }

    /** Returns what kind of fault it is. */
    public LedgerFault fault() {
        return fault;
    }
}
