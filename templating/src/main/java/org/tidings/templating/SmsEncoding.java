package org.tidings.templating;

/** How the characters of a text message are carried. */
public enum SmsEncoding {
    /** Seven bits a character: the default alphabet of GSM 03.38 with its extension table. */
    GSM7(160, 153),
    /** Two bytes a UTF-16 unit. */
    UCS2(70, 67);

    private final int singleUnits;
    private final int partUnits;

    SmsEncoding(int singleUnits, int partUnits) {
        this.singleUnits = singleUnits;
        this.partUnits = partUnits;
    }

    /** Returns how many units fit into a message of one part. */
    public int singleUnits() {
        return singleUnits;
    }

    /** Returns the parts that a number of units fills, if no character is divided between two. */
    int parts(int units) {
        return units <= singleUnits ? 1 : (units + partUnits - 1) / partUnits;
    }

    /** Returns how many units fit into each part of a message of several parts. */
    public int partUnits() {
        return partUnits;
    }
}
