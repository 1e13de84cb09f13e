package org.tidings.campaign;

/** Codes of the diagnostics of this module. The guide explains each; a code is never used again for something else. */
final class CampaignCodes {
    static final String UNREADABLE = "CMP-001";
    static final String MISSING_FILE = "CMP-002";
    static final String BAD_NAME = "CMP-003";
    static final String DUPLICATE = "CMP-004";
    static final String BAD_EXPRESSION_VALUE = "CMP-005";
    static final String EMPTY_LIST = "CMP-006";
    static final String MISSING_FIELD = "CMP-007";
    static final String NOT_TEXT = "CMP-008";
    static final String UNNAMED_RULES = "CMP-009";
    static final String UNKNOWN_PURPOSE = "CMP-010";
    static final String ABSTRACT_PURPOSE = "CMP-011";
    static final String UNKNOWN_SEGMENT = "CMP-012";
    static final String FORBIDDEN_ATTRIBUTE = "CMP-013";
    static final String CATEGORY_NOT_ALLOWED = "CMP-014";
    static final String UNKNOWN_JURISDICTION = "CMP-015";
    static final String UNKNOWN_CHANNEL = "CMP-020";
    static final String CHANNEL_WITHOUT_ADDRESS = "CMP-021";
    static final String CHANNEL_WITHOUT_WINDOW = "CMP-022";
    static final String NO_CHANNEL_LEFT = "CMP-023";
    static final String TEMPLATE_WITHOUT_CHANNEL = "CMP-024";
    static final String TEMPLATE_PURPOSE = "CMP-030";
    static final String STEPS_AND_DEADLINE = "CMP-031";
    static final String CRISIS_WITHOUT_BASIS = "CMP-032";
    static final String SEND_WITHIN = "CMP-033";
    static final String SLOTS_NOT_OPTIMISED = "CMP-034";
    static final String LIMIT_WITHOUT_COUNT = "CMP-035";
    static final String LIMIT_OF_OTHER_CHANNEL = "CMP-036";
    static final String CRISIS_OPTIMISED = "CMP-037";
    static final String SLOTS_TOO_FAR = "CMP-038";
    static final String SPACING_UNKNOWN_CAMPAIGN = "CMP-040";
    static final String SPACING_CYCLE = "CMP-041";
    static final String OTHER_PROGRAMME = "CMP-050";
    static final String NO_INSTANT = "CMP-051";
    static final String BAD_JOURNAL = "CMP-052";
    static final String FOLDER_IN_USE = "CMP-053";

    private CampaignCodes() {}
}
