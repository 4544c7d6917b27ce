"use client";

import { IconFileImport } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import classes from "./drop-zone.module.css";

export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  return (
    <label
      className={classes.zone}
      data-over={isOver || undefined}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={22} stroke={1.6} aria-hidden="true" />
      <span>
        <strong>Drop files here</strong>, or choose them
      </span>
      <span className={classes.formats}>
        Espalier JSONL, tau-bench, PandaLM, ATIF, chat messages: the format is detected
      </span>
      <input
        type="file"
        multiple
        className={classes.input}
        onChange={event => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}
