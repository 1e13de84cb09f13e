/**
 * What every store of the ledger must do. A store's tests extend {@link org.tidings.consent.contract.LedgerContract} and
 * {@link org.tidings.consent.contract.ScheduleContract}.
 */
@NullMarked
package org.tidings.consent.contract;

import org.jspecify.annotations.NullMarked;
