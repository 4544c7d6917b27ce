import { CodeBlock } from "#components/ui/code-block.tsx";
import classes from "./first-import.module.css";
import { ImportPanel } from "./import-panel.tsx";

/** An empty workspace: how the first trajectories get in. */
export function FirstImport({ workspace, mayImport }: { workspace: string; mayImport: boolean }) {
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>No trajectories yet</h1>
      <p className={classes.lead}>
        Bring runs that you have, or let agents append what they do over the API.
      </p>
      {mayImport && <ImportPanel workspace={workspace} />}
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
