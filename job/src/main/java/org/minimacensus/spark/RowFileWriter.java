package org.minimacensus.spark;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Parquet file that is written row by row, on the driver or in a task. The same rows give the
 * same bytes: no writer knows of another one, as Spark's do, which share out the memory.
 */
final class RowFileWriter implements Closeable {
  private final FSDataOutputStream out;
  private final ParquetWriter<Row> writer;

  /**
   * @param file must not be there yet; its folder must
   */
  RowFileWriter(StoreFiles files, Path file, StructType schema) throws IOException {
    this.out = files.createNew(file);
    this.writer = new Builder(new Output(new SteadyOutput(out)), schema).build();
  }

  /**
   * @param row has the columns of the schema in their order, then any others
   */
  void write(Row row) throws IOException {
    writer.write(row);
  }

  /** The file is whole, and on disk, when this returns. */
  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Lets go of a file that will not be whole. */
  void abandon() throws IOException {
    out.close();
  }

  /** The columns as Parquet has them, like those that Spark writes. */
  static MessageType message(StructType schema) {
    Types.MessageTypeBuilder columns = Types.buildMessage();
    for (StructField field : schema.fields()) {
      columns.addField(column(field));
    }

    return columns.named("spark_schema");
  }

  private static Type column(StructField field) {
    Type.Repetition repetition =
        field.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
    if (field.dataType() instanceof ArrayType) {
      return Types.list(repetition).requiredElement(PrimitiveTypeName.DOUBLE).named(field.name());
    }

    if (field.dataType().equals(DataTypes.StringType)) {
      return Types.primitive(PrimitiveTypeName.BINARY, repetition)
          .as(LogicalTypeAnnotation.stringType())
          .named(field.name());
    }

    PrimitiveTypeName type =
        Map.of(
                DataTypes.LongType, PrimitiveTypeName.INT64,
                DataTypes.IntegerType, PrimitiveTypeName.INT32,
                DataTypes.DoubleType, PrimitiveTypeName.DOUBLE,
                DataTypes.BooleanType, PrimitiveTypeName.BOOLEAN)
            .get(field.dataType());
    return Types.primitive(type, repetition).named(field.name());
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final StructType schema;

    Builder(OutputFile file, StructType schema) {
      super(file);
      this.schema = schema;
      // Settings of a cluster must not change bytes.
      withConf(new Configuration(false));
      withCompressionCodec(CompressionCodecName.SNAPPY);
    }

    @Override
    protected Builder self() {
      return this;
    }

    // The method that takes its place hands on to this one.
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<Row> getWriteSupport(Configuration conf) {
      return new RowSupport(schema);
    }
  }

  /** A file that was opened already. */
  private record Output(PositionOutputStream stream) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return stream;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  /** Writes rows of flat types and arrays of doubles as Spark does. */
  private static final class RowSupport extends WriteSupport<Row> {
    private final StructField[] fields;
    private final MessageType message;
    private RecordConsumer out;

    RowSupport(StructType schema) {
      this.fields = schema.fields();
      this.message = message(schema);
    }

    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
      return new WriteContext(message, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      this.out = consumer;
    }

    @Override
    public void write(Row row) {
      out.startMessage();
      for (int i = 0; i < fields.length; i++) {
        Object value = row.get(i);
        if (value != null) {
          out.startField(fields[i].name(), i);
          cell(value);
          out.endField(fields[i].name(), i);
        }
      }

      out.endMessage();
    }

    private void cell(Object value) {
      if (value instanceof Double d) {
        out.addDouble(d);
      } else if (value instanceof Long l) {
        out.addLong(l);
      } else if (value instanceof Integer n) {
        out.addInteger(n);
      } else if (value instanceof Boolean b) {
        out.addBoolean(b);
      } else if (value instanceof String s) {
        out.addBinary(Binary.fromString(s));
      } else {
        array(Table.doubles(value));
      }
    }

    private void array(double[] values) {
      out.startGroup();
      if (values.length > 0) {
        out.startField("list", 0);
        for (double value : values) {
          out.startGroup();
          out.startField("element", 0);
          out.addDouble(value);
          out.endField("element", 0);
          out.endGroup();
        }

        out.endField("list", 0);
      }

      out.endGroup();
    }
  }
}
