"""Records to files: briefings, pictures, tables. Knows neither Qt nor the store."""
