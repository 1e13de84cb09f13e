package org.tidings.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.tidings.campaign.PeopleBuilder;
import org.tidings.campaign.Personalization;
import org.tidings.campaign.Personalizer;
import org.tidings.campaign.Programme;
import org.tidings.campaign.ProgrammeFiles;
import org.tidings.campaign.RunOptions;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.core.Channel;
import org.tidings.core.Profile;

/** The Java code of the README, between the two marks; the test compares them and runs this. */
final class ReadmeExample {
    private ReadmeExample() {}

    static void run(Path scenario, PrintStream out) {
        // begin
        Programme programme = Programme.load(ProgrammeFiles.folder(scenario));
        Profile amira = Profile.of(
                programme.schema(),
                "amira",
                Map.of(
                        "birthDate",
                        LocalDate.of(1951, 3, 9),
                        "firstName",
                        "Amira",
                        "mobile",
                        "+15550100",
                        "preferredLanguage",
                        "es-MX"));
        ConsentEvent yes = ConsentEvent.builder(ConsentEventType.GRANT, Instant.parse("2024-05-02T10:00:00Z"))
                .purpose("health_reminder")
                .channels(Channel.SMS)
                .build();

        PeopleBuilder people = new PeopleBuilder();
        people.add(amira);
        people.addConsent("amira", yes);

        Personalization result =
                Personalizer.of(programme, RunOptions.defaults()).personalize(people.build(), 0);
        result.messages()
                .forEach(personal -> out.println(personal.message().parts().get("text")));
        // end
    }
}
