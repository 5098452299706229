package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.ingest.AuditRequest;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;

/** Archives read within bounds that are small enough to break in a test, and that must give back what they held. */
final class BoundedArchives {

    static final String ROOT = "sosreport-web-17-2026-11-28-abcdefg/";
    static final String SYSCTL = ROOT + "sos_commands/kernel/sysctl_-a";
    static final byte[] REPORT = new Tarball().file(SYSCTL, Http.SYSCTL).tar();
    static final Bounds BOUNDS = new Bounds(64 << 20, 1000, 1 << 20, 2 << 20, 250, 72 << 20);

    private final BodyBudget budget;
    private final Archives archives;

    BoundedArchives() {
        this(BOUNDS, new BodyBudget(8 << 20));
    }

    BoundedArchives(Bounds bounds) {
        this(bounds, new BodyBudget(8 << 20));
    }

    BoundedArchives(Bounds bounds, BodyBudget budget) {
        this.budget = budget;
        this.archives = new Archives(bounds, budget);
    }

    /** All but the number of entries and the ratio in bytes. */
    record Bounds(long unpacked, int maxEntries, long entry, long kept, int maxRatio, long xz)
            implements HttpLimits.Archive {

        @Override
        public MemorySize maxSize() {
            return size(1 << 20);
        }

        @Override
        public MemorySize maxUnpackedSize() {
            return size(unpacked);
        }

        @Override
        public MemorySize maxEntrySize() {
            return size(entry);
        }

        @Override
        public MemorySize maxKeptSize() {
            return size(kept);
        }

        @Override
        public MemorySize maxXzMemory() {
            return size(xz);
        }

        private static MemorySize size(long bytes) {
            return new MemorySize(BigInteger.valueOf(bytes));
        }
    }

    AuditRequest read(byte[] archive) {
        return readBody(archive).request();
    }

    ReadBody readBody(byte[] archive) {
        try {
            return archives.read(archive);
        } finally {
            assertThat(budget.heldBytes()).isZero();
        }
    }

    void refuses(byte[] archive, ProblemType type, String message) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(archive))
                .withMessageContaining(message)
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(type));
    }

    void readsOrRefuses(byte[] archive) {
        try {
            read(archive);
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isBetween(400, 499);
        }
    }
}
