import { previewRecipe } from "#lib/corpora/preview-recipe.ts";
import { jsonBody } from "#lib/http/body.ts";
import { json, workspaceRoute } from "#lib/http/route.ts";

export const POST = workspaceRoute<{ recipe: string }>(async (context, request, { recipe }) =>
  json(await previewRecipe(context, recipe, await jsonBody(request))),
);
