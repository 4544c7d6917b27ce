import type { Step } from "#lib/trajectories/schemas.ts";

/**
 * Transcripts as hh-rlhf writes them: `\n\nHuman: ...\n\nAssistant: ...`, turn after turn in one text.
 * Null for a text that is not one, that is, does not begin with a turn of a person.
 */
export function stepsOfTranscript(text: string): Step[] | null {
  if (!/^\s*Human:/.test(text)) return null;
  const marker = /(?:^\s*|\n\n)(Human|Assistant):/g;
  const turns = [...text.matchAll(marker)];
  return turns.map((turn, at): Step => {
    const content = text.slice(turn.index + turn[0].length, turns[at + 1]?.index ?? text.length).trim();
    return { role: turn[1] === "Human" ? "user" : "assistant", content };
  });
}
