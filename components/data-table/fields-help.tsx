"use client";

import { Button, Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { fieldsBySubject, type Subject } from "#lib/query/fields.ts";
import classes from "./fields-help.module.css";

interface FieldsHelpProps {
  subject: Subject;
  /** Takes an example into the filter. */
  onTake: (example: string) => void;
}

/** What a filter may name, each with an example that a click takes over. */
export function FieldsHelp({ subject, onTake }: FieldsHelpProps) {
  const [isOpen, setOpen] = useState(false);
  function take(example: string) {
    setOpen(false);
    onTake(example);
  }

  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      width={460}
      transitionProps={{ duration: 0 }}
      trapFocus
    >
      <Popover.Target>
        <Button onClick={() => setOpen(open => !open)}>Fields</Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.list} aria-label="Fields of the filter">
        {fieldsBySubject[subject].map(field => (
          <UnstyledButton key={field.name} className={classes.field} onClick={() => take(field.example)}>
            <code className={classes.name}>{field.name}</code>
            <span className={classes.help}>{field.help}</span>
            <code className={classes.example}>{field.example}</code>
          </UnstyledButton>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
