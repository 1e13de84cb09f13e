package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;

class PersonTimesTest {
    private static final PersonTimeModel MODEL = PersonTimeModel.of(TimeProfiles.defaults());
    private static final int NINE = 18_000 * 24 + 9;

    private record Event(String person, Channel channel, int hour) {}

    private static final Gen<List<Event>> EVENTS = source ->
            source.list(s -> new Event(s.text(3), s.pick(Channel.class), s.intBetween(400_000, 410_000)), 0, 30);

    @Test
    void record_twoChannels_keepsOneRowEachAndOneOverAll() {
        PersonTimes times = PersonTimes.withSeed(1);

        times.record("ann", Channel.EMAIL, NINE, false);
        times.record("ann", Channel.SMS, NINE + 24, false);

        List<String> rows = new ArrayList<>();
        times.forEach((person, channel, bytes) ->
                rows.add(person + " " + channel.map(Channel::id).orElse("all")));
        assertThat(rows).containsExactly("ann all", "ann email", "ann sms");
        assertThat(times.events("ann")).isEqualTo(2, within(0.2));
    }

    @Test
    void density_stranger_isThePopulations() {
        TimeDensity population = new TimeDensity();
        TimeDensity density = new TimeDensity();
        TimeProfiles.defaults().density(population);

        PersonTimes.withSeed(1).density(MODEL, "nobody", Channel.SMS, new TimeDensity(), density);

        assertThat(density.cell(9)).isEqualTo(population.cell(9));
        assertThat(PersonTimes.withSeed(1).events("nobody")).isZero();
    }

    @Test
    void density_otherChannel_isThePersonsOverAll() {
        PersonTimes times = PersonTimes.withSeed(1);
        for (int day = 0; day < 30; day++) {
            times.record("ann", Channel.EMAIL, NINE + 24 * day, false);
        }
        TimeDensity overall = new TimeDensity();
        TimeDensity email = new TimeDensity();
        TimeDensity sms = new TimeDensity();

        times.density(MODEL, "ann", Channel.EMAIL, overall, email);
        times.density(MODEL, "ann", Channel.SMS, new TimeDensity(), sms);

        assertThat(sms.cell(9)).isEqualTo(overall.cell(9));
        assertThat(email.cell(9)).isGreaterThan(sms.cell(9));
    }

    @Test
    void erase_person_leavesNoTraceAndReusesTheRows() {
        PersonTimes times = PersonTimes.withSeed(1);
        times.record("ann", Channel.EMAIL, NINE, false);
        times.record("bob", Channel.EMAIL, NINE, false);
        long before = times.stateBytes();

        assertThat(times.erase("ann")).isTrue();
        assertThat(times.erase("ann")).isFalse();

        assertThat(times.people()).isEqualTo(1);
        assertThat(times.events("ann")).isZero();
        List<String> people = new ArrayList<>();
        times.forEach((person, channel, bytes) -> people.add(person));
        assertThat(people).containsOnly("bob");
        for (int i = 0; i < 8_000; i++) {
            times.record("one after the other", Channel.SMS, NINE, false);
            times.erase("one after the other");
        }
        assertThat(times.stateBytes()).isEqualTo(before);
    }

    @Test
    void file_anyTimes_areReadAsTheyWereWritten() {
        Property.forAll(EVENTS).check(events -> {
            PersonTimes times = PersonTimes.withSeed(3);
            events.forEach(event -> times.record(event.person, event.channel, event.hour, false));

            byte[] file = written(times);

            assertThat(written(PersonTimes.read(new ByteArrayInputStream(file), "times")))
                    .isEqualTo(file);
        });
    }

    @Test
    void file_anyByteChangedOrCutOff_isRefused() throws IOException {
        PersonTimes times = PersonTimes.withSeed(3);
        times.record("ann", Channel.EMAIL, NINE, false);
        times.record("bob", Channel.SMS, NINE, true);
        byte[] file = written(times);

        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 0x41;
            byte[] cut = Arrays.copyOf(file, at);
            assertThatThrownBy(() -> PersonTimes.read(new ByteArrayInputStream(changed), "times"))
                    .as("byte %s", at)
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> PersonTimes.read(new ByteArrayInputStream(cut), "times"))
                    .as("length %s", at)
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void file_thatGoesOnBehindItsEnd_isRefused() throws IOException {
        byte[] file = written(PersonTimes.withSeed(3));
        byte[] twice = Arrays.copyOf(file, 2 * file.length);
        System.arraycopy(file, 0, twice, file.length, file.length);

        assertThatThrownBy(() -> PersonTimes.read(new ByteArrayInputStream(twice), "times"))
                .hasMessageStartingWith("TIM-018 at times: ");
    }

    @Test
    void record_idThatIsTooLong_changesNothing() {
        PersonTimes times = PersonTimes.withSeed(3);
        String id = "é".repeat(PersonTimes.MAX_ID_BYTES / 2);
        times.record(id, Channel.EMAIL, NINE, false);

        assertThatThrownBy(() -> times.record(id + "x", Channel.EMAIL, NINE, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an id is longer than 1000 bytes");

        assertThat(times.people()).isEqualTo(1);
    }

    @Test
    void file_ofAnotherKindOrVersion_saysSo() throws IOException {
        byte[] version = written(PersonTimes.withSeed(3));
        version[11] = 2;

        assertThatThrownBy(() -> PersonTimes.read(new ByteArrayInputStream(new byte[100]), "times.bin"))
                .hasMessageStartingWith("TIM-016 at times.bin: The file does not hold people's times");
        assertThatThrownBy(() -> PersonTimes.read(new ByteArrayInputStream(version), "times.bin"))
                .hasMessage("TIM-017 at times.bin: The file has version 2; version 1 was expected");
    }

    @Test
    void restore_bytesThatAreNoRow_changesNothing() {
        PersonTimes times = PersonTimes.withSeed(3);

        assertThatThrownBy(() -> times.restore("ann", Optional.empty(), new byte[3]))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(times.people()).isZero();
    }

    @Test
    void responseRate_fewSends_isNearTheSegments() {
        assertThat(new ResponseRate(0, 0).given(0.1)).isEqualTo(0.1);
        assertThat(new ResponseRate(20, 10).given(0.1)).isEqualTo(0.3);
        assertThat(new ResponseRate(1_000, 900).given(0.1)).isEqualTo(902.0 / 1_020);
        assertThatThrownBy(() -> new ResponseRate(2, 3)).hasMessage("3.0 responses to 2.0 sends");
        assertThatThrownBy(() -> new ResponseRate(2, 1).given(1.5)).hasMessage("a rate of 1.5 is not between 0 and 1");
    }

    @Test
    void responseRate_inSlot_growsWithTheWorthOfTheSlot() {
        TimeDensity evenly = new TimeDensity();
        TimeDensity population = new TimeDensity();
        TimeProfiles.defaults().density(population);
        ResponseRate rate = new ResponseRate(20, 10);

        assertThat(rate.inSlot(0.1, evenly, 33)).isEqualTo(0.3, within(1e-12));
        assertThat(rate.inSlot(0.1, population, 14)).isGreaterThan(0.3);
        assertThat(rate.inSlot(0.1, population, 4)).isLessThan(0.3);
    }

    private static byte[] written(PersonTimes times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        times.write(out);
        return out.toByteArray();
    }
}
