package org.tidings.examples;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tidings.campaign.People;
import org.tidings.campaign.Programme;
import org.tidings.consent.Bounce;
import org.tidings.consent.ConsentDecider;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.ConsentSignals;
import org.tidings.consent.ContactPoint;
import org.tidings.consent.DecisionRequest;
import org.tidings.consent.LedgerView;
import org.tidings.consent.Proposal;
import org.tidings.consent.Unsubscription;
import org.tidings.core.Catalogue;
import org.tidings.core.EvaluationContext;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.segmentation.Audience;
import org.tidings.segmentation.BoundRules;
import org.tidings.segmentation.Population;
import org.tidings.segmentation.Rulebook;
import org.tidings.segmentation.Segment;
import org.tidings.segmentation.Split;
import org.tidings.segmentation.SqlText;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.Rendering;
import org.tidings.templating.SamplePerson;
import org.tidings.timing.ContactWindows;

/** What the examples of the guide speak of without saying where it comes from. */
@SuppressWarnings("NullAway.Init") // never made: the examples are compiled against it
abstract class GuideNames {
    Schema schema;
    Catalogue catalogue;
    Programme programme;
    Profile profile;
    People people;
    String text;
    String schemaText;
    String json;
    String condition;
    Instant instant;
    Instant at;
    Instant now;
    InstantSource clock;
    ZoneId zone;
    Locale locale;
    EvaluationContext context;
    Rulebook rulebook;
    BoundRules rules;
    List<Segment> segments;
    Population population;
    Audience due;
    Iterable<Profile> reader;
    Audience optedOut;
    Audience reachable;
    Audience overdue;
    ConsentLedger ledger;
    ConsentDecider decider;
    ConsentSignals signals;
    ConsentHistory subjectHistory;
    ConsentHistory recipientHistory;
    DecisionRequest request;
    HolidayCalendar holidays;
    MessageTemplate template;
    List<SamplePerson> samples;
    Split split;
    Map<String, byte[]> keys;
    byte[] suppressionKey;
    byte[] secret;
    byte[] old;
    byte[] current;
    byte[] key;
    String surrogate;
    String subject;
    String reference;
    String address;
    String number;
    String messageId;
    String carrierMessageId;
    String reportId;
    String method;
    String token;
    String body;
    ContactPoint point;
    ConsentEvent wantedGrant;
    PreparedStatement statement;
    SqlText query;
    ContactWindows windows;
    Rendering.Rendered rendered;
    LocalDate lastDay;
    int place;
    int daysBeforeDeadline;
    boolean treated;
    boolean responded;
    List<Bounce> bouncesSinceTheLastDelivery;
    SentMessages sentMessages;
    MailTransport transport;
    Log log;

    abstract Proposal propose(Map<String, LedgerView> views);

    abstract void write(String personId);

    interface SentMessages {
        Optional<Unsubscription> find(String messageId);
    }

    interface MailTransport {
        void send(Object message);
    }

    interface Log {
        void warn(String message);
    }
}
