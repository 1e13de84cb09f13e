package org.tidings.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tidings.consent.ActorRole;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.Guardianship;
import org.tidings.core.Attribute;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;

/** The targets of each kind of file. The order of the lists is the order of the constants. */
final class Targets {
    /** Stands for every purpose or channel. */
    static final String ALL = "all";

    static final int TYPE = 0;
    static final int AT = 1;
    static final int PURPOSE = 2;
    static final int CHANNEL = 3;
    static final int VALID_FROM = 4;
    static final int VALID_UNTIL = 5;
    static final int RECORDED_AT = 6;
    static final int REFERENCE = 7;
    static final int CATEGORIES = 8;
    static final int EXPLICIT = 9;
    static final int ACTOR_ROLE = 10;
    static final int ACTOR = 11;
    static final int JURISDICTION = 12;
    static final int NOTICE = 13;
    static final int NOTICE_VERSION = 14;
    static final int EVIDENCE = 15;
    static final int REFERS_TO = 16;
    static final int IDEMPOTENCY_KEY = 17;

    static final int GUARDIAN = 0;
    static final int PRIORITY = 1;
    static final int KIND = 2;
    static final int FROM = 3;
    static final int UNTIL = 4;
    static final int PURPOSES = 5;
    static final int NO_CONTACT = 6;

    static final int COUNTRY = 0;
    static final int SUBDIVISION = 1;
    static final int DATE = 2;
    static final int HOLIDAY_NAME = 3;

    private Targets() {}

    /** Returns the stored attributes, in slot order. */
    static List<Target> ofPeople(Schema schema) {
        List<Target> targets = new ArrayList<>();
        for (Attribute attribute : schema.attributes()) {
            Target target = Target.optional(attribute.name(), attribute.type());
            targets.add(attribute.required() ? target.neededIfMapped() : target);
        }
        return targets;
    }

    /** Returns the fields of a stream, in column order. */
    static List<Target> ofEvents(EventStream stream) {
        List<Target> targets = new ArrayList<>();
        for (EventField field : stream.fields()) {
            boolean needed = field.required() || field.column() == stream.timeColumn();
            targets.add(
                    needed ? Target.needed(field.name(), field.type()) : Target.optional(field.name(), field.type()));
        }
        return targets;
    }

    static List<Target> ofConsents(Catalogue catalogue) {
        Set<String> purposes = new TreeSet<>();
        for (String id : catalogue.purposeIds()) {
            // An event may speak about everything below a branch of the purpose tree.
            for (int dot = id.indexOf('.'); dot >= 0; dot = id.indexOf('.', dot + 1)) {
                purposes.add(id.substring(0, dot));
            }
            purposes.add(id);
        }
        purposes.add(ALL);
        List<String> channels = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            if (catalogue.channel(channel).isPresent()) {
                channels.add(channel.id());
            }
        }
        channels.add(ALL);
        return List.of(
                Target.needed("type", ValueType.TEXT).of(terms(ConsentEventType.values())),
                Target.needed("at", ValueType.INSTANT),
                Target.optional("purpose", ValueType.TEXT).of(purposes).neededIfMapped(),
                Target.optional("channel", ValueType.TEXT).of(channels).neededIfMapped(),
                Target.optional("validFrom", ValueType.INSTANT),
                Target.optional("validUntil", ValueType.INSTANT),
                Target.optional("recordedAt", ValueType.INSTANT),
                Target.optional("reference", ValueType.TEXT),
                Target.optional("categories", ValueType.TEXT_SET),
                Target.optional("explicit", ValueType.BOOL),
                Target.optional("actorRole", ValueType.TEXT).of(terms(ActorRole.values())),
                Target.optional("actor", ValueType.TEXT),
                Target.optional("jurisdiction", ValueType.TEXT).of(catalogue.jurisdictionIds()),
                Target.optional("notice", ValueType.TEXT),
                Target.optional("noticeVersion", ValueType.TEXT),
                Target.optional("evidence", ValueType.TEXT),
                Target.optional("refersTo", ValueType.TEXT),
                Target.optional("idempotencyKey", ValueType.TEXT));
    }

    static List<Target> ofGuardians() {
        return List.of(
                Target.needed("guardian", ValueType.TEXT),
                Target.optional("priority", ValueType.INTEGER),
                Target.optional("kind", ValueType.TEXT).of(terms(Guardianship.Kind.values())),
                Target.optional("from", ValueType.INSTANT),
                Target.optional("until", ValueType.INSTANT),
                Target.optional("purposes", ValueType.TEXT_SET),
                Target.optional("noContact", ValueType.BOOL));
    }

    static List<Target> ofHolidays() {
        return List.of(
                Target.needed("country", ValueType.TEXT),
                Target.optional("subdivision", ValueType.TEXT),
                Target.needed("date", ValueType.DATE),
                Target.optional("name", ValueType.TEXT));
    }

    /** Returns the constant that a term stands for; the term is one of {@link #terms}. */
    static <E extends Enum<E>> E constant(Class<E> type, String term) {
        return Enum.valueOf(type, term.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<String> terms(Enum<?>[] constants) {
        return Stream.of(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
