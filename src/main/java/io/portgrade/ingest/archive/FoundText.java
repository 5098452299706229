package io.portgrade.ingest.archive;

/** A file that was found, as text. */
record FoundText(SosFile place, String text) {

    boolean isBlank() {
        return text.isBlank();
    }

    String path() {
        return place.path();
    }
}
