package io.portgrade.firewall;

/** Carries what becomes of translated ports over to the ports that sockets have. */
final class Translation {

    private Translation() {}

    /**
     * A port inside the range that NAT translates to is kept (Linux, {@code nf_nat_core.c, get_unique_tuple}); any other
     * becomes some port of the range.
     *
     * @param to the range
     * @param keeps false where even a port inside becomes some port of it
     * @param through those of the range that may pass
     * @param translated what becomes of the range
     * @param outcome of the sockets' ports, to which the result is added
     */
    static void apply(PortRanges to, boolean keeps, PortBits through, Outcome translated, Outcome outcome) {
        PortBits inside = PortBits.none();
        if (keeps) {
            inside.addFrom(outcome.mayPass, to);
        }
        PortBits outside = outcome.mayPass.copy();
        outside.remove(inside);
        outcome.addDrops(translated, inside);
        int dropped = translated.mayDrop.next(0);
        if (dropped <= 65_535) {
            Decider by = translated.decider(dropped);
            if (by != null) {
                outcome.drop(outside, through.isEmpty() ? Hits.ALL : Hits.UNKNOWN, by);
                if (!through.isEmpty()) {
                    outcome.doubt(outside, PortRanges.ALL, by);
                }
            }
        }
        inside.retain(through);
        outcome.mayPass.retain(PortBits.none());
        outcome.mayPass.add(inside);
        if (!through.isEmpty()) {
            outcome.mayPass.add(outside);
        }
    }
}
