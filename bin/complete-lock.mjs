// Run after each change of package-lock.json. npm leaves binaries of other systems out of a lock that it makes, and
// `npm ci` on those systems (and Next, which then rewrites the lock) stumbles over them. Their system and processor
// are told by their names; without an integrity hash npm takes what the registry gives for the exact version.
import { readFileSync, writeFileSync } from "node:fs";

const systems = { windows: "win32" };
const knownSystems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "openharmony",
  "sunos",
  "win32",
  "windows",
];
const knownProcessors = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"];

const lockPath = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(lockPath, "utf8"));

/** npm looks for a package beside its parent, then in each folder above. */
function isListed(parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
  }
}

function entryFor(name, version, parent) {
  const words = name.split(/[/-]/);
  const system = words.find(word => knownSystems.includes(word));
  const processor = words.find(word => knownProcessors.includes(word));
  if (system === undefined || processor === undefined || !/^\d+\.\d+\.\d+\S*$/.test(version)) {
    throw new Error(
      `${name}@${version} is missing from package-lock.json, and its name does not tell what it is for.`,
    );
  }
  const libc = words.some(word => word.startsWith("musl"))
    ? ["musl"]
    : words.some(word => word.startsWith("gnu"))
      ? ["glibc"]
      : null;
  return {
    version,
    cpu: [processor],
    ...(parent.dev ? { dev: true } : {}),
    ...(libc === null ? {} : { libc }),
    optional: true,
    os: [systems[system] ?? system],
    ...(parent.peer ? { peer: true } : {}),
  };
}

const added = {};
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!isListed(path, name)) added[`node_modules/${name}`] = entryFor(name, version, entry);
  }
}

const paths = Object.entries({ ...lock.packages, ...added });
lock.packages = Object.fromEntries(paths.sort(([a], [b]) => a.localeCompare(b, "en")));
if (Object.keys(added).length > 0) writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(added).length} entries added to package-lock.json.`);
