"use client";

import { Button, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { FilterError } from "#components/data-table/filter-bar.tsx";
import { isProblem, reasonOf } from "#components/ui/api.ts";
import { JobRow } from "#components/ui/job-row.tsx";
import { isJobActive } from "#components/ui/jobs.ts";
import { Card } from "#components/ui/page.tsx";
import { type RecipeName, recipeNames } from "#lib/corpora/schemas.ts";
import { slugSchema } from "#lib/workspaces/schemas.ts";
import { PreviewPane } from "./preview-pane.tsx";
import classes from "./publish-form.module.css";
import { usePreview } from "./use-preview.ts";
import { usePublish } from "./use-publish.ts";

const previewPauseMs = 400;
const recipeWords: Record<RecipeName, string> = {
  dpo: "prompt, chosen, rejected: one assistant turn where two runs part",
  reward: "chosen, rejected, margin: whole runs, for reward models",
};

interface PublishFormProps {
  workspace: string;
  filter: string;
  recipe: RecipeName;
  taken: string[];
}

/** A slice, a recipe and a name, with what they would publish beside them. */
export function PublishForm({
  workspace,
  filter: firstFilter,
  recipe: firstRecipe,
  taken,
}: PublishFormProps) {
  const [recipe, setRecipe] = useState<RecipeName>(firstRecipe);
  const [filter, setFilter] = useState(firstFilter);
  const [name, setName] = useState(freeName(firstRecipe, taken));
  const [settled] = useDebouncedValue(filter.trim(), previewPauseMs);
  const preview = usePreview(workspace, recipe, settled);
  const { publish, job } = usePublish(workspace);
  const nameProblem = problemOfName(name, taken);
  const isBusy = publish.isPending || (job !== null && (isJobActive(job) || job.state === "done"));

  function choose(value: string) {
    const next = recipeNames.find(candidate => candidate === value) ?? "dpo";
    if (name === freeName(recipe, taken)) setName(freeName(next, taken));
    setRecipe(next);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (nameProblem) return;
    publish.mutate({ corpus: name, create: { name, filter: filter.trim(), recipe } });
  }

  return (
    <div className={classes.columns}>
      <form onSubmit={submit} className={classes.form}>
        <Card>
          <div className={classes.fields}>
            <div>
              <Textarea
                label="Slice"
                description="Which comparisons become rows. A decided one has a pref."
                classNames={{ input: classes.code }}
                autosize
                minRows={2}
                spellCheck={false}
                value={filter}
                onChange={event => setFilter(event.currentTarget.value)}
                required
              />
              {isProblem(preview.error) && <FilterError error={preview.error} />}
            </div>
            <div>
              <div className={classes.label} id="recipe-label">
                Recipe
              </div>
              <SegmentedControl
                aria-labelledby="recipe-label"
                data={[...recipeNames]}
                value={recipe}
                onChange={choose}
              />
              <div className={classes.help}>{recipeWords[recipe]}</div>
            </div>
            <TextInput
              label="Name"
              description={`Training runs will read ${workspace}/${name || "name"}@v1`}
              value={name}
              error={nameProblem}
              onChange={event => setName(event.currentTarget.value)}
              required
            />
            <div>
              <Button
                type="submit"
                variant="filled"
                loading={publish.isPending}
                disabled={isBusy || nameProblem !== null || preview.isError || preview.data?.count === 0}
              >
                Publish {name ? `${name}@v1` : ""}
              </Button>
            </div>
            {publish.error && (
              <p role="alert" className={classes.refused}>
                {reasonOf(publish.error)}
              </p>
            )}
            {job && <JobRow workspace={workspace} job={job} />}
          </div>
        </Card>
      </form>
      <PreviewPane
        preview={preview.data}
        isLoading={preview.isPending && settled !== ""}
        isStale={preview.isFetching}
      />
    </div>
  );
}

function freeName(recipe: RecipeName, taken: string[]): string {
  if (!taken.includes(recipe)) return recipe;
  let number = 2;
  while (taken.includes(`${recipe}-${number}`)) number++;
  return `${recipe}-${number}`;
}

function problemOfName(name: string, taken: string[]): string | null {
  if (taken.includes(name)) return "A corpus is called that already: publish its next version from its page.";
  const checked = slugSchema.safeParse(name);
  return checked.success ? null : (checked.error.issues[0]?.message ?? "This name cannot be used.");
}
