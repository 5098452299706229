package io.portgrade.report;

import java.util.Map;

/**
 * One form in which a report is handed out. Implementations are safe for use by several threads and block on nothing;
 * each is found by being there.
 */
public interface Rendering {

    /** What {@code ?format=} asks for; lower case. */
    String id();

    /** The media type of what {@link #render} yields, with its charset where that is not plain: {@code text/plain;charset=UTF-8}. */
    String mediaType();

    /** Whether Accept alone can ask for it. Of the renderings that share a media type, one says so. */
    default boolean standsForItsMediaType() {
        return true;
    }

    byte[] render(AuditReport report);

    /** The same for who keeps the report apart from the service: a link to a path of the service would lead nowhere there. */
    default Rendering kept() {
        return this;
    }

    /** Whether it takes a millisecond or more: such work is for worker threads. */
    default boolean isSlow() {
        return false;
    }

    /** Headers that the answer carries beside its type: what a browser is to allow the page. */
    default Map<String, String> headers() {
        return Map.of();
    }
}
