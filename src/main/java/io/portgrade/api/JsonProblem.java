package io.portgrade.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.portgrade.ingest.text.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with JSON in the words of JSON, where Jackson says it in those of Java. */
final class JsonProblem {

    /** Where Jackson names its own settings and classes: only ever in a bracket, or after the last sentence. */
    private static final Pattern JAVA_WORDS =
            Pattern.compile(" ?\\([^()]*[`\\[][^()]*(\\([^()]*\\)[^()]*)*\\)|`[^`]*`");

    private static final Pattern NOT_A_NUMBER = Pattern.compile("token '[-+]?(NaN|Inf)|'I' \\(code 73\\)");

    /** Jackson quotes a duplicate name in full, however long; its own words stand before and behind. */
    private static final int MAX_OPENING = 150;

    private static final int MAX_ENDING = 300;

    private final JsonParser parser;
    private final ByteBuffer json;
    private final String prefix;

    /**
     * @param parser still open, where it stopped
     * @param json what it reads
     * @param prefix pointer to the document, when it is part of a request
     */
    JsonProblem(JsonParser parser, ByteBuffer json, String prefix) {
        this.parser = parser;
        this.json = json;
        this.prefix = prefix;
    }

    ProblemException of(IOException cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return unknownProperty(unknown);
        }
        if (is(InputCoercionException.class, cause)) {
            return invalidField(
                    prefix + parser.getParsingContext().pathAsPointer(), "the number is too large for a whole number");
        }
        if (is(StreamConstraintsException.class, cause)) {
            return malformed(constraint(String.valueOf(cause.getMessage())));
        }
        if (cause instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return isTrailing(mismatch)
                    ? malformed("something follows the end of the document: send one document")
                    : wrongType(mismatch);
        }
        return malformed(words(cause));
    }

    /** Of a part that is null as a whole, which Jackson takes for any type. */
    static ProblemException ofNull(String pointer, Class<?> target) {
        return invalidField(pointer, "expected " + expected(target) + found(JsonToken.VALUE_NULL, false));
    }

    /** Within an array Jackson wraps what its parser throws. */
    private static boolean is(Class<? extends IOException> type, IOException cause) {
        return type.isInstance(cause) || type.isInstance(cause.getCause());
    }

    private ProblemException unknownProperty(UnrecognizedPropertyException unknown) {
        String pointer = pointer(unknown);
        Collection<Object> known = unknown.getKnownPropertyIds();
        String message = "there is no property " + Excerpt.of(unknown.getPropertyName()) + " here: known are "
                + (known == null
                        ? "none"
                        : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
        return ProblemException.of(
                ProblemType.UNKNOWN_PROPERTY, pointer + ": " + message, List.of(ProblemError.at(pointer, message)));
    }

    private ProblemException wrongType(MismatchedInputException mismatch) {
        String pointer = pointer(mismatch);
        Class<?> target = mismatch.getTargetType();
        String message = "expected " + expected(target) + found(parser.currentToken(), target == String.class)
                + (pointer.isEmpty() && parser.currentToken() == JsonToken.START_ARRAY
                        ? ": /v1/audits/batch takes several hosts, an object in each line"
                        : "");
        return invalidField(pointer, message);
    }

    private static ProblemException invalidField(String pointer, String message) {
        return ProblemException.of(
                ProblemType.INVALID_FIELD,
                (pointer.isEmpty() ? "the document" : pointer) + ": " + message,
                List.of(ProblemError.at(pointer, message)));
    }

    private ProblemException malformed(String message) {
        JsonLocation place = parser.currentLocation();
        int line = Math.max(1, place.getLineNr());
        int column = Math.max(1, place.getColumnNr());
        return ProblemException.of(
                ProblemType.MALFORMED_JSON,
                (prefix.isEmpty() ? "" : prefix + ": ") + "line " + line + ", column " + column + ": " + message,
                List.of(ProblemError.atLine(prefix.isEmpty() ? "body" : prefix.substring(1), line, column, message)));
    }

    /** Only the check for trailing tokens complains with the document as a whole complete. */
    private static boolean isTrailing(MismatchedInputException mismatch) {
        return String.valueOf(mismatch.getOriginalMessage()).startsWith("Trailing token");
    }

    private static String constraint(String message) {
        if (message.contains("nesting depth")) {
            return "nested deeper than " + JsonBody.MAX_DEPTH + " levels";
        }
        if (message.contains("Token count")) {
            return "more than " + JsonBody.MAX_TOKENS
                    + " keys, values and brackets: send settings as the text of sysctl or"
                    + " files, and those pools that matter, 10000 at most";
        }
        return "a name or a number is too long";
    }

    private String words(IOException cause) {
        if (Utf8.isMalformed(json)) {
            return "not valid UTF-8: send the document in UTF-8";
        }
        if (is(JsonEOFException.class, cause)) {
            return "the document ends in the middle: send all of it";
        }
        String message = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
        String cleaned = JAVA_WORDS
                .matcher(shortened(String.valueOf(message)))
                .replaceAll("")
                .strip();
        if (NOT_A_NUMBER.matcher(cleaned).find()) {
            return "JSON has no NaN and no Infinity: send a number, or leave the field out";
        }
        if (cleaned.contains("Invalid UTF")) { // as Jackson has it of any letter where none may be
            return "a letter or blank that is not ASCII stands outside of a text, such as a no-break space from a page: put it"
                    + " in double quotes, or take it out";
        }
        return Character.toLowerCase(cleaned.charAt(0)) + cleaned.substring(1) + ": correct the JSON there";
    }

    private static String shortened(String message) {
        return message.length() <= MAX_OPENING + MAX_ENDING
                ? message
                : message.substring(0, MAX_OPENING) + "…" + message.substring(message.length() - MAX_ENDING);
    }

    private String pointer(JsonMappingException at) {
        StringBuilder pointer = new StringBuilder(prefix);
        for (JsonMappingException.Reference step : at.getPath()) {
            String name = step.getFieldName();
            pointer.append('/').append(name == null ? Integer.toString(step.getIndex()) : escaped(name));
        }
        return pointer.toString();
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Integer.class) {
            return "a whole number below 2147483648";
        }
        if (type == Double.class) {
            return "a number";
        }
        if (type != null && Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type != null && (Map.class.isAssignableFrom(type) || type.isRecord()) ? "an object" : "another value";
    }

    private static String found(@Nullable JsonToken token, boolean textExpected) {
        if (token == null) {
            return "";
        }
        return switch (token) {
            case START_OBJECT -> ", found an object";
            case START_ARRAY -> ", found an array";
            case VALUE_STRING -> ", found text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                textExpected
                        ? ", found a number: put it in quotes if it is meant as text"
                        : token == JsonToken.VALUE_NUMBER_INT
                                ? ", found a number"
                                : ", found a number with a fraction or an exponent";
            case VALUE_TRUE, VALUE_FALSE -> ", found true or false";
            case VALUE_NULL -> ", found null";
            default -> "";
        };
    }
}
