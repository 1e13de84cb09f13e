package org.tidings.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonText;

/** Checks of fields that programme and campaign files have in common. */
final class FieldChecks {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}_.-]{0,99}");

    private FieldChecks() {}

    /** Reports a name that could not stand in an export; an absent one is left to the reader of the field. */
    static void name(JsonFields fields, String field, String name) {
        if (fields.has(field) && !NAME.matcher(name).matches()) {
            fields.error(
                    field,
                    CampaignCodes.BAD_NAME,
                    "'" + name + "' cannot be a name",
                    Optional.of(
                            "a name has 1 to 100 letters, digits, '_', '.' or '-', and begins with a letter or digit"));
        }
    }

    /** Reports a field that must be given and is not. */
    static void present(JsonFields fields, String field, String expected) {
        fields.require(field, expected, CampaignCodes.MISSING_FIELD);
    }

    /** Returns the texts of a list with their places; other items are reported. */
    static List<JsonText> texts(JsonFields fields, String field) {
        List<JsonText> result = new ArrayList<>();
        for (JsonValue item : fields.list(field)) {
            if (item instanceof JsonText text) {
                result.add(text);
            } else {
                fields.diagnostics()
                        .error(
                                fields.source(),
                                item.span(),
                                CampaignCodes.NOT_TEXT,
                                "'" + field + "' holds " + item.kind() + "; a text was expected");
            }
        }
        return result;
    }

    /**
     * Reads a duration.
     *
     * @throws RuntimeException if the text is not one, or not a positive one
     */
    static Duration positiveDuration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("not positive");
        }
        return duration;
    }
}
