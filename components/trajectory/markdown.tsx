import ReactMarkdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";
import classes from "./markdown.module.css";
import { isMarkdownSafe } from "./markdown-risk.ts";

const parts: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  // An image would tell its host who reads which run, so it stays a link.
  img: ({ src, alt }) => (
    <a href={typeof src === "string" ? src : undefined} target="_blank" rel="noopener noreferrer nofollow">
      [image: {alt || "without a description"}]
    </a>
  ),
  h1: ({ children }) => <p className={classes.heading}>{children}</p>,
  h2: ({ children }) => <p className={classes.heading}>{children}</p>,
  h3: ({ children }) => <p className={classes.heading}>{children}</p>,
  h4: ({ children }) => <p className={classes.heading}>{children}</p>,
  h5: ({ children }) => <p className={classes.heading}>{children}</p>,
  h6: ({ children }) => <p className={classes.heading}>{children}</p>,
  // What scrolls sideways can be scrolled by keyboard.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  // An empty corner of a table is no heading of anything.
  th: ({ children, style }) => (children ? <th style={style}>{children}</th> : <td />),
  // A task list's boxes cannot be ticked here and would be unlabeled controls.
  input: ({ checked }) => <span>{checked ? "☑ " : "☐ "}</span>,
};

/** What an agent or a person wrote, as Markdown without HTML; hostile Markdown as plain text. */
export function Markdown({ text, plugins }: { text: string; plugins?: Options["rehypePlugins"] }) {
  if (!isMarkdownSafe(text)) return <div className={classes.plain}>{text}</div>;
  return (
    <div className={classes.markdown}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} rehypePlugins={plugins} components={parts}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
