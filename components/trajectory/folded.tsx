import { byteSize } from "#components/ui/format.ts";
import classes from "./folded.module.css";

const mostLines = 24;
const mostLetters = 900;
const previewLines = 4;
const previewLetters = 320;

interface FoldedTextProps {
  text: string;
  /** What the beginning is taken from, where that says more in fewer lines than the text itself. */
  beginning?: string;
}

/** Text in full when short; else its beginning, with its size and a way to open it. No script is needed to open it. */
export function FoldedText({ text, beginning = text }: FoldedTextProps) {
  const lines = text.split("\n", mostLines + 1);
  if (text.length <= mostLetters && lines.length <= mostLines)
    return <pre className={classes.text}>{text}</pre>;
  const preview = beginning.slice(0, previewLetters).split("\n").slice(0, previewLines).join("\n").trimEnd();
  return (
    <details className={classes.fold}>
      <summary className={classes.summary}>
        <pre className={classes.preview}>{preview} …</pre>
        <span className={classes.more} />
        <span className={classes.size}>{byteSize(new Blob([text]).size)}</span>
      </summary>
      <pre className={classes.text}>{text}</pre>
    </details>
  );
}
