package org.tidings.consent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Art9Condition;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ChannelDefinition;
import org.tidings.core.ChannelTerms;
import org.tidings.core.ContactRule;
import org.tidings.core.ControllerType;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionStep;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Obligation;
import org.tidings.core.Purpose;

/** What the catalogue says about one purpose, looked up once. */
final class PurposeTerms {
    private final Purpose purpose;
    private final Map<Channel, OnChannel> channels = new EnumMap<>(Channel.class);
    private final Map<String, OfCategory> categories = new HashMap<>();
    private final List<CategoryUse> implied = new ArrayList<>();

    private PurposeTerms(Purpose purpose) {
        this.purpose = purpose;
    }

    static PurposeTerms of(Purpose purpose, Catalogue catalogue) {
        PurposeTerms result = new PurposeTerms(purpose);
        for (Channel channel : Channel.values()) {
            ChannelTerms terms = purpose.terms().get(channel);
            Optional<ChannelDefinition> definition = catalogue.channel(channel);
            if (terms != null && definition.isPresent()) {
                result.channels.put(channel, new OnChannel(purpose, terms, definition.get()));
            }
        }
        for (String id : catalogue.categoryIds()) {
            result.categories.put(
                    id,
                    new OfCategory(
                            purpose.allows(id),
                            catalogue.isSpecial(id),
                            catalogue.minConfidentiality(id),
                            new DecisionStep(
                                    "category",
                                    "'" + id + "' is special; a condition of Art. 9(2) covers it",
                                    List.of())));
        }
        for (String id : purpose.impliedCategories()) {
            result.implied.add(new CategoryUse(id, CategoryUse.Via.REQUIRED));
        }
        return result;
    }

    Purpose purpose() {
        return purpose;
    }

    /** Returns the terms of a channel, or nothing where the purpose may not use it. */
    Optional<OnChannel> channel(Channel channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    /** Returns the terms of a category, or nothing where the catalogue does not know it. */
    Optional<OfCategory> category(String id) {
        return Optional.ofNullable(categories.get(id));
    }

    /** Returns the categories that mere receipt reveals. */
    List<CategoryUse> implied() {
        return implied;
    }

    /**
     * Returns whether special categories may be used without consent: the purpose has a condition of Art. 9(2) that
     * stands on the given basis and, where the condition asks for it, a law of the jurisdiction.
     */
    boolean hasArt9Ground(LawfulBasis basis, Optional<String> jurisdiction) {
        if (purpose.art9().isEmpty()) {
            return false;
        }
        Art9Condition condition = purpose.art9().get();
        if (condition == Art9Condition.A) {
            return false;
        }
        if (condition == Art9Condition.C) {
            return basis == LawfulBasis.VITAL_INTERESTS;
        }
        if (!condition.needsLaw()) {
            return true;
        }
        return purpose.art9Law().containsKey("*")
                || (jurisdiction.isPresent() && purpose.art9Law().containsKey(jurisdiction.get()));
    }

    /** Returns whether an act ends objections: the person's own, or the agency's where it may weigh them. */
    boolean isEndOfObjection(Act act) {
        return act.type() == ConsentEventType.OBJECTION_LIFTED
                || (act.type() == ConsentEventType.OBJECTION_REJECTED && !purpose.directMarketing());
    }

    /** Returns whether explicit consent is the condition of Art. 9(2) that the purpose rests on. */
    boolean restsOnExplicitConsent(LawfulBasis basis) {
        return basis == LawfulBasis.CONSENT
                || purpose.art9().filter(Art9Condition.A::equals).isPresent();
    }

    /**
     * What a category means to a purpose.
     *
     * @param allowed whether the purpose may use it
     * @param special whether Art. 9 applies
     * @param minConfidentiality lowest confidentiality of a channel that may show it
     * @param coveredByArt9 step that says that special data may be used without consent
     */
    record OfCategory(boolean allowed, boolean special, int minConfidentiality, DecisionStep coveredByArt9) {}

    /** The terms of a purpose on one channel. */
    static final class OnChannel {
        private final LawfulBasis basis;
        private final ContactRule rule;
        private final int confidentiality;
        private final boolean needsMarketingConsent;
        private final boolean hasBasis;
        private final Set<Obligation> obligations;
        private final DecisionStep permitted;

        private OnChannel(Purpose purpose, ChannelTerms terms, ChannelDefinition definition) {
            this.basis = terms.basis();
            // Consent that nobody gave is no consent, whatever the catalogue asks for.
            this.rule = basis == LawfulBasis.CONSENT ? ContactRule.OPT_IN : terms.contactRule();
            this.confidentiality = definition.confidentiality();
            this.needsMarketingConsent =
                    purpose.directMarketing() && definition.electronic() && basis != LawfulBasis.CONSENT;
            this.hasBasis = basis != LawfulBasis.LEGITIMATE_INTERESTS
                    || purpose.controllerType() != ControllerType.PUBLIC_AUTHORITY;
            this.obligations = obligations(purpose, basis);
            this.permitted = new DecisionStep(
                    "purpose",
                    "'" + purpose.id() + "' applies and may use "
                            + definition.channel().id() + " on the basis of "
                            + basis.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    List.of());
        }

        private static Set<Obligation> obligations(Purpose purpose, LawfulBasis basis) {
            Set<Obligation> result = EnumSet.noneOf(Obligation.class);
            if (purpose.mustSend()) {
                result.add(Obligation.MUST_SEND);
            }
            if (basis == LawfulBasis.CONSENT || purpose.directMarketing()) {
                result.add(Obligation.INCLUDE_WITHDRAWAL_LINK);
            }
            if (isOpenToObjection(basis)) {
                result.add(Obligation.INCLUDE_OBJECTION_NOTICE);
            }
            return Set.copyOf(result);
        }

        LawfulBasis basis() {
            return basis;
        }

        ContactRule rule() {
            return rule;
        }

        int confidentiality() {
            return confidentiality;
        }

        /** Returns whether the rules on electronic direct marketing ask for a consent that the purpose does not. */
        boolean needsMarketingConsent() {
            return needsMarketingConsent;
        }

        /** Returns whether the basis is open to the controller. */
        boolean hasBasis() {
            return hasBasis;
        }

        /** Returns whether a person may object: the basis is a public task or legitimate interests. */
        boolean isOpenToObjection() {
            return isOpenToObjection(basis);
        }

        private static boolean isOpenToObjection(LawfulBasis basis) {
            return basis == LawfulBasis.PUBLIC_TASK || basis == LawfulBasis.LEGITIMATE_INTERESTS;
        }

        Set<Obligation> obligations() {
            return obligations;
        }

        /** Returns the step that says that purpose and channel are right. */
        DecisionStep permitted() {
            return permitted;
        }

        /** Returns the code of a permission. */
        DecisionCode code() {
            return switch (basis) {
                case CONSENT -> DecisionCode.CONSENT_VALID;
                case CONTRACT -> DecisionCode.CONTRACT;
                case LEGAL_OBLIGATION -> DecisionCode.LEGAL_OBLIGATION;
                case VITAL_INTERESTS -> DecisionCode.VITAL_INTERESTS;
                case PUBLIC_TASK -> DecisionCode.PUBLIC_TASK;
                case LEGITIMATE_INTERESTS -> DecisionCode.LEGITIMATE_INTERESTS;
            };
        }
    }
}
