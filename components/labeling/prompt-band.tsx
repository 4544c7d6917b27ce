"use client";

import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { CompareItem } from "#lib/labeling/schemas.ts";
import classes from "./prompt-band.module.css";

const longestClosed = 220;

/** What both runs were asked: pinned on top, folded to two lines when long. */
export function PromptBand({ item }: { item: CompareItem }) {
  const [isOpen, setOpen] = useState(false);
  const asked = askedText(item);
  const texts = [asked, item.title ?? ""];
  const isLong = texts.some(text => text.length > longestClosed || text.split("\n").length > 3);
  return (
    <section className={classes.band} aria-label="Task">
      <div className={classes.words} data-open={isOpen || undefined}>
        {item.title && <div className={classes.title}>{item.title}</div>}
        {asked !== "" && (
          <div className={item.title ? classes.asked : classes.only}>
            {isOpen ? asked : asked.replaceAll(/\n\s*\n/g, "\n")}
          </div>
        )}
      </div>
      {isLong && (
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={isOpen}
          onClick={() => setOpen(open => !open)}
        >
          {isOpen ? "Less" : "All of it"}
        </UnstyledButton>
      )}
    </section>
  );
}

/** The first thing a user says in both runs, else what the server calls the prompt, without what the title says. */
function askedText(item: CompareItem): string {
  const first = item.left
    .slice(0, item.sharedSteps)
    .find(step => step.role === "user" && step.content.trim() !== "");
  const text = (first?.content ?? item.prompt).trim();
  const title = item.title?.trim() ?? "";
  return text.startsWith(title) ? text.slice(title.length).trim() : text;
}
