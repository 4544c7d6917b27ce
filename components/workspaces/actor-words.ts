/** How an audit names who did something (`member:ID`, `key:ID`, `local`), as words for the one who reads it. */
export function actorWords(actor: string, myMemberId: string | null): string {
  if (actor === "local") return "the server's own machine";
  const [kind, id] = actor.split(":");
  if (kind === "key") return "an API key";
  if (kind !== "member") return actor;
  return id === myMemberId ? "you" : "another member";
}
