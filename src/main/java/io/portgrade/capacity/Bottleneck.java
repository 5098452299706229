package io.portgrade.capacity;

/**
 * What a demand uses up first.
 *
 * @param name for a reader: {@code usable ports / TIME_WAIT}
 * @param shared whether other demands take of the same ports
 */
public record Bottleneck(Resource resource, String name, boolean shared) {

    /** What there is only so much of. */
    public enum Resource {
        PORTS,
        CONNTRACK_TABLE,
        OPEN_FILES
    }

    public boolean isOfPorts() {
        return resource == Resource.PORTS;
    }
}
