import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApplications = [
  "Chromium.app/Contents/MacOS/Chromium",
  "Google Chrome.app/Contents/MacOS/Google Chrome",
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser of this machine: `CHROMIUM_PATH`, or the first that the PATH holds. */
export function findChromium(): string | null {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return isProgram(chosen) ? chosen : null;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(folder => folder !== "");
  const onPath = folders.flatMap(folder => names.map(name => join(folder, name)));
  const onMac = process.platform === "darwin" ? macApplications.map(path => join("/Applications", path)) : [];
  return [...onPath, ...onMac].find(isProgram) ?? null;
}

const installers: [manager: string, needsRoot: boolean, commands: string[][]][] = [
  [
    "apt-get",
    true,
    [
      ["update", "-q"],
      ["install", "-y", "-q", "--no-install-recommends", "chromium"],
    ],
  ],
  ["dnf", true, [["install", "-y", "chromium"]]],
  ["apk", true, [["add", "chromium"]]],
  ["brew", false, [["install", "--cask", "chromium"]]],
];

/** Asks the machine's package manager for Chromium, where we may; returns the browser, or why there is none. */
export function installChromium(): { path: string } | { reason: string } {
  const isRoot = process.getuid?.() === 0;
  const installer = installers.find(
    ([manager]) => spawnSync(manager, ["--version"], { stdio: "ignore" }).error === undefined,
  );
  if (installer === undefined)
    return { reason: "no Chromium is on the PATH, and no known package manager could install it" };
  const [manager, needsRoot, commands] = installer;
  if (needsRoot && !isRoot)
    return { reason: `no Chromium is on the PATH, and only root may install it with ${manager}` };
  console.error(`Installing Chromium with ${manager} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of commands) spawnSync(manager, args, { env, stdio: ["ignore", "ignore", 2] });
  const path = findChromium();
  return path === null ? { reason: `${manager} did not install a Chromium` } : { path };
}
