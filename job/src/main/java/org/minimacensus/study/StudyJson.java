package org.minimacensus.study;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * JSON of the records of a run: names in snake case, fields in declaration order, two spaces,
 * {@code \n}; numbers in the shortest form that reads back to the same double, NaN and the
 * infinities as null. A null read for a {@code double} is NaN.
 */
public final class StudyJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          // Double.toString is not the shortest form before Java 19.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(doubles())
          .build();

  private static final ObjectWriter WRITER = MAPPER.writer(printer());

  private StudyJson() {}

  /** The text of a record, with a final line break. */
  public static String write(Object value) {
    try {
      return WRITER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass().getSimpleName() + " has no JSON form", e);
    }
  }

  /** The same on one line, without the line break. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass().getSimpleName() + " has no JSON form", e);
    }
  }

  /**
   * A record from its text. Unknown fields are skipped: later versions may add some.
   *
   * @throws IOException when it is not the JSON of such a record
   */
  public static <T> T read(String text, Class<T> type) throws IOException {
    return MAPPER.readValue(text, type);
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return printer;
  }

  private static SimpleModule doubles() {
    JsonSerializer<Double> serializer =
        new JsonSerializer<>() {
          @Override
          public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            if (Double.isFinite(value)) {
              out.writeNumber(value.doubleValue());
            } else {
              out.writeNull();
            }
          }
        };
    JsonDeserializer<Double> deserializer =
        new JsonDeserializer<>() {
          @Override
          public Double deserialize(JsonParser in, DeserializationContext context)
              throws IOException {
            return in.getDoubleValue();
          }

          @Override
          public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
          }
        };
    return new SimpleModule()
        .addSerializer(Double.class, serializer)
        .addSerializer(double.class, serializer)
        .addDeserializer(double.class, deserializer);
  }
}
