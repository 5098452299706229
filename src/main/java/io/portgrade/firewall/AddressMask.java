package io.portgrade.firewall;

import java.util.Optional;

/**
 * Bits of an address, wherever they stand in it.
 *
 * @param bits those that are looked at
 * @param value what they must be; with others set, no address has it
 * @throws IllegalArgumentException if they are of two families
 */
public record AddressMask(IpAddress bits, IpAddress value) {

    private static final int MOST_LOOKED_AT = 64;

    public AddressMask {
        if (bits.family() != value.family()) {
            throw new IllegalArgumentException("not a mask of " + value + ": " + bits);
        }
    }

    /** Reads {@code 10.0.0.1/255.0.0.255}, which may be written with bits that the mask leaves out. */
    public static Optional<AddressMask> find(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : find(text.substring(slash + 1), text.substring(0, slash))
                        .map(found -> new AddressMask(found.bits, found.value.and(found.bits)));
    }

    /** Empty when one is no address, or they are of two families. */
    public static Optional<AddressMask> find(String bits, String value) {
        Optional<IpAddress> wanted = IpAddress.find(value);
        return IpAddress.find(bits)
                .filter(mask -> wanted.isPresent() && wanted.get().family() == mask.family())
                .map(mask -> new AddressMask(mask, wanted.orElseThrow()));
    }

    public Family family() {
        return bits.family();
    }

    public boolean matches(IpAddress address) {
        return address.and(bits).equals(value);
    }

    /** Of an address that is one of these; of many it is not looked at each. */
    Hits hits(AddressSet addresses) {
        int looked = 0;
        int matched = 0;
        for (AddressRange range : addresses.ranges()) {
            IpAddress address = range.low();
            boolean more = true;
            while (more) {
                if (looked == MOST_LOOKED_AT) {
                    return Hits.UNKNOWN;
                }
                looked++;
                matched += matches(address) ? 1 : 0;
                more = !address.equals(range.high());
                address = address.next();
            }
        }
        if (looked == 0 || matched > 0 && matched < looked) {
            return Hits.UNKNOWN;
        }
        return Hits.of(matched > 0);
    }

    /** Whether no address has such bits. */
    public boolean isImpossible() {
        return !value.and(bits).equals(value);
    }
}
