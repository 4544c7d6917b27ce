import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    include: ["{lib,db,bin,app,components,bench,demo}/**/*.test.{ts,tsx}"],
    globalSetup: ["./vitest.global.ts"],
    env: { ESPALIER_SECRET: "a secret of the tests, 32 characters or more" },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
