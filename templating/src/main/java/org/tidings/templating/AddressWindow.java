package org.tidings.templating;

/** The room for an address in the window of an envelope: six lines of 80 mm (DIN 5008, form B). */
final class AddressWindow {
    private static final int LINES = 6;

    /** Characters of 11 point that 80 mm hold for certain: capitals are about 2.6 mm wide, the others less. */
    private static final int CHARACTERS = 40;

    private AddressWindow() {}

    /** Returns whether the window shows the whole address; a long line takes several. */
    static boolean shows(String address) {
        long lines = address.strip()
                .lines()
                .mapToLong(line -> Math.max(1, (line.codePointCount(0, line.length()) + CHARACTERS - 1) / CHARACTERS))
                .sum();
        return lines <= LINES;
    }
}
