package io.portgrade.api;

import java.util.Locale;

/**
 * A request of a test and its answer, as the contract speaks of them.
 *
 * @param target path and query
 * @param sentType Content-Type, empty when there is none
 * @param answerType likewise
 */
record Exchange(
        String method, String target, String sentType, byte[] sent, int status, String answerType, byte[] answer) {

    String path() {
        return target.replaceFirst("[?#].*", "");
    }

    String query() {
        int start = target.indexOf('?');
        return start < 0 ? "" : target.substring(start + 1);
    }

    static String withoutParameters(String mediaType) {
        return mediaType.replaceFirst(";.*", "").trim().toLowerCase(Locale.ROOT);
    }
}
