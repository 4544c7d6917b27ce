"""Reads a pulled snapshot by the datasets library, both ways that people do, and prints what they get, as JSON.

Usage: read_with_datasets.py FOLDER CACHE
"""

import json
import sys
from pathlib import Path

from datasets import Dataset, load_dataset

MESSAGES = ("prompt", "chosen", "rejected")


def described(rows: Dataset) -> dict:
    columns = [name for name in MESSAGES if name in rows.column_names]
    messages = [message for row in rows for name in columns for message in row[name]]
    calls = [call for message in messages if isinstance(message, dict) for call in message.get("tool_calls") or []]
    return {
        "rows": rows.num_rows,
        "columns": rows.column_names,
        "messages": len(messages),
        "messages_are_dicts": all(isinstance(message, dict) for message in messages),
        "absent_keys_stay_absent": all(
            message.get("tool_calls", calls) is not None and message["content"] is not None for message in messages
        ),
        "tool_calls": len(calls),
        "arguments_are_dicts": all(isinstance(call["function"]["arguments"], dict) for call in calls),
    }


def main(folder: str, cache: str) -> None:
    files = sorted(str(path) for path in Path(folder, "data").glob("train-*.parquet"))
    by_files = load_dataset("parquet", data_files=files, split="train", cache_dir=cache)
    by_card = load_dataset(folder, split="train", cache_dir=cache)
    print(json.dumps({"by_files": described(by_files), "by_card": described(by_card)}))


main(sys.argv[1], sys.argv[2])
