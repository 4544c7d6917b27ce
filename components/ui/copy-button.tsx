"use client";

import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";

export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const words = clipboard.copied ? "Copied" : clipboard.error ? "Select and copy" : label;
  return (
    <Button onClick={() => clipboard.copy(text)} aria-live="polite">
      {words}
    </Button>
  );
}
