import { problemOf } from "#lib/http/problem.ts";

/** Streams results as lines of JSON. A failure once lines have gone out stands as the last line, as a problem. */
export function ndjsonResponse(results: AsyncGenerator<unknown>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await results.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
      } catch (error) {
        controller.enqueue(
          encoder.encode(`${JSON.stringify({ line: null, ...problemOf(error), status: "failed" })}\n`),
        );
        controller.close();
      }
    },
    async cancel() {
      await results.return(undefined);
    },
  });
  return new Response(body, {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-cache, no-transform" },
  });
}
