/**
 * What people have said about being contacted, and the decision that follows from it.
 *
 * <p>A {@link org.tidings.consent.ConsentEvent} is one act of a person, a guardian or the agency. A
 * {@link org.tidings.consent.ConsentHistory} holds the events of one person. A
 * {@link org.tidings.consent.ConsentDecider} answers a {@link org.tidings.consent.DecisionRequest} from the histories of
 * the subject and the recipient, with a {@link org.tidings.core.ConsentDecision} that carries its own trace. Whether one
 * may write to somebody is asked of the recipient's events; whether a category of data may be used, of the subject's.
 *
 * <p>A {@link org.tidings.consent.ConsentLedger} records events so that nobody can change them unseen, and a
 * {@link org.tidings.consent.Handover} sends messages so that none leaves after a withdrawal was acknowledged.
 *
 * <p>In comes what people and carriers answer: {@link org.tidings.consent.UnsubscribePage},
 * {@link org.tidings.consent.ConsentSignals}, {@link org.tidings.consent.DoubleOptIn},
 * {@link org.tidings.consent.ConsentImport} and {@link org.tidings.consent.FhirConsentReader}. Out goes proof:
 * {@link org.tidings.consent.StoredDecision}, {@link org.tidings.consent.ConsentReceipt} and
 * {@link org.tidings.consent.SubjectAccess}. A {@link org.tidings.consent.DecisionCache} keeps decisions as long as they
 * are right; a {@link org.tidings.consent.ConsentPrefilter} sorts whole populations.
 */
@NullMarked
package org.tidings.consent;

import org.jspecify.annotations.NullMarked;
