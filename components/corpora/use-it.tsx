"use client";

import { SegmentedControl } from "@mantine/core";
import { useState, useSyncExternalStore } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Card } from "#components/ui/page.tsx";
import type { SnapshotItem } from "#lib/corpora/schemas.ts";
import { type PasteWay, pasteCode, pasteWays } from "./paste-code.ts";

const subscribeToNothing = () => () => {};

/** Only the browser knows under which address the server is reached. */
const readAddress = () => window.location.origin;

/** Code to paste for reading this very version. */
export function UseIt({ workspace, snapshot }: { workspace: string; snapshot: SnapshotItem }) {
  const [way, setWay] = useState<PasteWay>("pull");
  const address = useSyncExternalStore(subscribeToNothing, readAddress, () => "");
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
      <CodeBlock code={pasteCode(way, address, workspace, snapshot)} />
    </Card>
  );
}
