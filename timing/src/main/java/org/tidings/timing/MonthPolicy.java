package org.tidings.timing;

import java.time.LocalDate;
import java.time.YearMonth;
import org.tidings.core.LeapDay;

/**
 * Where a period of months or years ends if the month that it ends in has no such day. Laws and medical guidelines
 * differ; a deadline rule names its policy.
 *
 * <p>A period of one month from 31 January 2023 ends on 28 February with {@link #LAST_OF_MONTH} and on 1 March with
 * {@link #FIRST_OF_NEXT_MONTH}; one from 28 February ends on 31 March with {@link #END_OF_MONTH} and on the 28th with
 * the others.
 */
enum MonthPolicy {
    /**
     * The last day of the month: Regulation (EEC, Euratom) No 1182/71, Art. 3(2)(c), and BGB § 188(3). Where the first
     * day counts, the last day is the one before the same number (BGB § 188(2)), looked for by that number: six years
     * that begin on 29 February 2020 end on 28 February 2026, because there is a 28th.
     */
    LAST_OF_MONTH {
        @Override
        LocalDate after(LocalDate event, int months) {
            return event.plusMonths(months);
        }

        @Override
        LocalDate lastOf(LocalDate firstDay, int months) {
            YearMonth month = YearMonth.from(firstDay).plusMonths(months);
            int number = firstDay.getDayOfMonth() - 1;
            return number == 0 ? month.atDay(1).minusDays(1) : month.atDay(Math.min(number, month.lengthOfMonth()));
        }

        @Override
        LocalDate before(LocalDate event, int months) {
            return event.minusMonths(months);
        }
    },
    /**
     * The same, but where the first day counts, the last day is the one before the date that is reached: six years that
     * begin on 29 February 2020 end on 27 February 2026. The other reading of BGB § 188, which practice does not follow.
     */
    DAY_BEFORE_LAST_OF_MONTH {
        @Override
        LocalDate after(LocalDate event, int months) {
            return event.plusMonths(months);
        }

        @Override
        LocalDate before(LocalDate event, int months) {
            return event.minusMonths(months);
        }
    },
    /** The first day of the next month, as the date calculation of the CDC's immunization guideline (CALCDT) does. */
    FIRST_OF_NEXT_MONTH {
        @Override
        LocalDate after(LocalDate event, int months) {
            return LeapDay.FIRST_OF_NEXT_MONTH.plusMonths(event, months);
        }

        @Override
        LocalDate before(LocalDate event, int months) {
            return LeapDay.FIRST_OF_NEXT_MONTH.plusMonths(event, -months);
        }
    },
    /** The last day of the month, and always the last day where the period begins on the last day of a month. */
    END_OF_MONTH {
        @Override
        LocalDate after(LocalDate event, int months) {
            return reached(event, months);
        }

        @Override
        LocalDate before(LocalDate event, int months) {
            return reached(event, -months);
        }

        private LocalDate reached(LocalDate event, int months) {
            LocalDate reached = event.plusMonths(months);
            return event.getDayOfMonth() == event.lengthOfMonth()
                    ? reached.withDayOfMonth(reached.lengthOfMonth())
                    : reached;
        }
    };

    /**
     * Returns the last day of a period of months whose event day does not count.
     *
     * @param event the day before the period begins
     * @param months at least 1
     */
    abstract LocalDate after(LocalDate event, int months);

    /**
     * Returns the last day of a period of months whose first day counts.
     *
     * @param firstDay the day with which the period begins
     * @param months at least 1
     */
    LocalDate lastOf(LocalDate firstDay, int months) {
        return after(firstDay, months).minusDays(1);
    }

    /**
     * Returns the first day of a period of months that is counted back from an event, whose day does not count.
     *
     * @param event the day after the period ends
     * @param months at least 1
     */
    abstract LocalDate before(LocalDate event, int months);
}
