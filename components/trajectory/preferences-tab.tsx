import Link from "next/link";
import { AdjudicateButton } from "#components/curation/adjudicate-button.tsx";
import { EvidenceEdits } from "#components/curation/evidence-edits.tsx";
import { useRecordPlace } from "#components/curation/record-context.tsx";
import { atRef } from "#components/curation/refs.ts";
import { counted, percent } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import type { ComparisonSide } from "#lib/slices/schemas.ts";
import classes from "./side-panel.module.css";
import { pairsText, standingText } from "./standing.ts";
import type { TrajectoryFacts } from "./trajectory-facts.ts";

/** Every comparison that the trajectory stands in, seen from its side. */
export function PreferencesTab({
  workspace,
  trajectory,
}: {
  workspace: string;
  trajectory: TrajectoryFacts;
}) {
  if (trajectory.comparisonSides.length === 0)
    return <p className={classes.none}>Not compared with another run of its task yet.</p>;
  return (
    <>
      <p className={classes.sum}>{sumText(trajectory)}</p>
      {trajectory.comparisonSides.map(comparison => (
        <Comparison key={comparison.comparisonId} workspace={workspace} comparison={comparison} />
      ))}
    </>
  );
}

function sumText(trajectory: TrajectoryFacts): string {
  const text = pairsText(trajectory);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)} ${trajectory.comparisons === 1 ? "pair" : "pairs"}`;
}

function Comparison({ workspace, comparison }: { workspace: string; comparison: ComparisonSide }) {
  const { other } = comparison;
  const at = useRecordPlace()?.at ?? "main";
  const name =
    [other.agent, other.model].filter(Boolean).join(", ") || `run …${other.trajectoryId.slice(-8)}`;
  return (
    <div className={classes.entry}>
      <div className={classes.line}>
        <span className={classes.strong}>
          {standingText(comparison.side, comparison.pref, comparison.strength)}
          {comparison.excluded && ", excluded"}
        </span>
        <span className={classes.quiet}>
          {counted(comparison.votes, "vote")}
          {comparison.voteShare !== null &&
            comparison.votes > 1 &&
            `, ${percent(comparison.voteShare)} agree`}
        </span>
      </div>
      <div>
        against{" "}
        <Link href={atRef(`/${workspace}/trajectories/${other.trajectoryId}`, at)} className={classes.link}>
          {name}
        </Link>{" "}
        <AdjudicateButton comparisonId={comparison.comparisonId} side={comparison.side} />
      </div>
      <ul className={classes.votes}>
        {comparison.preferences.map(vote => (
          <li key={vote.preferenceId}>
            <div className={classes.line}>
              <span>{standingText(comparison.side, vote.verdict, vote.strength)}</span>
              <span className={classes.quiet}>
                {vote.rater}, <Moment at={vote.createdAt} />
              </span>
            </div>
            {vote.rationale && <p className={classes.words}>{vote.rationale}</p>}
            {vote.voided !== null && <p className={classes.words}>Voided: {vote.voided}</p>}
            {vote.isStale && <p className={classes.words}>Stale: it judged the text before it was edited.</p>}
            <EvidenceEdits
              recordKind="preference"
              recordId={vote.preferenceId}
              name={`vote of ${vote.rater}`}
              voided={vote.voided}
              isStale={vote.isStale}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
