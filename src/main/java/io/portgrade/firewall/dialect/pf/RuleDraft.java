package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A rule of pf while it is being read. */
final class RuleDraft {

    /** What becomes of the addresses of what it matches. */
    enum Translation {
        NONE,
        SOURCE,
        DESTINATION,
        /** Both, or the packets leave the rules for good. */
        OTHER
    }

    Set<Direction> directions = EnumSet.allOf(Direction.class);
    boolean quick;

    /** Conditions on anything but the two ends. */
    final List<Match> conditions = new ArrayList<>();

    /** Conditions on the source's address and port. */
    final List<Match> from = new ArrayList<>();

    /** Conditions on the destination's address and port. */
    final List<Match> to = new ArrayList<>();

    boolean keepsState = true;
    boolean namesFlags;
    Translation translation = Translation.NONE;

    /** What may refuse a connection that the rule passes; empty when nothing does. */
    String limit = "";

    /** What is to be said of parts that were read, but whose meaning is not in the text. */
    final List<String> notes = new ArrayList<>();

    /** What could not be read; empty when all was. */
    String unread = "";

    List<Match> all() {
        List<Match> all = new ArrayList<>(conditions);
        all.addAll(from);
        all.addAll(to);
        return all;
    }
}
