package org.tidings.templating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the instructions of a compiled message work on. */
sealed interface Operand {
    /**
     * Writes a value.
     *
     * @param currency code for {@link Style#CURRENCY}, else empty
     */
    record Insert(Ref ref, Style style, Escape escape, String currency) implements Operand {}

    /** Writes a number under the options of a message catalogue. */
    record InsertNumber(Ref ref, NumberOptions options, Escape escape) implements Operand {}

    /**
     * Writes the values of all subjects as one list.
     *
     * @param element how each value is written
     * @param list how they are joined
     */
    record InsertAll(Ref ref, Style element, Style list, Escape escape) implements Operand {}

    /** Runs a body when all of some values are there. */
    record Present(List<Ref> refs) implements Operand {
        /** Copies the list. */
        public Present {
            refs = List.copyOf(refs);
        }
    }

    /**
     * Runs a body when a boolean is true, or false.
     *
     * @param neutral whether the text has a branch for unknown
     */
    record Holds(Ref ref, boolean neutral) implements Operand {}

    /** Runs a body when a boolean is neither true nor false. */
    record Unknown(Ref ref) implements Operand {}

    /** Runs a body for every subject. */
    record SubjectLoop() implements Operand {}

    /** Runs a body for every member of a set. */
    record SetLoop(Ref ref, int level) implements Operand {}

    /**
     * Runs a body at the first, or the last, turn of a loop.
     *
     * @param level depth of the set loop; -1 for the subjects
     */
    record Turn(int level, boolean last) implements Operand {}

    /** Writes the number of a turn, from 1. */
    record TurnNumber(int level, Escape escape) implements Operand {}

    /** Writes what stands between this turn and the next: ", " or " and ". */
    record TurnSeparator(int level, Escape escape) implements Operand {}

    /**
     * Writes an address whose parameters are values.
     *
     * @param heads for each parameter the text before its value, escaped for its place; without parameters the address
     */
    record LinkInsert(List<EncodedText> heads, List<Parameter> parameters) implements Operand {
        /** Copies the lists. */
        public LinkInsert {
            heads = List.copyOf(heads);
            parameters = List.copyOf(parameters);
        }

        /** Encodes what is the same in every message. */
        static LinkInsert of(String base, List<Parameter> parameters, Escape place) {
            Escape escape = place == Escape.HTML ? Escape.ATTRIBUTE : place;
            List<EncodedText> heads = new ArrayList<>();
            RenderBuffer buffer = new RenderBuffer();
            buffer.begin(Integer.MAX_VALUE);
            buffer.append(base, escape);
            for (Parameter parameter : parameters) {
                buffer.append(heads.isEmpty() && base.indexOf('?') < 0 ? "?" : "&", escape);
                buffer.appendParameter(parameter.name());
                buffer.append("=", escape);
                heads.add(EncodedText.of(buffer.text(0, buffer.length())));
                buffer.begin(Integer.MAX_VALUE);
            }
            return new LinkInsert(
                    heads.isEmpty() ? List.of(EncodedText.of(buffer.text(0, buffer.length()))) : heads, parameters);
        }
    }

    /** One parameter of a link. */
    record Parameter(String name, Ref ref) {}

    /** Chooses among the variants of a message by the values of its selectors; the last variant matches always. */
    record Choice(List<Selector> selectors, List<List<Key>> variants) implements Operand {
        /** Copies the lists. */
        public Choice {
            selectors = List.copyOf(selectors);
            variants = List.copyOf(variants);
        }
    }

    /**
     * A value that chooses a variant.
     *
     * @param numeric whether keys are numbers and plural categories; else they are texts
     */
    record Selector(Ref ref, boolean numeric, NumberOptions options) {}

    /**
     * A key of a variant.
     *
     * @param text the key; empty with {@code catchAll}
     * @param number the key as a number, where it is one
     * @param catchAll whether it is {@code *}
     */
    record Key(String text, java.util.Optional<BigDecimal> number, boolean catchAll) {}

    /**
     * Options of a number in a message catalogue.
     *
     * @param minFraction fewest fraction digits shown
     * @param maxFraction most fraction digits shown
     * @param percent whether it is shown as a percentage
     * @param grouped whether thousands are separated
     * @param select how it chooses
     * @param rules plural rules of the language of the message
     */
    record NumberOptions(
            int minFraction, int maxFraction, boolean percent, boolean grouped, Select select, PluralRules rules) {}

    /** How a number chooses among keys; an exact key goes before a category in each. */
    enum Select {
        /** Category of a count. */
        PLURAL,
        /** Category of a rank. */
        ORDINAL,
        /** The number alone. */
        EXACT
    }
}
