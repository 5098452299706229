package io.portgrade.snapshot;

import java.util.Comparator;
import java.util.Optional;

/** The upstream version at the front of a kernel release: {@code 6.8.0} of {@code 6.8.0-45-generic}. */
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {

    private static final int MAX_DIGITS = 6;
    private static final Comparator<KernelVersion> ORDER = Comparator.comparingInt(KernelVersion::major)
            .thenComparingInt(KernelVersion::minor)
            .thenComparingInt(KernelVersion::patch);

    /** Reads the numbers that a release starts with; empty unless it starts with {@code major.minor}. */
    public static Optional<KernelVersion> find(String release) {
        int[] numbers = new int[3];
        int count = 0;
        int at = 0;
        while (count < numbers.length) {
            int end = at;
            while (end < release.length() && end - at < MAX_DIGITS && isDigit(release.charAt(end))) {
                end++;
            }
            if (end == at) {
                break;
            }
            numbers[count++] = Integer.parseInt(release.substring(at, end));
            if (end >= release.length() || release.charAt(end) != '.') {
                break;
            }
            at = end + 1;
        }
        return count < 2 ? Optional.empty() : Optional.of(new KernelVersion(numbers[0], numbers[1], numbers[2]));
    }

    public boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public int compareTo(KernelVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
