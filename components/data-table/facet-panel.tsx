"use client";

import { Checkbox } from "@mantine/core";
import { count } from "#components/ui/format.ts";
import type { Facet } from "#lib/slices/schemas.ts";
import type { FacetField } from "./facet-clause.ts";
import classes from "./facet-panel.module.css";

export interface FacetGroup {
  title: string;
  field: FacetField;
  /** Undefined while loading. */
  values: Facet[] | undefined;
  chosen: (string | null)[];
}

interface FacetPanelProps {
  groups: FacetGroup[];
  onToggle: (field: FacetField, value: string | null) => void;
}

const mostValues = 8;

export function FacetPanel({ groups, onToggle }: FacetPanelProps) {
  return (
    <aside className={classes.panel} aria-label="Facets">
      {groups.map(group => (
        <Group key={group.title} group={group} onToggle={onToggle} />
      ))}
    </aside>
  );
}

function Group({ group, onToggle }: { group: FacetGroup; onToggle: FacetPanelProps["onToggle"] }) {
  if (group.values === undefined) return <GroupSkeleton title={group.title} />;
  const shown = withChosen(group.values, group.chosen);
  const known = shown.filter(facet => facet.value !== null || group.chosen.includes(null));
  if (known.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.title}>{group.title}</legend>
      {shown.slice(0, mostValues).map(facet => (
        <div key={facet.value ?? "\u0000"} className={classes.value}>
          <Checkbox
            className={classes.box}
            classNames={{ body: classes.body, labelWrapper: classes.label, label: classes.name }}
            label={facet.value ?? <i>none</i>}
            title={facet.value ?? undefined}
            checked={group.chosen.includes(facet.value)}
            onChange={() => onToggle(group.field, facet.value)}
          />
          <span className={classes.count}>{count(facet.count)}</span>
        </div>
      ))}
      {shown.length > mostValues && (
        <div className={classes.more}>{count(shown.length - mostValues)} more: write them in the filter</div>
      )}
    </fieldset>
  );
}

/** A chosen value stays in sight even where nothing matches it any more. */
function withChosen(values: Facet[], chosen: (string | null)[]): Facet[] {
  const missing = chosen.filter(value => !values.some(facet => facet.value === value));
  const sorted = [...values].sort(
    (a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)),
  );
  return [...missing.map(value => ({ value, count: 0 })), ...(values.length > mostValues ? sorted : values)];
}

function GroupSkeleton({ title }: { title: string }) {
  return (
    <div className={classes.group} aria-hidden="true">
      <div className={classes.title}>{title}</div>
      {[0, 1].map(place => (
        <div key={place} className={classes.value}>
          <span className={classes.bone} />
        </div>
      ))}
    </div>
  );
}
