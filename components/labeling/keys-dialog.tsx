"use client";

import { Kbd } from "@mantine/core";
import { Dialog } from "#components/ui/dialog.tsx";
import classes from "./keys-dialog.module.css";

const keys: [keys: string[], does: string][] = [
  [["1", "2", "3"], "A much better, better, slightly"],
  [["4"], "Tie"],
  [["5", "6", "7"], "B slightly, better, much better"],
  [["0"], "Both bad"],
  [["Shift", "S"], "Skip, with a reason"],
  [["u"], "Undo, across items"],
  [["r"], "Say why"],
  [["j", "k"], "Next, previous step"],
  [["l"], "Scroll both sides together or apart"],
  [["d"], "Only what differs, or both runs in full"],
  [["?"], "These keys"],
];

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Keys">
      <dl className={classes.keys}>
        {keys.map(([names, does]) => (
          <div key={does} className={classes.row}>
            <dt>
              {names.map(name => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
