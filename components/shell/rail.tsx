"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { Logo } from "./logo.tsx";
import classes from "./rail.module.css";
import { type Screen, screenHref } from "./screens.ts";

export function Rail({ workspace, screens }: { workspace: string; screens: readonly Screen[] }) {
  const path = usePathname();
  const current = path.split("/")[2] ?? "";
  return (
    <nav className={classes.rail} aria-label="Screens">
      <Link href={`/${workspace}`} className={classes.logo} aria-label="Espalier, overview">
        <Logo />
        <span className={classes.word}>Espalier</span>
      </Link>
      {screens.map((screen, place) => (
        <Fragment key={screen.path}>
          {place > 0 && screens[place - 1]?.group !== screen.group && <div className={classes.gap} />}
          <Link
            href={screenHref(workspace, screen)}
            className={classes.link}
            aria-current={current === screen.path ? "page" : undefined}
            title={screen.label}
          >
            <screen.icon size={16} stroke={1.6} aria-hidden="true" />
            <span className={classes.word}>{screen.label}</span>
          </Link>
        </Fragment>
      ))}
    </nav>
  );
}
