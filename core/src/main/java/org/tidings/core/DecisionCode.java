package org.tidings.core;

/** Why a consent decision came out as it did. */
public enum DecisionCode {
    /** A yes is in force. */
    CONSENT_VALID,
    /** Permitted by a task in the public interest, nothing stands against it. */
    PUBLIC_TASK,
    /** Permitted because a law obliges the agency. */
    LEGAL_OBLIGATION,
    /** Permitted because an incident endangers the person. */
    VITAL_INTERESTS,
    /** Permitted for a contract with the person. */
    CONTRACT,
    /** Permitted by legitimate interests. */
    LEGITIMATE_INTERESTS,
    /** No yes is on record. */
    NO_CONSENT_RECORDED,
    /** The person said no. */
    CONSENT_REFUSED,
    /** The person took the yes back. */
    CONSENT_WITHDRAWN,
    /** The yes has run out. */
    CONSENT_EXPIRED,
    /** The yes does not count yet. */
    CONSENT_NOT_YET_VALID,
    /** The notice under which the yes was given was found faulty. */
    CONSENT_INVALIDATED,
    /** The yes was given by somebody who could not give it. */
    GRANT_BY_INCOMPETENT_ACTOR,
    /** There is no evidence of the yes. */
    GRANT_NOT_DEMONSTRABLE,
    /** A special category needs an explicit yes. */
    EXPLICIT_CONSENT_REQUIRED,
    /** The purpose has no condition of Art. 9(2), or no law, for a special category. */
    NO_ARTICLE_9_CONDITION,
    /** The purpose does not allow the category. */
    CATEGORY_NOT_ALLOWED_FOR_PURPOSE,
    /** The channel is not confidential enough for a category. */
    CHANNEL_NOT_CONFIDENTIAL_ENOUGH,
    /** Receipt of the message would reveal a denied category, because the rule that chose the person used it. */
    INFERENCE_LEAK,
    /** The channel is blocked for the person: STOP, or the address cannot be reached. */
    CHANNEL_BLOCKED,
    /** The purpose may not use the channel. */
    CHANNEL_NOT_ALLOWED_FOR_PURPOSE,
    /** The person objected, and the objection stands. */
    OBJECTION_UPHELD,
    /** The processing is restricted under Art. 18. */
    PROCESSING_RESTRICTED,
    /** Electronic direct marketing needs consent. */
    EPRIVACY_CONSENT_REQUIRED,
    /** Art. 6(1)(f) is not open to a public authority in its tasks. */
    BASIS_F_NOT_AVAILABLE_TO_PUBLIC_AUTHORITY,
    /** No contract is on file. */
    NO_CONTRACT,
    /** No incident is on file. */
    NO_ACTIVE_INCIDENT,
    /** The incident is not active now. */
    INCIDENT_NOT_ACTIVE,
    /** The recipient may not act for the subject. */
    RECIPIENT_NOT_AUTHORISED,
    /** A minor must be reached through a guardian. */
    MINOR_MUST_BE_REACHED_VIA_GUARDIAN,
    /** The person has died. */
    SUBJECT_DECEASED,
    /** The person's data were erased. */
    SUBJECT_ERASED,
    /** The purpose does not apply at this time. */
    PURPOSE_NOT_ACTIVE,
    /** The purpose does not apply in this jurisdiction. */
    PURPOSE_NOT_IN_JURISDICTION,
    /** The catalogue does not know the purpose, or it only groups others. */
    UNKNOWN_PURPOSE,
    /** The catalogue does not know the channel. */
    UNKNOWN_CHANNEL,
    /** The catalogue does not know a category. */
    UNKNOWN_CATEGORY,
    /** The catalogue does not know the jurisdiction. */
    UNKNOWN_JURISDICTION,
    /** The purpose states a basis that the law does not know. */
    UNKNOWN_BASIS,
    /** A record contradicts itself or cannot be understood. */
    MALFORMED_EVENT,
    /** The question has no time. */
    NO_TIME,
    /** The consent records cannot be read now. */
    STATE_UNAVAILABLE
}
