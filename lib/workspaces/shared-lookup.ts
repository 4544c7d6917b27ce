/**
 * Looks each key up at most once at a time. Who asks while a look is under way shares the next one, so that no answer is
 * older than its question, and a thousand requests at once with one API key ask the database once or twice.
 */
export function sharedLookup<Answer>(
  look: (key: string) => Promise<Answer>,
): (key: string) => Promise<Answer> {
  const underWay = new Map<string, Promise<Answer>>();
  const next = new Map<string, Promise<Answer>>();

  function start(key: string): Promise<Answer> {
    next.delete(key);
    const answer = look(key).finally(() => {
      if (underWay.get(key) === answer) underWay.delete(key);
    });
    underWay.set(key, answer);
    return answer;
  }

  return key => {
    const current = underWay.get(key);
    if (!current) return start(key);
    const shared =
      next.get(key) ??
      current.then(
        () => start(key),
        () => start(key),
      );
    next.set(key, shared);
    return shared;
  };
}
