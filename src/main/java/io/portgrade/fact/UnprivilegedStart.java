package io.portgrade.fact;

/**
 * {@code ip_unprivileged_port_start}, below which Linux takes no port range to begin, since 4.11.
 *
 * @param description for a sentence, with the port and how it is known
 */
public record UnprivilegedStart(int port, String description) {

    static final int DEFAULT = 1_024;

    private static final String NAME = "ip_unprivileged_port_start, ";

    static UnprivilegedStart of(int port) {
        return new UnprivilegedStart(port, NAME + port);
    }

    /** @param why it is not known: {@code was not submitted} */
    static UnprivilegedStart assumed(String why) {
        return new UnprivilegedStart(DEFAULT, NAME + "taken to be " + DEFAULT + ", its default: a value " + why);
    }

    /** @param later the place from which another value is loaded */
    static UnprivilegedStart before(String later) {
        return new UnprivilegedStart(
                DEFAULT,
                NAME + "still " + DEFAULT + " when the range is loaded: it is lowered only after that, at " + later);
    }
}
