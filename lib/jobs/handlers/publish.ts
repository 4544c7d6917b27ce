import { publish } from "#lib/corpora/materialize/publish.ts";

export const runPublish = publish;
