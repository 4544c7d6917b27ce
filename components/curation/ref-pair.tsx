"use client";

import { Autocomplete, Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import classes from "./diff-view.module.css";
import { diffHref } from "./refs.ts";
import { useBranches } from "./use-branches.ts";

interface RefPairProps {
  workspace: string;
  from: string;
  to: string;
}

/** The two refs that are compared: branches, or any pinned ref as text. */
export function RefPair({ workspace, from, to }: RefPairProps) {
  const router = useRouter();
  const branches = useBranches(workspace);
  const [left, setLeft] = useState(from);
  const [right, setRight] = useState(to);
  const bases = (branches.data ?? []).flatMap(item => item.baseRef ?? []);
  const refs = [...new Set([...(branches.data ?? []).map(item => item.branch), ...bases])];
  function submit(event: FormEvent) {
    event.preventDefault();
    router.push(diffHref(workspace, left.trim(), right.trim()));
  }
  return (
    <form onSubmit={submit} className={classes.pair}>
      <Autocomplete aria-label="From" data={refs} value={left} onChange={setLeft} />
      <span aria-hidden="true">→</span>
      <Autocomplete aria-label="To" data={refs} value={right} onChange={setRight} />
      <Button type="submit">Compare</Button>
    </form>
  );
}
