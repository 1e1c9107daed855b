//! A table as Apache Parquet: every column optional, texts as strings, days as dates.

use std::io::Write;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::civil::date;
use parquet::basic::Compression;
use parquet::basic::LogicalType;
use parquet::basic::Repetition;
use parquet::basic::Type as Physical;
use parquet::data_type::BoolType;
use parquet::data_type::ByteArray;
use parquet::data_type::ByteArrayType;
use parquet::data_type::Int32Type;
use parquet::data_type::Int64Type;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedColumnWriter;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::ColumnKind;
use super::DatasetColumn;
use super::DatasetRows;
use super::DatasetValue;
use crate::report::ReportError;

/// Rows that are held before they are written: what a reader takes in one piece.
const GROUP: usize = 20_000;
/// The day from which days are counted.
const EPOCH: Date = date(1970, 1, 1);

/// The values of a column so far, and whether each row has one (1) or not (0).
enum ParquetValues {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Day(Vec<i32>),
    Flag(Vec<bool>),
}

struct ParquetColumn {
    values: ParquetValues,
    levels: Vec<i16>,
}

pub(super) struct ParquetRows<W: Write + Send> {
    out: SerializedFileWriter<W>,
    held: Vec<ParquetColumn>,
    rows: usize,
}

impl<W: Write + Send> ParquetRows<W> {
    pub(super) fn new(out: W, columns: &[DatasetColumn]) -> Result<Self, ReportError> {
        let fields = columns
            .iter()
            .map(|column| field(column).map(Arc::new))
            .collect::<Result<_, _>>()
            .map_err(fault)?;
        let schema = Type::group_type_builder("schema")
            .with_fields(fields)
            .build()
            .map_err(fault)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))
            .map_err(fault)?;
        Ok(Self {
            out,
            held: columns
                .iter()
                .map(|column| ParquetColumn::of(column.kind))
                .collect(),
            rows: 0,
        })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.out.next_row_group()?;
        for held in &mut self.held {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            held.write(&mut column)?;
            column.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl<W: Write + Send> DatasetRows for ParquetRows<W> {
    fn row(&mut self, fields: &[DatasetValue<'_>]) -> Result<(), ReportError> {
        for (held, field) in self.held.iter_mut().zip(fields) {
            held.push(*field);
        }
        self.rows += 1;
        if self.rows == GROUP {
            self.write_group().map_err(fault)
        } else {
            Ok(())
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), ReportError> {
        if self.rows > 0 {
            self.write_group().map_err(fault)?;
        }
        self.out.close().map_err(fault)?;
        Ok(())
    }
}

fn field(column: &DatasetColumn) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Whole => (Physical::INT64, None),
        ColumnKind::Day => (Physical::INT32, Some(LogicalType::Date)),
        ColumnKind::Flag => (Physical::BOOLEAN, None),
    };
    let builder =
        Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
    builder.with_logical_type(logical).build()
}

impl ParquetColumn {
    fn of(kind: ColumnKind) -> Self {
        let values = match kind {
            ColumnKind::Text => ParquetValues::Text(Vec::new()),
            ColumnKind::Whole => ParquetValues::Whole(Vec::new()),
            ColumnKind::Day => ParquetValues::Day(Vec::new()),
            ColumnKind::Flag => ParquetValues::Flag(Vec::new()),
        };
        Self {
            values,
            levels: Vec::new(),
        }
    }

    /// A value of the kind of the column; any other is none.
    fn push(&mut self, field: DatasetValue<'_>) {
        let is_there = match (&mut self.values, field) {
            (ParquetValues::Text(values), DatasetValue::Text(Some(text))) => {
                values.push(ByteArray::from(text));
                1
            }
            (ParquetValues::Whole(values), DatasetValue::Whole(Some(number))) => {
                values.push(number);
                1
            }
            (ParquetValues::Day(values), DatasetValue::Day(Some(day))) => {
                values.push(days(day));
                1
            }
            (ParquetValues::Flag(values), DatasetValue::Flag(flag)) => {
                values.push(flag);
                1
            }
            _ => 0,
        };
        self.levels.push(is_there);
    }

    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = Some(self.levels.as_slice());
        match &mut self.values {
            ParquetValues::Text(values) => {
                column
                    .typed::<ByteArrayType>()
                    .write_batch(values, levels, None)?;
                values.clear();
            }
            ParquetValues::Whole(values) => {
                column
                    .typed::<Int64Type>()
                    .write_batch(values, levels, None)?;
                values.clear();
            }
            ParquetValues::Day(values) => {
                column
                    .typed::<Int32Type>()
                    .write_batch(values, levels, None)?;
                values.clear();
            }
            ParquetValues::Flag(values) => {
                column
                    .typed::<BoolType>()
                    .write_batch(values, levels, None)?;
                values.clear();
            }
        }
        self.levels.clear();
        Ok(())
    }
}

/// Days since the epoch.
fn days(day: Date) -> i32 {
    day.since(EPOCH)
        .map(|span| span.get_days())
        .unwrap_or_default()
}

fn fault(error: ParquetError) -> ReportError {
    ReportError::Write(std::io::Error::other(error))
}
