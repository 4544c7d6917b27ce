import { describe, expect, test } from "vitest";
import { useTestDatabase } from "#db/testing.ts";
import { claimItems } from "#lib/labeling/claim-items.ts";
import { releaseItems } from "#lib/labeling/release-items.ts";
import type { ShownVerdict } from "#lib/labeling/schemas.ts";
import { shownVerdicts } from "#lib/labeling/schemas.ts";
import { skipItem } from "#lib/labeling/skip-item.ts";
import { storedVerdict, submitLabel } from "#lib/labeling/submit-label.ts";
import { LabelingFloor } from "#lib/labeling/testing.ts";
import { undoLabel } from "#lib/labeling/undo-label.ts";
import type { Context } from "#lib/service/context.ts";
import { isEspalierError } from "#lib/service/errors.ts";

useTestDatabase();

/** Xorshift: the choices of a run follow from its seed, though not how they interleave. */
function choices(seed: number): (upTo: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return upTo => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % upTo;
  };
}

/** What a labeler remembers having said last of each lease. */
type Said = Map<string, ShownVerdict | null>;

/**
 * One labeler's day: claims, judges, skips, gives back, walks away from items, sends late, sends twice, takes back. Ends
 * when nothing is offered and everybody's abandoned items came back.
 */
async function work(floor: LabelingFloor, me: Context, seed: number, allDone: () => Promise<boolean>) {
  const draw = choices(seed);
  const said: Said = new Map();
  for (let round = 0; round < 400; round++) {
    const { items } = await claimItems(me, "default", { count: 1 + draw(3) });
    if (items.length === 0 && (await allDone())) return said;
    for (const { lease } of items) await handle(lease);
  }
  throw new Error("a labeler was offered items for ever");

  async function handle(lease: string): Promise<void> {
    const action = draw(20);
    if (action < 3) await floor.expire(lease);
    else if (action < 4) await releaseItems(me, { leases: [lease] });
    else if (action < 5) await skipItem(me, "default", { lease, reason: "cannot_tell" });
    else {
      if (action < 7) await floor.expire(lease);
      const verdict = shownVerdicts[draw(shownVerdicts.length)] ?? "tie";
      await judge(lease, verdict, action < 10 ? 2 : 1);
      if (action === 19) {
        const { item } = await undoLabel(me, "default");
        said.set(item.lease, null);
        expect(item.lease).toBe(lease);
        await judge(lease, "both_bad", 1);
      }
    }
  }

  async function judge(lease: string, verdict: ShownVerdict, times: number): Promise<void> {
    await Promise.all(
      Array.from({ length: times }, () => submitLabel(me, "default", { lease, verdict, durationMs: 5 })),
    );
    said.set(lease, verdict);
  }
}

interface LeaseNow {
  token: string;
  comparison: string;
  member: string;
  state: string;
  swapped: boolean;
  late: boolean;
}

const leasesNow = (floor: LabelingFloor) =>
  floor.rows<LeaseNow>(
    `SELECT token, comparison_id AS comparison, member_id AS member, state, swapped,
            state = 'voted' AND settled_at > expires_at AS late
       FROM lease WHERE workspace_id = $1`,
  );

function expectSlotsHeldOnce(leases: readonly LeaseNow[], overlap: number): void {
  const live = leases.filter(lease => lease.state === "held" || lease.state === "voted");
  for (const ofItem of Map.groupBy(live, lease => lease.comparison).values()) {
    const late = ofItem.filter(lease => lease.late).length;
    expect(ofItem.length).toBeLessThanOrEqual(overlap + late);
    expect(new Set(ofItem.map(lease => lease.member)).size).toBe(ofItem.length);
  }
}

describe.each([1, 3])("forty labelers at a queue that wants %i votes an item", overlap => {
  test("hold no slot twice, lose and double no vote, and leave no item behind", async () => {
    const floor = await LabelingFloor.open(`floor-${overlap}`, { overlap });
    const comparisons = await floor.pairs(30);
    const labelers = await Promise.all(Array.from({ length: 40 }, () => floor.labeler()));
    const allDone = async () => {
      const [row] = await floor.rows<{ done: number }>(
        `SELECT count(*)::int AS done FROM fact_comparison WHERE workspace_id = $1 AND human_votes >= $2
            AND to_seq = 9223372036854775807`,
        [overlap],
      );
      return row?.done === comparisons.length;
    };
    let working = true;
    const watched = (async () => {
      let looks = 0;
      for (; working; looks++) expectSlotsHeldOnce(await leasesNow(floor), overlap);
      return looks;
    })();
    const said = await Promise.all(labelers.map((me, at) => work(floor, me, at + 1, allDone))).finally(() => {
      working = false;
    });
    expect(await watched).toBeGreaterThan(0);

    const leases = await leasesNow(floor);
    expectSlotsHeldOnce(leases, overlap);
    const expected = said.flatMap((mine, at) =>
      [...mine].flatMap(([token, verdict]) => {
        const lease = leases.find(one => one.token === token);
        if (!lease || verdict === null) return [];
        const { principal } = labelers[at] ?? {};
        return [
          {
            comparison: lease.comparison,
            rater: principal?.kind === "member" ? `human:${principal.memberId}` : "",
            ...storedVerdict(verdict, lease.swapped),
            shown: lease.swapped ? "ba" : "ab",
          },
        ];
      }),
    );
    const standing = await floor.rows<(typeof expected)[number] & { withdrawn: boolean }>(
      `SELECT comparison_id AS comparison, rater, verdict, strength, body::json->>'shown' AS shown, withdrawn FROM (
         SELECT DISTINCT ON (comparison_id, rater) * FROM preference WHERE workspace_id = $1
          ORDER BY comparison_id, rater, seq DESC) latest`,
    );
    const sorted = (votes: readonly (typeof expected)[number][]) =>
      votes
        .map(({ comparison, rater, verdict, strength, shown }) =>
          JSON.stringify({ comparison, rater, verdict, strength, shown }),
        )
        .sort();
    expect(standing.filter(vote => vote.withdrawn)).toEqual([]);
    expect(sorted(standing)).toEqual(sorted(expected));

    const [counted] = await floor.rows<Record<string, number>>(
      `SELECT (SELECT sum(done_slots)::int FROM queue_item WHERE workspace_id = $1) AS done,
              (SELECT count(*)::int FROM lease WHERE workspace_id = $1 AND state = 'voted') AS voted,
              (SELECT sum(human_votes)::int FROM fact_comparison WHERE workspace_id = $1
                  AND to_seq = 9223372036854775807) AS facts`,
    );
    expect(counted).toEqual({ done: standing.length, voted: standing.length, facts: standing.length });
  });
});

test("one labeler who claims in several tabs at once never holds an item twice", async () => {
  const floor = await LabelingFloor.open("tabs", { overlap: 3 });
  await floor.pairs(12);
  const me = await floor.labeler();
  for (let round = 0; round < 12; round++) {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => claimItems(me, "default", { count: 1 })),
    );
    const held = new Set(answers.flatMap(answer => answer.items.map(item => item.lease)));
    expect(held.size).toBe(1);
    for (const lease of held) await submitLabel(me, "default", { lease, verdict: "tie" });
  }
  expectSlotsHeldOnce(await leasesNow(floor), 3);
});

test("one verdict wins of two sent for one lease at once, and the other is told", async () => {
  const floor = await LabelingFloor.open("two-verdicts");
  await floor.pairs(1);
  const me = await floor.labeler();
  const [item] = (await claimItems(me, "default", { count: 1 })).items;
  const sent = await Promise.allSettled(
    (["left_better", "right_better"] as const).map(verdict =>
      submitLabel(me, "default", { lease: item?.lease, verdict }),
    ),
  );
  expect(sent.map(one => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  const lost = sent.find(one => one.status === "rejected");
  expect(isEspalierError(lost?.reason) && lost.reason.family).toBe("conflict");
  expect(await floor.rows("SELECT 1 FROM preference WHERE workspace_id = $1")).toHaveLength(1);
});
