"""Trains a tiny model by TRL's DPOTrainer on a pulled `dpo` snapshot, and prints what came of it, as JSON.

Usage: train_dpo.py FOLDER SCRATCH

The model is random and small, and its tokenizer is trained on the rows themselves: what is tried is that the trainer takes
the rows as they are, and trains on every one.
"""

import json
import sys
from pathlib import Path

from datasets import Dataset, load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer

STEPS = 20
MAX_LENGTH = 1024
CHAT_TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<eos>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def texts(rows: Dataset):
    for row in rows:
        for name in ("prompt", "chosen", "rejected"):
            yield from (message["content"] for message in row[name])


def make_tokenizer(rows: Dataset) -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<unk>", "<pad>", "<bos>", "<eos>", "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>"]
    tokenizer.train_from_iterator(texts(rows), trainers.BpeTrainer(vocab_size=2000, special_tokens=special))
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="<unk>",
        pad_token="<pad>",
        bos_token="<bos>",
        eos_token="<eos>",
        chat_template=CHAT_TEMPLATE,
    )


def main(folder: str, scratch: str) -> None:
    files = sorted(str(path) for path in Path(folder, "data").glob("train-*.parquet"))
    rows = load_dataset("parquet", data_files=files, split="train", cache_dir=f"{scratch}/cache")
    tokenizer = make_tokenizer(rows)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=4,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    # The trainer loads its reference model from the path that the model came from.
    LlamaForCausalLM(config).save_pretrained(f"{scratch}/model")
    tokenizer.save_pretrained(f"{scratch}/model")
    arguments = DPOConfig(
        output_dir=f"{scratch}/out",
        use_cpu=True,
        bf16=False,
        max_steps=STEPS,
        max_length=MAX_LENGTH,
        per_device_train_batch_size=4,
        report_to=[],
        save_strategy="no",
        logging_steps=STEPS,
    )
    trainer = DPOTrainer(
        model=f"{scratch}/model", args=arguments, train_dataset=rows, processing_class=tokenizer
    )
    result = trainer.train()
    summary = {
        "rows": rows.num_rows,
        "rows_trained_on": len(trainer.train_dataset),
        "steps": result.global_step,
        "loss": result.training_loss,
    }
    print(json.dumps(summary))


main(sys.argv[1], sys.argv[2])
