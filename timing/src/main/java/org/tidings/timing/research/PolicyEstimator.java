package org.tidings.timing.research;

/**
 * A way to estimate from the record of one policy what another one, the target, would have earned a message.
 *
 * <p>With r the reward, p the logged propensity, w = target propensity of the logged action / p, q what a model expects of
 * the logged action, v what it expects under the target ({@code sum over actions of target propensity * q}), and means over
 * rows. {@link #IPS}, {@link #SNIPS}, {@link #CLIPPED} and {@link #REPLAY} need no model.
 */
public enum PolicyEstimator {
    /** Inverse propensity score: {@code mean(w r)} (Horvitz and Thompson 1952). Without bias, but of great variance. */
    IPS("ips", false),
    /** Self-normalised: {@code sum(w r) / sum(w)} (Swaminathan and Joachims 2015). A little bias for much less variance. */
    SNIPS("snips", false),
    /** {@code mean(min(w, limit) r)} (Ionides 2008); the bias is towards 0. */
    CLIPPED("clipped", false),
    /** Direct method: {@code mean(v)}. As good as the model, and no better. */
    DIRECT("dm", true),
    /** Doubly robust: {@code mean(v + w (r - q))} (Dudik, Langford and Li 2011). Right if propensities or model are. */
    DOUBLY_ROBUST("dr", true),
    /** Self-normalised doubly robust: {@code mean(v) + sum(w (r - q)) / sum(w)}. */
    SELF_NORMALISED_DOUBLY_ROBUST("sndr", true),
    /** Doubly robust where w is at most a limit, the model alone elsewhere (Wang, Agarwal and Dudik 2017). */
    SWITCH_DOUBLY_ROBUST("switchDr", true),
    /**
     * The mean reward of the rows in which the target's own choice was the logged action (Li, Chu, Langford and Wang 2011).
     * Without bias only if the logger chose evenly and the target is deterministic.
     */
    REPLAY("replay", false);

    private final String key;
    private final boolean needsModel;

    PolicyEstimator(String key, boolean needsModel) {
        this.key = key;
        this.needsModel = needsModel;
    }

    /** Returns the name in reports. */
    public String key() {
        return key;
    }

    /** Returns whether it needs what a model expects. */
    public boolean needsModel() {
        return needsModel;
    }
}
