package io.portgrade.render;

import io.portgrade.policy.Bands;
import io.portgrade.snapshot.PortRange;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes records up, component by component; one that is added to a record later is made up as well. */
final class RandomRecords {

    private static final int MOST_ELEMENTS = 3;
    private static final String CHARACTERS = "abcxyz019 ./\"\\\n\t\u0001\u007fäß€\u2028😀🚢";

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    <T> T of(Class<T> record) {
        return record.cast(make(record));
    }

    private Object make(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(this::component).toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make up " + type, e);
        }
    }

    private @Nullable Object component(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class) && random.nextBoolean() ? null : value(type.getType());
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return collection(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (plain == PortRange.class) {
            int low = random.nextInt(PortRange.MAX_PORT);
            return new PortRange(low, low + random.nextInt(PortRange.MAX_PORT - low));
        }
        if (plain == Bands.class) {
            return new Bands(Bands.Side.ABOVE, Map.of());
        }
        return plain.isRecord() ? make(plain) : simple(plain);
    }

    private Object simple(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> text();
            case "int", "Integer" -> random.nextInt();
            case "double", "Number" -> random.nextInt() / 8.0;
            case "boolean" -> random.nextBoolean();
            case "Instant" -> Instant.ofEpochMilli(random.nextInt() * 1_000L + random.nextInt(3));
            default -> throw new IllegalStateException("nothing is known about making up a " + type);
        };
    }

    private Object collection(ParameterizedType type) {
        int size = random.nextInt(MOST_ELEMENTS + 1);
        if (type.getRawType() == List.class) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                values.add(value(type.getActualTypeArguments()[0]));
            }
            return values;
        }
        if (type.getRawType() == Map.class || type.getRawType() == SortedMap.class) {
            Map<Object, Object> values = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                values.put(value(type.getActualTypeArguments()[0]), value(type.getActualTypeArguments()[1]));
            }
            return values;
        }
        throw new IllegalStateException("nothing is known about making up a " + type);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int[] characters = CHARACTERS.codePoints().toArray();
        int length = random.nextInt(100) == 0 ? 9_000 : random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
