import { EvidenceEdits } from "#components/curation/evidence-edits.tsx";
import { decimal } from "#components/ui/format.ts";
import { Moment } from "#components/ui/moment.tsx";
import type { RewardItem } from "#lib/slices/schemas.ts";
import classes from "./side-panel.module.css";

/** Every value that was ever given, newest first; what a later version of the same rater replaced says so. */
export function RewardsTab({ rewards }: { rewards: RewardItem[] }) {
  if (rewards.length === 0)
    return <p className={classes.none}>No reward has arrived. One may still come, days later.</p>;
  const newest = [...rewards].sort((a, b) => b.seq - a.seq);
  const seen = new Set<string>();
  return newest.map(reward => {
    const key = JSON.stringify([reward.name, reward.raterKind, reward.rater, reward.stepIdx]);
    const isSuperseded = seen.has(key);
    seen.add(key);
    return <Reward key={reward.rewardId} reward={reward} isSuperseded={isSuperseded} />;
  });
}

function Reward({ reward, isSuperseded }: { reward: RewardItem; isSuperseded: boolean }) {
  return (
    <div className={classes.entry} data-superseded={isSuperseded || reward.voided !== null || undefined}>
      <div className={classes.line}>
        <span>
          {reward.name}
          {reward.stepIdx !== null && (
            <>
              {" at "}
              <a href={`#step-${reward.stepIdx}`} className={classes.link}>
                step {reward.stepIdx}
              </a>
            </>
          )}
        </span>
        <span className={classes.strong} title={`${reward.value}${rangeText(reward)}`}>
          {decimal(reward.value)}
        </span>
      </div>
      <div className={classes.line}>
        <span className={classes.quiet}>
          {reward.rater}
          {reward.raterVersion && `, version ${reward.raterVersion}`}
          {isSuperseded && ", superseded"}
        </span>
        <span className={classes.quiet}>
          <Moment at={reward.createdAt} />
        </span>
      </div>
      {reward.rationale && <p className={classes.words}>{reward.rationale}</p>}
      {reward.voided !== null && <p className={classes.words}>Voided: {reward.voided}</p>}
      {reward.isStale && <p className={classes.words}>Stale: it judged the text before it was edited.</p>}
      <EvidenceEdits
        recordKind="reward"
        recordId={reward.rewardId}
        name={`reward ${reward.name}`}
        voided={reward.voided}
        isStale={reward.isStale}
      />
    </div>
  );
}

function rangeText({ min, max }: RewardItem): string {
  return min === null || max === null ? "" : ` on a scale of ${min} to ${max}`;
}
