package org.tidings.core;

import java.time.Instant;
import java.time.Period;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What personal data are processed for, with the legal terms of it.
 *
 * @param id name in the purpose tree, dots between levels
 * @param isAbstract whether it only groups others and can never be asked for itself
 * @param description what a person is told
 * @param terms basis and contact rule per channel; a channel without an entry may not be used
 * @param controllerType who decides about the processing
 * @param jurisdictions where it applies; empty means everywhere
 * @param validFrom first instant at which it applies
 * @param validUntil instant from which it no longer applies
 * @param categoriesAllowed categories, with what they cover, that a message or rule may use
 * @param impliedCategories categories that mere receipt of a message reveals
 * @param art9 condition under which special categories may be used
 * @param art9Law the law that goes with the condition, by jurisdiction; {@code *} for all
 * @param mustSend whether the notice is mandatory: it is rerouted or reported, never dropped silently
 * @param fallbackChannel channel for a mandatory notice that cannot use another
 * @param restrictionExempt whether it goes on under an Art. 18 restriction
 * @param directMarketing whether it is direct marketing (absolute right to object)
 * @param confidentialFromAge age from which guardians are not told
 * @param ownConsentFromAge age from which a minor's own consent counts, instead of the jurisdiction's
 * @param maxConsentAge how long a yes counts at most
 * @param contractType contract that must exist where the basis is a contract
 */
public record Purpose(
        String id,
        boolean isAbstract,
        String description,
        Map<Channel, ChannelTerms> terms,
        ControllerType controllerType,
        Set<String> jurisdictions,
        Optional<Instant> validFrom,
        Optional<Instant> validUntil,
        Set<String> categoriesAllowed,
        Set<String> impliedCategories,
        Optional<Art9Condition> art9,
        Map<String, String> art9Law,
        boolean mustSend,
        Optional<Channel> fallbackChannel,
        boolean restrictionExempt,
        boolean directMarketing,
        OptionalInt confidentialFromAge,
        OptionalInt ownConsentFromAge,
        Optional<Period> maxConsentAge,
        Optional<String> contractType) {

    /** Copies the collections. */
    public Purpose {
        Objects.requireNonNull(id, "id");
        terms = terms.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(terms));
        jurisdictions = Set.copyOf(jurisdictions);
        categoriesAllowed = Set.copyOf(categoriesAllowed);
        impliedCategories = Set.copyOf(impliedCategories);
        art9Law = Map.copyOf(art9Law);
    }

    /** Returns whether the purpose may use a category: it, or an ancestor of it, is allowed. */
    public boolean allows(String category) {
        for (String allowed : categoriesAllowed) {
            if (DataCategory.covers(allowed, category)) {
                return true;
            }
        }
        return false;
    }
}
