package io.portgrade.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What one request, and all of them together, may take. */
@ConfigMapping(prefix = "portgrade.http")
interface HttpLimits {

    /** The largest body that is read. */
    @WithDefault("8M")
    MemorySize maxBodySize();

    /** The bytes of all bodies held at the same time; a quarter of the heap when left out. */
    Optional<MemorySize> bodyBudget();

    /** The largest text or JSON body that is audited on the event loop; larger ones are on worker threads. */
    @WithDefault("256K")
    MemorySize eventLoopLimit();

    /** How long a body may take to arrive. */
    @WithDefault("60S")
    Duration bodyTimeout();

    /** The longest path with its query. */
    @WithDefault("8K")
    MemorySize maxUriLength();

    /** The largest sum of all header names and values. */
    @WithDefault("16K")
    MemorySize maxHeaderSize();

    /** What an archive may take. */
    Archive archive();

    /** The bounds of an archive. */
    interface Archive {

        /** The longest body that is an archive; never more than all bodies may have together. */
        @WithDefault("64M")
        MemorySize maxSize();

        /** All that is in it, unpacked. */
        @WithDefault("1G")
        MemorySize maxUnpackedSize();

        /** Files, directories, links and all else; a report has a few ten thousand. */
        @WithDefault("200000")
        int maxEntries();

        /** A file of it that is read; a longer listing of sockets is passed over, other files that are longer refused. */
        @WithDefault("4M")
        MemorySize maxEntrySize();

        /** All files of it that are read. */
        @WithDefault("8M")
        MemorySize maxKeptSize();

        /** How many times its size it may unpack to; reports unpack to ten times theirs, texts to a hundred. */
        @WithDefault("250")
        int maxRatio();

        /** What xz may take to unpack it; {@code xz -9} needs 65 MiB. */
        @WithDefault("72M")
        MemorySize maxXzMemory();

        default long maxUnpackedBytes() {
            return maxUnpackedSize().asLongValue();
        }

        default long maxEntryBytes() {
            return Math.min(maxEntrySize().asLongValue(), Integer.MAX_VALUE);
        }

        default long maxKeptBytes() {
            return maxKeptSize().asLongValue();
        }
    }

    default long budgetBytes() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return bodyBudget().map(MemorySize::asLongValue).orElse(Math.max(quarter, maxBodyBytes()));
    }

    default long maxBodyBytes() {
        return maxBodySize().asLongValue();
    }
}
