"use client";

import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Card } from "#components/ui/page.tsx";
import type { SnapshotItem } from "#lib/corpora/schemas.ts";
import { type PasteWay, pasteCode, pasteWays } from "./paste-code.ts";

/** Code to paste for reading this very version. */
export function UseIt({ workspace, snapshot }: { workspace: string; snapshot: SnapshotItem }) {
  const [way, setWay] = useState<PasteWay>("pull");
  return (
    <Card
      title="Use it"
      note={
        <SegmentedControl
          aria-label="With"
          data={pasteWays.map(name => ({ value: name, label: name }))}
          value={way}
          onChange={value => setWay(pasteWays.find(name => name === value) ?? "pull")}
        />
      }
    >
      <CodeBlock code={pasteCode(way, workspace, snapshot)} />
    </Card>
  );
}
