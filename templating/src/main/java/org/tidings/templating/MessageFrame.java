package org.tidings.templating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Channel;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.templating.ValueUse.Action;
import org.tidings.templating.ValueUse.Place;
import org.tidings.templating.ValueUse.State;

/**
 * Runs the programs of one message: reads its values under their decisions, writes them, and notes what became of them.
 * Bound to one message after the other.
 */
final class MessageFrame implements Frame<Step> {
    private static final byte[] BDI = "<bdi>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BDI_END = "</bdi>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ISOLATE =
            String.valueOf(Bidi.FIRST_STRONG_ISOLATE).getBytes(StandardCharsets.UTF_8);
    private static final byte[] ISOLATE_END = String.valueOf(Bidi.POP_ISOLATE).getBytes(StandardCharsets.UTF_8);
    private static final String[] NO_MEMBERS = {};

    private static final int REMEMBERED_CHOICES = 64;

    private final People people = new People();
    private final Trace trace = new Trace();
    private final QuickPath quick;
    private final Operand.@Nullable Choice[] choices = new Operand.Choice[REMEMBERED_CHOICES];
    private final long[] choiceBits = new long[REMEMBERED_CHOICES];
    private final int[] chosen = new int[REMEMBERED_CHOICES];
    private ValueFormats formats;
    private boolean rightToLeft;
    private boolean plainAddresses;
    private boolean redacted;

    private int[] links = new int[8];
    private int linkEnds;
    private int subject = -1;
    private String[][] sets = new String[4][];
    private int[] turns = new int[4];
    private Optional<RefusalReason> refusal = Optional.empty();
    private String detail = "";
    private String part = "";

    /** Creates a frame without a message. */
    MessageFrame(ValueFormats formats) {
        this.formats = formats;
        this.quick = new QuickPath(people, trace, formats);
    }

    /**
     * Begins a message.
     *
     * @throws IllegalArgumentException if a profile or a value does not fit the model
     */
    void begin(CompiledVariant variant, RenderRequest request, TemplateModel model, ValueFormats formatsOfReader) {
        redacted = false;
        people.bind(request, model, variant.categoryBits());
        trace.begin(variant, people.subjectCount());
        formats = formatsOfReader;
        rightToLeft = variant.rightToLeft();
        plainAddresses = variant.variant().channel() == Channel.EMAIL;
        quick.begin(formats, rightToLeft, plainAddresses);
        subject = -1;
        refusal = Optional.empty();
    }

    /** Writes names in place of values from now on until the next message begins. */
    void redact() {
        redacted = true;
        quick.writeNothing();
    }

    /** Takes the long way for each value from now on. Both give the same messages; tests compare them. */
    void takeNoShortcuts() {
        quick.close();
    }

    /** Begins a part. */
    void begin(String partName) {
        part = partName;
        linkEnds = 0;
    }

    /** Returns where in the output of this part links stand: pairs of offsets. */
    int[] links() {
        return Arrays.copyOf(links, linkEnds);
    }

    Rendering.Refused refused() {
        return refused(refusal.orElseThrow(), detail);
    }

    Rendering.Refused refused(RefusalReason reason, String why) {
        return new Rendering.Refused(reason, why, trace.packed().list());
    }

    PackedTrace trace() {
        return trace.packed();
    }

    Set<String> label() {
        return trace.label();
    }

    @Override
    public boolean isStopped() {
        return refusal.isPresent();
    }

    @Override
    public boolean overflow() {
        return refuse(RefusalReason.OUTPUT_TOO_LONG, part);
    }

    private boolean refuse(RefusalReason reason, String why) {
        refusal = Optional.of(reason);
        detail = why;
        return false;
    }

    @Override
    public boolean call(Step step, RenderBuffer out) {
        throw new IllegalStateException("partials of messages are compiled into their place");
    }

    @Override
    public boolean isQuicklyThere(int[] code, int at, boolean then) {
        return quick.isThere(code, at, then, subject);
    }

    @Override
    public int testQuickly(int[] code, int at) {
        return quick.test(code, at, subject);
    }

    @Override
    public boolean isReady(int[] code, int at) {
        return quick.isReady(code, at, subject);
    }

    @Override
    public int writeStretch(Program<Step> program, int from, int end, RenderBuffer out) {
        return quick.write(program, from, end, subject, out);
    }

    @Override
    public boolean open(Step step) {
        Operand operand = step.operand();
        if (operand instanceof Operand.Present present) {
            return isPresent(present, Action.OMIT_BLOCK);
        } else if (operand instanceof Operand.Holds holds) {
            return holds(holds, true);
        } else if (operand instanceof Operand.Unknown unknown) {
            return isUnknown(unknown.ref());
        } else if (operand instanceof Operand.SubjectLoop) {
            subject = people.subjectCount() == 0 ? -1 : 0;
            return subject == 0;
        } else if (operand instanceof Operand.SetLoop loop) {
            return openSet(loop);
        } else if (operand instanceof Operand.Turn turn) {
            return isTurn(turn);
        }
        throw new IllegalStateException("no section: " + operand);
    }

    @Override
    public boolean again(Step step) {
        Operand operand = step.operand();
        if (operand instanceof Operand.SubjectLoop) {
            subject = subject + 1 < people.subjectCount() ? subject + 1 : -1;
            return subject >= 0;
        }
        if (operand instanceof Operand.SetLoop loop) {
            turns[loop.level()]++;
            return turns[loop.level()] < sets[loop.level()].length;
        }
        return false;
    }

    @Override
    public boolean isAbsent(Step step) {
        Operand operand = step.operand();
        if (operand instanceof Operand.Present present) {
            return !isPresent(present, Action.FALLBACK);
        } else if (operand instanceof Operand.Holds holds) {
            return holds(holds, false);
        } else if (operand instanceof Operand.Unknown unknown) {
            return !isUnknown(unknown.ref());
        } else if (operand instanceof Operand.SubjectLoop) {
            return people.subjectCount() == 0;
        } else if (operand instanceof Operand.SetLoop loop) {
            State state = people.state(loop.ref(), subject, true);
            note(loop.ref(), Place.PLACEHOLDER, state, state == State.READ ? Action.ELSE : Action.FALLBACK);
            return state != State.READ;
        } else if (operand instanceof Operand.Turn turn) {
            return !isTurn(turn);
        }
        throw new IllegalStateException("no section: " + operand);
    }

    private boolean isPresent(Operand.Present present, Action ifAbsent) {
        boolean all = true;
        List<Ref> refs = present.refs();
        for (int i = 0; i < refs.size(); i++) {
            Ref ref = refs.get(i);
            State state = people.state(ref, subject, true);
            if (state == State.READ) {
                note(ref, Place.CONDITION, state, ifAbsent == Action.FALLBACK ? Action.ELSE : Action.THEN);
            } else {
                note(ref, Place.PLACEHOLDER, state, ifAbsent);
                all = false;
            }
        }
        return all;
    }

    private boolean holds(Operand.Holds holds, boolean wanted) {
        State state = people.state(holds.ref(), subject, true);
        if (state == State.READ) {
            boolean value = people.bits(holds.ref(), subject) != 0;
            note(holds.ref(), Place.CONDITION, state, value ? Action.THEN : Action.ELSE);
            return value == wanted;
        }
        if (holds.neutral()) {
            note(holds.ref(), Place.CONDITION, state, Action.NEUTRAL);
            return false;
        }
        note(holds.ref(), Place.CONDITION, state, Action.REFUSE);
        return refuse(RefusalReason.CONDITION_UNKNOWN, holds.ref().name());
    }

    private boolean isUnknown(Ref ref) {
        State state = people.state(ref, subject, true);
        Action known = state == State.READ && people.bits(ref, subject) != 0 ? Action.THEN : Action.ELSE;
        note(ref, Place.CONDITION, state, state == State.READ ? known : Action.NEUTRAL);
        return state != State.READ;
    }

    private boolean openSet(Operand.SetLoop loop) {
        State state = people.state(loop.ref(), subject, true);
        if (state != State.READ) {
            note(loop.ref(), Place.PLACEHOLDER, state, Action.OMIT_BLOCK);
            return false;
        }
        note(loop.ref(), Place.PLACEHOLDER, State.SHOWN, Action.VALUE);
        if (loop.level() >= sets.length) {
            sets = Arrays.copyOf(sets, loop.level() * 2);
            turns = Arrays.copyOf(turns, loop.level() * 2);
        }
        sets[loop.level()] = people.set(loop.ref(), subject);
        turns[loop.level()] = 0;
        return true;
    }

    private boolean isTurn(Operand.Turn turn) {
        return turn.last() ? turn(turn.level()) == turns(turn.level()) - 1 : turn(turn.level()) == 0;
    }

    private int turn(int level) {
        return level < 0 ? subject : turns[level];
    }

    private int turns(int level) {
        return level < 0 ? people.subjectCount() : sets[level].length;
    }

    @Override
    public int select(Step step) {
        Operand.Choice choice = (Operand.Choice) step.operand();
        for (int i = 0; i < choice.selectors().size(); i++) {
            Ref ref = choice.selectors().get(i).ref();
            if (!needs(ref, Place.CONDITION, false)) {
                return 0;
            }
            if (ref.isTraced()) {
                note(ref, Place.CONDITION, State.READ, Action.THEN);
            }
        }
        return choice.selectors().size() == 1 && choice.selectors().get(0).numeric() ? byNumber(choice) : best(choice);
    }

    /** Returns the branch that a single number chooses, which is remembered: few numbers choose most branches. */
    @SuppressWarnings("ReferenceEquality") // the same choice, not an equal one
    private int byNumber(Operand.Choice choice) {
        Ref ref = choice.selectors().get(0).ref();
        if (ref.type() == ValueType.TEXT || ref.type() == ValueType.TEXT_SET) {
            return best(choice);
        }
        long bits = people.bits(ref, subject);
        int slot = (int) ((System.identityHashCode(choice) + bits) & (REMEMBERED_CHOICES - 1));
        if (choices[slot] != choice || choiceBits[slot] != bits) {
            chosen[slot] = best(choice);
            choices[slot] = choice;
            choiceBits[slot] = bits;
        }
        return chosen[slot];
    }

    private int best(Operand.Choice choice) {
        int best = -1;
        long bestRank = Long.MAX_VALUE;
        for (int i = 0; i < choice.variants().size(); i++) {
            long rank = rank(choice.selectors(), choice.variants().get(i));
            if (rank >= 0 && rank < bestRank) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }

    /** Returns how well the keys of a variant match, smaller being better and the first selector weighing most; or -1. */
    private long rank(List<Operand.Selector> selectors, List<Operand.Key> keys) {
        long rank = 0;
        for (int i = 0; i < keys.size(); i++) {
            int match = match(selectors.get(i), keys.get(i));
            if (match < 0) {
                return -1;
            }
            rank = rank * 3 + match;
        }
        return rank;
    }

    /** Returns 0 for an exact match, 1 for a plural category, 2 for the key that matches all, -1 for none. */
    private int match(Operand.Selector selector, Operand.Key key) {
        if (key.catchAll()) {
            return 2;
        }
        if (!selector.numeric()) {
            return machineText(selector.ref()).equals(key.text()) ? 0 : -1;
        }
        BigDecimal number = number(selector.ref(), selector.options());
        if (key.number().isPresent()) {
            return number.compareTo(key.number().get()) == 0 ? 0 : -1;
        }
        boolean category = selector.options().select() != Operand.Select.EXACT
                && selector.options().rules().category(number).equals(key.text());
        return category ? 1 : -1;
    }

    @Override
    public boolean write(Step step, RenderBuffer out) {
        Operand operand = step.operand();
        if (operand instanceof Operand.Insert insert) {
            return insert(insert, out);
        } else if (operand instanceof Operand.InsertNumber number) {
            if (!needs(number.ref(), Place.PLACEHOLDER, false)) {
                return false;
            }
            return shown(number.ref(), format(number.ref(), number.options()), number.escape(), out);
        } else if (operand instanceof Operand.InsertAll all) {
            return insertAll(all, out);
        } else if (operand instanceof Operand.LinkInsert link) {
            return link(link, out);
        } else if (operand instanceof Operand.TurnNumber number) {
            String text = formats.format(ValueType.INTEGER, turn(number.level()) + 1L, Style.DEFAULT, "");
            return append(text, number.escape(), out);
        } else if (operand instanceof Operand.TurnSeparator separator) {
            return separator(separator, out);
        }
        throw new IllegalStateException("nothing to write: " + operand);
    }

    private boolean separator(Operand.TurnSeparator separator, RenderBuffer out) {
        int turn = turn(separator.level());
        // The sound of the next member is known for sets only; what a text says first about a subject is its own
        // matter.
        String next =
                separator.level() < 0 || turn + 1 >= turns(separator.level()) ? "" : sets[separator.level()][turn + 1];
        return append(formats.and().separator(turn, turns(separator.level()), next), separator.escape(), out);
    }

    private boolean insert(Operand.Insert insert, RenderBuffer out) {
        Ref ref = insert.ref();
        if (ref.source() == Ref.Source.MEMBER) {
            return shown(ref, OneLine.of(sets[ref.slot()][turns[ref.slot()]]), insert.escape(), out);
        }
        if (!needs(ref, Place.PLACEHOLDER, insert.style() != Style.COUNT)) {
            return false;
        }
        if (Style.OF_LISTS.contains(insert.style())) {
            noteShown(ref, Place.PLACEHOLDER);
            return list(ref, people.set(ref, subject), insert.style(), insert.escape(), out);
        }
        if (ref.type().isPrimitive()) {
            ValueFormats.Written written =
                    formats.written(ref.type(), people.bits(ref, subject), insert.style(), insert.currency());
            EncodedText plain = written.plain();
            if (quick.writes() && plain != null) {
                noteShown(ref, Place.PLACEHOLDER);
                return out.append(plain) || overflow();
            }
            return shown(ref, written.text(), insert.escape(), out);
        }
        return shown(ref, format(ref, subject, insert.style(), insert.currency()), insert.escape(), out);
    }

    private boolean insertAll(Operand.InsertAll all, RenderBuffer out) {
        if (!needs(all.ref(), Place.PLACEHOLDER, true)) {
            return false;
        }
        noteShown(all.ref(), Place.PLACEHOLDER);
        String[] members = new String[people.subjectCount()];
        for (int i = 0; i < members.length; i++) {
            members[i] = format(all.ref(), i, all.element(), "");
        }
        return list(all.ref(), members, all.list(), all.escape(), out);
    }

    private String format(Ref ref, int whose, Style style, String currency) {
        return switch (ref.type()) {
            case TEXT -> people.text(ref, whose);
            case TEXT_SET -> formats.format(ValueType.INTEGER, people.set(ref, whose).length, Style.DEFAULT, "");
            default -> formats.format(ref.type(), people.bits(ref, whose), style, currency);
        };
    }

    private String format(Ref ref, Operand.NumberOptions options) {
        return ref.type() == ValueType.TEXT || ref.type() == ValueType.TEXT_SET
                ? formats.number(number(ref, options), options)
                : formats.number(ref.type(), people.bits(ref, subject), options, () -> number(ref, options));
    }

    private boolean list(Ref ref, String[] members, Style style, Escape escape, RenderBuffer out) {
        ListPatterns patterns = style == Style.OR ? formats.or() : formats.and();
        boolean bullets = style == Style.BULLETS;
        boolean html = bullets && escape == Escape.HTML;
        if (html && !raw("<ul>", out)) {
            return false;
        }
        for (int i = 0; i < members.length; i++) {
            String before = html ? "<li>" : !bullets ? "" : escape == Escape.SMS ? "- " : "\u2022 ";
            String after = html
                    ? "</li>"
                    : bullets
                            ? i < members.length - 1 ? "\n" : ""
                            : patterns.separator(i, members.length, i < members.length - 1 ? members[i + 1] : "");
            if (!raw(before, out) || !shown(ref, OneLine.of(members[i]), escape, out) || !raw(after, out)) {
                return false;
            }
        }
        return !html || raw("</ul>", out);
    }

    private boolean link(Operand.LinkInsert link, RenderBuffer out) {
        int start = out.length();
        for (int i = 0; i < link.heads().size(); i++) {
            EncodedText head = link.heads().get(i);
            if (!out.append(head)) {
                return overflow();
            }
            if (i < link.parameters().size() && !parameter(link.parameters().get(i), out)) {
                return false;
            }
        }
        if (linkEnds == links.length) {
            links = Arrays.copyOf(links, linkEnds * 2);
        }
        links[linkEnds++] = start;
        links[linkEnds++] = out.length();
        return true;
    }

    private boolean parameter(Operand.Parameter parameter, RenderBuffer out) {
        Ref ref = parameter.ref();
        if (!needs(ref, Place.LINK, true)) {
            return false;
        }
        noteShown(ref, Place.LINK);
        return out.appendParameter(redacted ? ref.name() : machineText(ref)) || overflow();
    }

    /** Returns whether a value that cannot be done without is there; refuses the message otherwise. */
    private boolean needs(Ref ref, Place place, boolean emptyIsMissing) {
        State state = people.state(ref, subject, emptyIsMissing);
        if (state == State.READ) {
            return true;
        }
        note(ref, place, state, Action.REFUSE);
        return refuse(RefusalReason.VALUE_REQUIRED, ref.name());
    }

    private boolean shown(Ref ref, String text, Escape escape, RenderBuffer out) {
        if (escape == Escape.HEADER && breaksHeader(text)) {
            if (ref.isTraced()) {
                note(ref, Place.PLACEHOLDER, State.SHOWN, Action.REFUSE);
            }
            return refuse(RefusalReason.HEADER_BREAK, ref.name());
        }
        noteShown(ref, Place.PLACEHOLDER);
        if (redacted && ref.source() != Ref.Source.CONSTANT && ref.source() != Ref.Source.SUBJECT_COUNT) {
            return append("[" + ref.name() + "]", escape, out);
        }
        boolean plain = plainAddresses
                && (escape == Escape.TEXT || escape == Escape.HTML)
                && ref.source() != Ref.Source.CONSTANT
                && (ref.type() == ValueType.TEXT || ref.type() == ValueType.TEXT_SET);
        return append(plain ? PlainAddress.of(text) : text, escape, out);
    }

    /** Returns whether a text cannot stand in a part of one line. */
    static boolean breaksHeader(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0 || c == '\u0085' || c == '\u2028' || c == '\u2029') {
                return true;
            }
        }
        return false;
    }

    private boolean append(String text, Escape escape, RenderBuffer out) {
        return append(text, escape, rightToLeft, out) || overflow();
    }

    /** Writes a value into text of a direction, isolated if need be; returns false past the limit. */
    static boolean append(String text, Escape escape, boolean rightToLeft, RenderBuffer out) {
        if (!rightToLeft && out.appendPlain(text, escape.isMarkup())) {
            return true;
        }
        boolean isolate = escape != Escape.SMS && Bidi.needsIsolation(text, rightToLeft);
        boolean html = escape == Escape.HTML;
        return (!isolate || out.append(html ? BDI : ISOLATE))
                && out.append(text, escape)
                && (!isolate || out.append(html ? BDI_END : ISOLATE_END));
    }

    private boolean raw(String text, RenderBuffer out) {
        return out.append(text, Escape.RAW) || overflow();
    }

    /** Returns a value as machines read it, in no language. */
    private String machineText(Ref ref) {
        if (ref.source() == Ref.Source.MEMBER) {
            return sets[ref.slot()][turns[ref.slot()]];
        }
        return switch (ref.type()) {
            case TEXT -> people.text(ref, subject);
            case TEXT_SET -> Integer.toString(set(ref).length);
            case NUMBER ->
                BigDecimal.valueOf(Double.longBitsToDouble(people.bits(ref, subject)))
                        .stripTrailingZeros()
                        .toPlainString();
            default -> Values.fromBits(ref.type(), people.bits(ref, subject)).toString();
        };
    }

    private String[] set(Ref ref) {
        return ref.type() == ValueType.TEXT_SET ? people.set(ref, subject) : NO_MEMBERS;
    }

    private BigDecimal number(Ref ref, Operand.NumberOptions options) {
        BigDecimal number = switch (ref.type()) {
            case NUMBER -> BigDecimal.valueOf(Double.longBitsToDouble(people.bits(ref, subject)));
            case TEXT -> new BigDecimal(ref.constant());
            case TEXT_SET -> BigDecimal.valueOf(set(ref).length);
            default -> BigDecimal.valueOf(people.bits(ref, subject));
        };
        BigDecimal stripped = number.stripTrailingZeros();
        int scale = Math.max(options.minFraction(), Math.min(options.maxFraction(), Math.max(0, stripped.scale())));
        return number.setScale(options.percent() ? Math.max(scale, stripped.scale()) : scale, RoundingMode.HALF_EVEN);
    }

    private void noteShown(Ref ref, Place place) {
        if (ref.isTraced()) {
            note(ref, place, State.SHOWN, Action.VALUE);
        }
    }

    private void note(Ref ref, Place place, State state, Action action) {
        trace.note(ref, subject, place, state, action);
    }
}
