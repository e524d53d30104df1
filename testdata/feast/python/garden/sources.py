"""Where the measurements of the garden are.

beds = Entity(name="not_an_entity")  # text, not code
"""
from datetime import timedelta

from feast import Entity, FileSource, PushSource, RequestSource, ValueType
from feast.types import Float32
import feast.infra.offline_stores.contrib as contrib

bed = Entity(
    name="bed",
    join_keys=["bed_id"],  # the key, in brackets ( [
    description='A bed of the garden: "sun" or "shade"',
    tags={"team": "garden"},
)
gardener = Entity(name=NAME_OF_GARDENER, value_type=ValueType.STRING)

moisture: FileSource = FileSource(
    name="moisture_" "hourly",
    path=r"s3://garden/moisture\hourly.parquet",
    timestamp_field="measured_at",
    created_timestamp_column="created",
)
weather = contrib.SparkSource(name="weather", table="lake.weather", timestamp_field="at")
pushed = PushSource(name="pushed", batch_source=moisture)
asked = RequestSource("asked", schema=[Field("rain", Float32)])
