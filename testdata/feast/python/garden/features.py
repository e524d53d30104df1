import pandas as pd
from feast import FeatureService, FeatureView, Field
from feast.on_demand_feature_view import on_demand_feature_view
from feast.types import Float32, Int64

from sources import asked, bed, moisture, weather

ages = [1, 2, 3]
moisture_view = FeatureView(
    name="moisture_stats",
    entities=[bed],
    ttl=timedelta(days=1),
    schema=[
        Field(name="mean_moisture", dtype=Float32, description="Mean of an hour", tags={"unit": "%"}),
        Field(name="samples", dtype=Int64),
        *[Field(name=f"hour_{i}", dtype=Float32) for i in range(24)],
    ],
    online=True,
    source=moisture,
    tags={"team": "garden", "stage": "test" if TESTING else "live"},
    owner="fern@example.org",
    description=(
        "Moisture of a bed, "
        "hour by hour"
    ),
)

weather_view = FeatureView(name="weather", entities=["town"], source=weather, ttl=None)


@on_demand_feature_view(
    sources=[moisture_view, asked],
    schema=[Field(name="thirst", dtype=Float32)],
)
def thirst(inputs: pd.DataFrame) -> pd.DataFrame:
    df = pd.DataFrame()
    df["thirst"] = 1 - inputs["mean_moisture"] / 100
    return df


watering = FeatureService(
    name="watering",
    features=[moisture_view[["mean_moisture", "samples"]], thirst, unknown_view],
)
broken = FeatureView(name="open", entities=[bed], schema=[Field(name="a", dtype=Int64)
