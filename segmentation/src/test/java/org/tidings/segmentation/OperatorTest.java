package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Profile;

/** Every operator and function at its bounds, on 2024-10-01T13:00:00Z, in New York a Tuesday at 09:00. */
class OperatorTest {
    private static final Profile ADA = People.person(
            "birthDate",
            LocalDate.of(1959, 10, 1),
            "visits",
            3,
            "income",
            2.5,
            "city",
            "Bo%ton",
            "email",
            "ada@example.org",
            "signedUp",
            Instant.parse("2024-10-01T03:30:00Z"),
            "languages",
            Set.of("de", "fa"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            visits = 3                          | true
            visits <> 3                         | false
            visits < 3                          | false
            visits <= 3                         | true
            visits > 3                          | false
            visits >= 3                         | true
            visits < 9223372036854775807        | true
            visits > -9223372036854775808       | true
            9223372036854775807 > visits        | true
            4 > visits                          | true
            3 > visits                          | false
            visits between 3 and 4              | true
            visits between 4 and 3              | false
            visits not between 0 and 2          | true
            visits between 2.5 and 3.5          | true
            visits in (1, 3)                    | true
            visits in (1, 3.0)                  | true
            visits not in (1, 2)                | true
            visits = 3.0                        | true
            visits < 3.5                        | true
            9007199254740993 = 9007199254740992.0 | false
            9007199254740993 > 9007199254740992.0 | true
            9223372036854775807 < 9223372036854775808.0 | true
            -9223372036854775808 = -9223372036854775808.0 | true
            0.0 = -0.0                          | true
            income = 2.5                        | true
            income > 2                          | true
            2 < income                          | true
            member = true                       | true
            member <> (1 = 1)                   | false
            city = 'bo%ton'                     | false
            'a' < 'b'                           | true
            'Z' < 'a'                           | true
            '\uFFFD' < '\uD83D\uDE00'           | true
            city between 'Ba' and 'Bz'          | true
            city in ('x', 'Bo%ton')             | true
            city like 'Bo%'                     | true
            city like 'Bo_ton'                  | true
            city like 'Bo\\%ton'                | true
            'Boston' like 'Bo\\%ton'            | false
            city like ''                        | false
            '' like '%'                         | true
            'aXbXc' like '%b%c'                 | true
            'ab' like '_'                       | false
            city starts with 'Bo%'              | true
            city ends with 'ton'                | true
            city contains '%'                   | true
            city contains ''                    | true
            email is email                      | true
            city is email                       | false
            lower(city)                         | 'bo%ton'
            upper('straße')                     | 'STRASSE'
            trim('  a b ')                      | 'a b'
            length('a\uD83D\uDE00')             | 2
            left('a\uD83D\uDE00b', 2)           | 'a\uD83D\uDE00'
            left('ab', -1)                      | ''
            left('ab', 9)                       | 'ab'
            substring('abc', 2)                 | 'bc'
            substring('abc', 2, 1)              | 'b'
            substring('abc', 0, 2)              | 'a'
            substring('abc', -5)                | 'abc'
            substring('abc', 9, 1)              | ''
            replace('a-b-c', '-', '+')          | 'a+b+c'
            replace('abc', '', 'x')             | 'abc'
            join(', ', 'a', missing, 'b')       | 'a, b'
            join('-', missing)                  | ''
            join('/', languages, 'x')           | 'de/fa/x'
            text(visits)                        | '3'
            text(2.50)                          | '2.5'
            text(3.0)                           | '3'
            text(1e21)                          | '1000000000000000000000'
            text(1e-7)                          | '0.0000001'
            text(member)                        | 'true'
            text(birthDate)                     | '1959-10-01'
            text(signedUp)                      | '2024-10-01T03:30:00Z'
            text(city)                          | 'Bo%ton'
            format(birthDate, 'd.M.yyyy')       | '1.10.1959'
            format(birthDate, 'dd/MM/yyyy')     | '01/10/1959'
            format(signedUp, 'yyyy-MM-dd HH:mm:ss') | '2024-09-30 23:30:00'
            visits + 1                          | 4
            visits - 4                          | -1
            visits * 2                          | 6
            visits / 2                          | 1.5
            visits % 2                          | 1
            -7 % 3                              | -1
            -visits                             | -3
            visits + 0.5                        | 3.5
            7.5 % 2                             | 1.5
            visits / 0                          | missing
            visits % 0                          | missing
            income / 0                          | missing
            9223372036854775807 + 1             | missing
            -9223372036854775808 - 1            | missing
            9223372036854775807 * 2             | missing
            -(-9223372036854775808)             | missing
            -9223372036854775808 % -1           | 0
            1e308 * 10                          | missing
            abs(-3)                             | 3
            abs(-2.5)                           | 2.5
            abs(-9223372036854775808)           | missing
            round(2.5)                          | 3
            round(-2.5)                         | -3
            round(0.49999999999999994)          | 0
            round(4503599627370497.5)           | 4503599627370498
            round(1e19)                         | missing
            floor(-0.5)                         | -1
            ceil(-0.5)                          | 0
            floor(7)                            | 7
            coalesce(children, visits)          | 3
            coalesce(weight, visits)            | 3.0
            coalesce(missing, 'x')              | 'x'
            least(children, visits, 5)          | 3
            greatest(visits, income)            | 3.0
            greatest(children)                  | missing
            least('b', 'a')                     | 'a'
            case when visits > 2 then 'many' else 'few' end | 'many'
            case when visits > 3 then 'many' end | missing
            case visits when 1 then 'a' when 3 then 'c' end | 'c'
            case city when 'x' then 1 else 2.5 end | 2.5
            case when blocked then 1 else 2 end | 2
            case children when 1 then 'a' else 'b' end | 'b'
            languages has 'de'                  | true
            languages has any ('en', 'fa')      | true
            languages has all ('de', 'en')      | false
            languages has all ('de', 'fa')      | true
            size(languages)                     | 2
            today                               | date '2024-10-01'
            now                                 | instant '2024-10-01T13:00:00Z'
            age(birthDate)                      | 65
            age(birthDate + 1 days)             | 64
            age(birthDate, date '1959-10-01')   | 0
            age(birthDate, date '1959-09-30')   | -1
            months_between(date '2024-01-31', date '2024-02-29') | 1
            months_between(date '2024-02-29', date '2024-01-31') | -1
            days_between(date '2024-02-28', date '2024-03-01')   | 2
            local_date(signedUp)                | date '2024-09-30'
            year(birthDate)                     | 1959
            month(birthDate)                    | 10
            day(birthDate)                      | 1
            weekday(today)                      | 2
            weekday(date '2024-10-06')          | 7
            weekday(date '1969-12-28')          | 7
            date '2024-01-31' + 1 months        | date '2024-02-29'
            date '2024-03-31' - 6 months        | date '2023-09-30'
            date '2024-02-29' + 1 years         | date '2025-02-28'
            today - 2 weeks                     | date '2024-09-17'
            today + visits days                 | date '2024-10-04'
            today + (case visits when 3 then 2 else 4 end) months | date '2024-12-01'
            date '9999-12-31' + 1 days          | missing
            date '0001-01-01' - 1 months        | missing
            today + 9223372036854775807 days    | missing
            today - -9223372036854775808 years  | missing
            signedUp + 30 minutes               | instant '2024-10-01T04:00:00Z'
            signedUp - 24 hours                 | instant '2024-09-30T03:30:00Z'
            now + 9223372036854775807 hours     | missing
            instant '2024-03-09T07:30:00Z' + 1 days  | instant '2024-03-10T07:30:00Z'
            instant '2024-03-09T07:30:00Z' + 24 hours | instant '2024-03-10T07:30:00Z'
            instant '2024-11-02T05:30:00Z' + 1 days  | instant '2024-11-03T05:30:00Z'
            instant '2024-11-02T16:00:00Z' + 1 days  | instant '2024-11-03T17:00:00Z'
            instant '2024-11-02T16:00:00Z' + 24 hours | instant '2024-11-03T16:00:00Z'
            """)
    void expression_ofOnePerson_hasTheValue(String expression, String expected) {
        assertThat(People.valueOf(expression, ADA)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a@b.co, true",
        "first.last+tag@sub.example.org, true",
        "o'neil@example.org, true",
        "a@b, false",
        "@b.co, false",
        "a@, false",
        "a, false",
        "a@@b.co, false",
        "a b@c.de, false",
        ".a@b.co, false",
        "a.@b.co, false",
        "a..b@c.de, false",
        "a@-b.co, false",
        "a@b-.co, false",
        "a@b..co, false",
        "a@b.co., false",
        "a@127.0.0.1, false",
        "a@b.c0m, true",
        "ä@b.co, false",
        "a@bücher.de, false",
        "a@xn--bcher-kva.de, true"
    })
    void email_form_isChecked(String text, boolean expected) {
        assertThat(Texts.isEmail(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"64, 63, true", "65, 63, false", "64, 64, false"})
    void email_length_isBounded(int local, int label, boolean expected) {
        assertThat(Texts.isEmail("a".repeat(local) + "@" + "b".repeat(label) + ".org"))
                .isEqualTo(expected);
    }
}
