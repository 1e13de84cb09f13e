package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void text_quotesOnlyWhereNeeded_andSortsByField() {
        Csv csv = new Csv("a", "b");
        csv.row("b", "x");
        csv.row("a,", " y");
        csv.row("a", "say \"hi\"");
        csv.row("a", "two\nlines");
        csv.row("\uFFFD", "");
        csv.row("\uD83D\uDE00", "");

        // Code point order: the replacement character stands before the emoji.
        assertThat(csv.text())
                .isEqualTo("a,b\na,\"say \"\"hi\"\"\"\na,\"two\nlines\"\n\"a,\", y\nb,x\n\uFFFD,\n\uD83D\uDE00,\n");
    }

    @Test
    void row_wrongNumberOfFields_isRefused() {
        assertThatThrownBy(() -> new Csv("a", "b").row("x")).isInstanceOf(IllegalArgumentException.class);
    }
}
