package org.tidings.files;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads RFC 4180 from bytes, so that a row that is no UTF-8, or whose quotes do not close, costs that row only.
 *
 * <p>A faulty row that runs over several lines is cut off behind its first line, and reading goes on with the second: a
 * quote that somebody forgot to close does not swallow the rows behind it. The cost stays linear, because the next line
 * with an odd number of quotes ends the field that such a quote opened.
 */
final class CsvReader extends RowReader {
    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        /** Behind a quote in a quoted field: its end, or the first of two. */
        CLOSED,
        /** In a row that is faulty already, of which only the end matters. */
        BROKEN
    }

    private final byte separator;
    private final List<String> columns;

    // The current row: its fields as pairs of start and end, and which of them hold doubled quotes.
    private int[] bounds = new int[64];
    private boolean[] doubled = new boolean[32];
    private int fields;
    private int lines;
    private int firstLineEnd;
    private int firstLineConsumed;
    private State state = State.FIELD_START;
    private boolean ascii;
    private boolean nul;

    CsvReader(String source, InputStream in, RowFormat format) {
        super(source, in, format);
        this.separator = (byte) format.separator();
        this.columns = header();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        if (!read()) {
            return false;
        }
        if (fault == null && fields != columns.size()) {
            String found = fields == 1 ? "1 field" : fields + " fields";
            if (lines > 1) {
                notClosed("runs over " + lines + " lines and has " + found + "; the header has " + columns.size());
            } else {
                fault("SRC-102", "The row has " + found + "; the header has " + columns.size());
            }
        }
        return true;
    }

    @Override
    public String value(int column) {
        int start = bounds[2 * column];
        String text = new String(
                buffer.array(), buffer.base() + start, bounds[2 * column + 1] - start, StandardCharsets.UTF_8);
        return doubled[column] ? text.replace("\"\"", "\"") : text;
    }

    private List<String> header() {
        buffer.skipByteOrderMark();
        if (!read()) {
            throw Faults.fatal(Faults.ofFile(
                    source,
                    "SRC-003",
                    "The file is empty; a header row with the names of the columns was expected",
                    Optional.empty()));
        }
        List<String> names = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < fields && fault == null; i++) {
            String name = value(i).strip();
            Integer before = seen.putIfAbsent(name, i + 1);
            if (name.isEmpty()) {
                fault("SRC-004", "Column " + (i + 1) + " of the header has no name");
            } else if (before != null) {
                fault("SRC-004", "Columns " + before + " and " + (i + 1) + " are both named '" + name + "'");
            }
            names.add(name);
        }
        if (fault != null) {
            throw Faults.fatal(fault);
        }
        return List.copyOf(names);
    }

    /** Reads the next row that is not an empty line; returns false behind the last one. */
    private boolean read() {
        do {
            int before = lines;
            lines = 0;
            if (!begin(before)) {
                return false;
            }
            fields = 0;
            firstLineEnd = -1;
            ascii = true;
            nul = false;
            doubled[0] = false;
            scan();
        } while (length == 0 && fault == null);
        if (fault == null && nul) {
            fault("SRC-104", "The row holds a NUL byte");
        } else if (fault == null && !ascii && !Utf8.isValid(buffer.array(), buffer.base(), length)) {
            fault("SRC-101", "The row is not UTF-8");
        }
        return true;
    }

    /** Finds the end of the row and the bounds of its fields. */
    private void scan() {
        state = State.FIELD_START;
        int at = 0;
        int start = 0;
        while (true) {
            int ordinary = skipOrdinary(at);
            at += ordinary;
            if (ordinary > 0 && !content()) {
                return;
            } else if (at > format.maxRowBytes()) {
                tooLong();
                return;
            }
            if (at == buffer.available()) {
                if (buffer.fill()) {
                    continue;
                }
                endOfInput(start, at);
                return;
            }
            byte b = buffer.at(at);
            if (b == '\n' || b == '\r') {
                int next = at + buffer.lineBreak(at);
                lines++;
                if (state != State.QUOTED) {
                    endRow(start, at, next);
                    return;
                }
                if (firstLineEnd < 0) {
                    firstLineEnd = at;
                    firstLineConsumed = next;
                }
                at = next;
            } else if (b == '"' && (state == State.FIELD_START || state == State.QUOTED || state == State.CLOSED)) {
                if (state == State.FIELD_START) {
                    start = at + 1;
                }
                doubled[fields] |= state == State.CLOSED;
                state = state == State.QUOTED ? State.CLOSED : State.QUOTED;
                at++;
            } else if (b == separator && state != State.QUOTED && state != State.BROKEN) {
                addField(start, at);
                state = State.FIELD_START;
                at++;
                start = at;
            } else {
                nul |= b == 0;
                if (b == '"' && state == State.PLAIN) {
                    fault("SRC-103", "Field " + (fields + 1) + " holds a quote but does not begin with one");
                    state = State.BROKEN;
                } else if (!content()) {
                    return;
                }
                at++;
            }
        }
    }

    /** Returns how many bytes from an offset on mean nothing but themselves. Most of a load is spent here. */
    private int skipOrdinary(int at) {
        byte[] bytes = buffer.array();
        int from = buffer.base() + at;
        int end = buffer.base() + buffer.available();
        int seen = 0;
        int i = from;
        while (i < end) {
            byte b = bytes[i];
            if (b == separator || b == '"' || b == '\n' || b == '\r' || b == 0) {
                break;
            }
            seen |= b;
            i++;
        }
        ascii &= seen >= 0;
        return i - from;
    }

    /** Takes note of content; returns false where the row ends with its first line, because it cannot stand there. */
    private boolean content() {
        if (state == State.FIELD_START) {
            state = State.PLAIN;
        } else if (state == State.CLOSED) {
            if (lines > 0) {
                notClosed("runs over several lines and goes on behind a closing quote");
                return false;
            }
            fault("SRC-103", "Field " + (fields + 1) + " goes on behind its closing quote; a separator was expected");
            state = State.BROKEN;
        }
        return true;
    }

    private void endOfInput(int start, int at) {
        lines++;
        endRow(start, at, at);
        if (state == State.QUOTED) {
            notClosed("goes on to the end of the file");
        }
    }

    private void endRow(int start, int end, int next) {
        if (state != State.BROKEN) {
            addField(start, end);
        }
        length = end;
        consumed = next;
    }

    private void addField(int start, int end) {
        bounds[2 * fields] = start;
        bounds[2 * fields + 1] = state == State.CLOSED ? end - 1 : end;
        fields++;
        if (fields == doubled.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
            doubled = Arrays.copyOf(doubled, doubled.length * 2);
        }
        doubled[fields] = false;
    }

    /** Blames the first line for a quote that is not closed; the lines behind it are rows of their own. */
    private void notClosed(String what) {
        fault("SRC-103", "A quote is not closed: the row " + what);
        if (firstLineEnd >= 0) {
            length = firstLineEnd;
            consumed = firstLineConsumed;
            lines = 1;
        }
    }

    private void tooLong() {
        if (firstLineEnd >= 0) {
            notClosed("is longer than " + format.maxRowBytes() + " bytes");
            return;
        }
        faultOfLength();
    }
}
