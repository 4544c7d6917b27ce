"""Reads a pulled snapshot as Arrow, and prints what a trainer that uses pyarrow would see, as JSON.

Usage: read_with_pyarrow.py FOLDER
"""

import json
import sys
from pathlib import Path

import pyarrow.parquet as parquet

MESSAGES = ("prompt", "chosen", "rejected")


def main(folder: Path) -> None:
    files = sorted((folder / "data").glob("train-*.parquet"))
    tables = [parquet.read_table(file) for file in files]
    schema = tables[0].schema
    rows = [row for table in tables for row in table.to_pylist()]
    columns = [name for name in MESSAGES if name in schema.names]
    messages = [json.loads(text) for row in rows for name in columns for text in row[name]]
    calls = [call for message in messages for call in message.get("tool_calls", [])]
    summary = {
        "rows": len(rows),
        "types": {field.name: str(field.type) for field in schema},
        "nullable": [field.name for field in schema if field.nullable],
        "roles": sorted({message["role"] for message in messages}),
        "contents_are_text": all(isinstance(message["content"], str) for message in messages),
        "tool_calls": len(calls),
        "arguments_are_objects": all(isinstance(call["function"]["arguments"], dict) for call in calls),
        "empty_tool_calls": sum(1 for message in messages if message.get("tool_calls", ["one"]) in ([], None)),
        "tools": sorted({len(json.loads(row["tools"])) for row in rows if row["tools"] is not None}),
    }
    print(json.dumps(summary))


main(Path(sys.argv[1]))
