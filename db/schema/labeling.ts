import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment, name, seq, tenantPolicy, workspaceId } from "./tenancy.ts";

export const queue = pgTable(
  "queue",
  {
    workspaceId: workspaceId(),
    queueId: uuid("queue_id").notNull(),
    name: name("name").notNull(),
    /** `compare`. */
    kind: name("kind").notNull(),
    /** Human votes wanted for each item. */
    overlap: integer("overlap").notNull(),
    guidelines: text("guidelines").notNull(),
    /** Comparisons up to here have been looked at for items. */
    filledSeq: seq("filled_seq"),
    createdAt: createdAt(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.queueId] }),
    uniqueIndex("queue_name").on(t.workspaceId, t.name),
    tenantPolicy(),
  ],
);

/** An item still wants `open_slots` votes that nobody holds; `position` is its place in the queue. */
export const queueItem = pgTable(
  "queue_item",
  {
    workspaceId: workspaceId(),
    queueId: uuid("queue_id").notNull(),
    comparisonId: uuid("comparison_id").notNull(),
    position: seq("position"),
    openSlots: integer("open_slots").notNull(),
    doneSlots: integer("done_slots").notNull().default(0),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.queueId, t.comparisonId] }),
    index("queue_item_open").on(t.workspaceId, t.queueId, t.position),
    tenantPolicy(),
  ],
);

/**
 * One vote slot of an item in one labeler's hands. `token` is the fencing token. An expired lease gives its slot back;
 * what its holder still submits is kept once.
 */
export const lease = pgTable(
  "lease",
  {
    workspaceId: workspaceId(),
    token: uuid("token").notNull(),
    queueId: uuid("queue_id").notNull(),
    comparisonId: uuid("comparison_id").notNull(),
    memberId: uuid("member_id").notNull(),
    /** `held`, `expired`, `released`, `voted`, `skipped`. */
    state: name("state").notNull(),
    swapped: boolean("swapped").notNull(),
    /** The pinned seq at which the sides were shown. */
    atSeq: seq("at_seq"),
    expiresAt: moment("expires_at").notNull(),
    /** When it was voted on or skipped; orders undo. */
    settledAt: moment("settled_at"),
    preferenceId: uuid("preference_id"),
    /** How many of its votes were taken back: numbers the next one. */
    undoneVotes: integer("undone_votes").notNull().default(0),
    skipReason: text("skip_reason"),
    createdAt: createdAt(),
  },
  t => [
    primaryKey({ columns: [t.workspaceId, t.token] }),
    index("lease_item").on(t.workspaceId, t.queueId, t.comparisonId),
    index("lease_member").on(t.workspaceId, t.queueId, t.memberId, t.state),
    index("lease_expiry").on(t.workspaceId, t.queueId, t.state, t.expiresAt),
    tenantPolicy(),
  ],
);
