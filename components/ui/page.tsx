import type { ReactNode } from "react";
import classes from "./page.module.css";

interface PageProps {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}

/** A screen that reads from top to bottom: title, what it is, what can be done, content. */
export function Page({ title, lead, actions, narrow, children }: PageProps) {
  return (
    <div className={narrow ? `${classes.page} ${classes.narrow}` : classes.page}>
      <div className={classes.top}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

interface CardProps {
  title?: ReactNode;
  note?: ReactNode;
  children: ReactNode;
  /** True where the content brings its own padding, as tables do. */
  flush?: boolean;
}

export function Card({ title, note, children, flush }: CardProps) {
  return (
    <section className={classes.card}>
      {(title || note) && (
        <div className={classes.cardHead}>
          <h2 className={classes.cardTitle}>{title}</h2>
          {note && <span className={classes.cardNote}>{note}</span>}
        </div>
      )}
      <div className={flush ? undefined : classes.cardBody}>{children}</div>
    </section>
  );
}
