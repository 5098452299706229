package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.util.List;
import java.util.Set;

/**
 * requests and the urllib3 beneath it, by the parameters of {@code HTTPAdapter}, for a Session that is used again and
 * again. The pool does not block by default: any number of connections is opened, and those that come back to a full
 * pool are closed.
 *
 * <p>Sources: Requests 2.34.2, {@code requests/adapters.py}, HTTPAdapter: pool_connections 10 (hosts), pool_maxsize 10,
 * pool_block False; urllib3 2.8.0, {@code urllib3/connectionpool.py}: maxsize (1 without requests) and block, a connection
 * that comes back to a full pool is closed.
 */
final class PythonRequests implements PoolFramework {

    private static final int POOL_MAXSIZE = 10;

    @Override
    public String id() {
        return "python-requests";
    }

    @Override
    public List<String> settings() {
        return List.of("pool_maxsize", "pool_block");
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of("pool_connections", "max_retries");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        int size = stated.count("pool_maxsize", 1, POOL_MAXSIZE);
        boolean block = stated.flag("pool_block", false);
        return PoolSettings.keptAlive().withMaxIdle(size).withMaxSize(block ? size : Integer.MAX_VALUE);
    }
}
