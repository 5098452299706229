package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How many rules a grade rests on.
 *
 * @param assessed those that could judge the host
 * @param applicable those of them and of the others that the policy wants and that are about this kind of host
 */
public record RuleCounts(int assessed, int applicable) {

    /** Whether nothing more could be found out. */
    @JsonIgnore
    public boolean isComplete() {
        return assessed == applicable;
    }

    /** {@code 3 of 41 rules assessed}. */
    @Override
    public String toString() {
        return assessed + " of " + applicable + " rules assessed";
    }
}
