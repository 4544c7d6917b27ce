import classes from "./code-block.module.css";
import { CopyButton } from "./copy-button.tsx";

/** Text to be copied into a shell or a program. */
export function CodeBlock({ code, label = "Copy" }: { code: string; label?: string }) {
  return (
    <div className={classes.frame}>
      <pre className={classes.code}>
        {code.split("\n").map((line, place) => (
          <span key={place} className={line.trimStart().startsWith("#") ? classes.comment : undefined}>
            {`${line}\n`}
          </span>
        ))}
      </pre>
      <div className={classes.copy}>
        <CopyButton text={code} label={label} />
      </div>
    </div>
  );
}
