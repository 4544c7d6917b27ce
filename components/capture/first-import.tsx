"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import classes from "./first-import.module.css";
import { ImportPanel } from "./import-panel.tsx";
import { useRefresh } from "./use-refresh.ts";

/** An empty workspace: how the first trajectories get in. */
export function FirstImport({ workspace, mayImport }: { workspace: string; mayImport: boolean }) {
  const router = useRouter();
  const refresh = useRefresh(workspace);
  // The receipt stays until it has been read: it may name refused records.
  const [isRead, setRead] = useState(false);
  const noteEnd = useCallback(() => setRead(true), []);
  function goOn() {
    refresh();
    router.push(`/${workspace}`);
  }

  return (
    <div className={classes.page}>
      <h1 className={classes.title}>No trajectories yet</h1>
      <p className={classes.lead}>
        Bring runs that you have, or let agents append what they do over the API.
      </p>
      {mayImport && <ImportPanel workspace={workspace} onEnded={noteEnd} />}
      {isRead && (
        <Button variant="filled" className={classes.goOn} onClick={goOn}>
          Go on
        </Button>
      )}
      <h2 className={classes.step}>From a shell</h2>
      <CodeBlock code={`espalier import runs.json --workspace ${workspace}`} />
      <h2 className={classes.step}>From an agent</h2>
      <p className={classes.lead}>
        Every address, with its request and answer, is on the{" "}
        <a href="/api" className={classes.link}>
          API page
        </a>
        ; a key is made under{" "}
        <a href={`/${workspace}/settings`} className={classes.link}>
          Settings
        </a>
        .
      </p>
    </div>
  );
}
