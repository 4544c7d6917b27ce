"use client";

import { Button, Checkbox, Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import classes from "./columns-menu.module.css";

export interface ColumnChoice {
  id: string;
  label: string;
}

interface ColumnsMenuProps {
  columns: ColumnChoice[];
  shown: readonly string[];
  onChange: (shown: string[]) => void;
}

export function ColumnsMenu({ columns, shown, onChange }: ColumnsMenuProps) {
  function toggle(id: string) {
    const next = shown.includes(id) ? shown.filter(other => other !== id) : [...shown, id];
    onChange(columns.map(column => column.id).filter(column => next.includes(column)));
  }
  return (
    <Popover position="bottom-end" shadow="md" transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button leftSection={<IconColumns3 size={16} stroke={1.6} aria-hidden="true" />}>Columns</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.list}>
          {columns.map(column => (
            <Checkbox
              key={column.id}
              label={column.label}
              checked={shown.includes(column.id)}
              onChange={() => toggle(column.id)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
