/**
 * Which folder may import which. The domains of lib/ stand in an order, and import only what stands below them;
 * ARCHITECTURE.md draws it.
 */
/** Tests, what they are made of, and the model that histories of curation are held to. */
const tests = "\\.test\\.tsx?$|/fixture-[a-z-]+\\.ts$|^lib/curation/model/";

/** From the lowest to the highest. `labeling` and `curation` stand side by side. */
const domains = [
  ["formats"],
  ["trajectories", "query"],
  ["service"],
  ["workspaces", "storage"],
  ["jobs"],
  ["log"],
  ["capture", "views"],
  ["feedback"],
  ["slices"],
  ["labeling", "curation"],
  ["corpora"],
  ["runs"],
];

const schemas = "^lib/[^/]+/schemas\\.ts$";
const pureFolders = [
  "lib/capture/sources",
  "lib/trajectories",
  "lib/query",
  "lib/curation/merge",
  "lib/corpora/recipes",
  "lib/feedback/agreement",
  "lib/formats",
];
const pure = `^(${pureFolders.join("|")})/`;
const anyDomain = `^lib/(${domains.flat().join("|")})/`;
/** The worker and its handlers call verbs, as a door does; the rest of lib/jobs is what verbs start jobs with. */
const jobHandlers = "^lib/jobs/(handlers/|worker\\.ts)";
const adapters = `^lib/(http|mcp|files|cli)/|${jobHandlers}`;

const standBelow = domains.map((level, index) => ({
  name: `lib/${level.join("+")}-imports-what-stands-below`,
  comment: "A domain knows only what stands below it; what two domains share belongs to the lower one.",
  severity: "error",
  from: { path: `^lib/(${level.join("|")})/`, pathNot: [tests, jobHandlers] },
  to: {
    path: `^lib/(${[...domains.slice(index + 1).flat(), "http", "mcp", "files", "cli"].join("|")})/`,
    pathNot: schemas,
  },
}));

const sideBySide = domains
  .filter(level => level.length > 1)
  .flatMap(level => level.map(name => ({ name, others: level.filter(other => other !== name) })))
  .filter(({ name }) => !["workspaces", "storage", "trajectories", "query"].includes(name))
  .map(({ name, others }) => ({
    name: `lib/${name}-stands-beside-${others.join("+")}`,
    severity: "error",
    from: { path: `^lib/${name}/`, pathNot: tests },
    to: { path: `^lib/(${others.join("|")})/`, pathNot: schemas },
  }));

module.exports = {
  forbidden: [
    ...standBelow,
    ...sideBySide,
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolvable-import",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^vitest$|\\.css$" },
    },
    {
      name: "no-undeclared-package",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-drawer",
      comment:
        "A file is named for what it holds. `npm run check` looks at the names of files that nobody imports.",
      severity: "error",
      from: {},
      to: { path: "^(?!node_modules/).*(^|/)(utils?|helpers?|misc|common)(/|\\.[a-z]+$)" },
    },
    {
      name: "sql-lives-in-db",
      comment: "pg and drizzle-orm, types too, only under db/; pg-boss also in lib/jobs.",
      severity: "error",
      from: { pathNot: `^db/|${tests}|^(bench|e2e)/|^drizzle\\.config\\.ts$` },
      to: {
        path: "^node_modules/(pg|@types/pg|pg-copy-streams|@types/pg-copy-streams|drizzle-orm|drizzle-kit)/",
      },
    },
    {
      name: "job-queue-lives-in-jobs",
      severity: "error",
      from: { pathNot: `^(db|lib/jobs)/|${tests}` },
      to: { path: "^node_modules/pg-boss/" },
    },
    {
      name: "next-lives-at-the-doors",
      severity: "error",
      from: {
        pathNot: "^(app|components|lib/http)/|^bin/web\\.ts$|^(next\\.config|proxy|next-env\\.d)\\.ts$",
      },
      to: { path: "^node_modules/next/" },
    },
    {
      name: "react-lives-on-screens",
      severity: "error",
      from: { pathNot: "^(app|components)/" },
      to: { path: "^node_modules/(react|react-dom|@mantine/[^/]+|@tanstack/[^/]+|@tabler/[^/]+)/" },
    },
    {
      name: "pure-folders-know-no-outside",
      comment: "No database, clock or environment: bytes and values in, values out.",
      severity: "error",
      from: { path: pure, pathNot: tests },
      to: {
        path: "^(db|app|components|bin|e2e|bench)/|^lib/config\\.ts$|^lib/secrets\\.ts$|^lib/jobs/|^lib/storage/",
      },
    },
    {
      name: "pure-folders-touch-no-machine",
      severity: "error",
      from: { path: pure, pathNot: tests },
      to: {
        dependencyTypes: ["core"],
        path: "^(node:)?(fs|fs/promises|net|http|https|child_process|os|process|dns|tls|cluster|worker_threads|timers|timers/promises|perf_hooks|sqlite)$",
      },
    },
    {
      name: "components-show-shapes",
      comment: "Screens' parts take data as it is on the wire; pages fetch it.",
      severity: "error",
      from: { path: "^components/", pathNot: tests },
      to: { path: "^(lib|db|app|bin)/", pathNot: [schemas, pure] },
    },
    {
      name: "pages-ask-verbs",
      comment: "A door parses, calls one verb and answers.",
      severity: "error",
      from: { path: "^app/", pathNot: tests },
      to: { path: "^(db|bin|lib/(cli|files))/|^lib/jobs/handlers/" },
    },
    {
      name: "doors-go-through-verbs",
      severity: "error",
      from: { path: "^lib/(http|mcp|files|cli)/", pathNot: tests },
      to: { path: "^db/(queries|schema|client)" },
    },
    {
      name: "lib-knows-no-door",
      severity: "error",
      from: { path: "^(lib|db)/" },
      to: { path: "^(app|components|bin|e2e|bench)/" },
    },
    {
      name: "domains-know-no-adapter",
      severity: "error",
      from: { path: anyDomain, pathNot: [tests, jobHandlers] },
      to: { path: adapters, pathNot: schemas },
    },
    {
      name: "lib-asks-queries",
      comment:
        "lib -> db/queries -> db/schema; transactions and tenancy are opened in lib/service and lib/jobs.",
      severity: "error",
      from: { path: "^lib/", pathNot: `${tests}|^lib/(service|jobs|cli|workspaces)/` },
      to: { path: "^db/(?!queries/|boss\\.ts)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "db-knows-no-domain",
      comment:
        "Statements may use the shapes that they read and write (a domain's types too), errors and the environment.",
      severity: "error",
      from: { path: "^db/", pathNot: tests },
      to: {
        path: "^lib/",
        pathNot: [schemas, pure, "^lib/(config|secrets)\\.ts$", "^lib/service/errors\\.ts$"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { pathNot: `${tests}|^(vitest\\.|playwright\\.|bin/test\\.ts$|e2e/|bench/|db/testing)` },
      to: { path: `${tests}|^db/testing|^e2e/` },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.espalier|test-results|playwright-report)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".d.ts"],
    },
  },
};
