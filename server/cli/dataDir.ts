import { type Paths, defaultDataDir, resolvePaths } from '#server/platform/paths.ts'

/** The data directory of a command: its flag, else HOMEPORT_DATA_DIR, else the platform's place. */
export function pathsOf(flags: { readonly dataDir?: string | undefined }): Paths {
  return resolvePaths(flags.dataDir ?? defaultDataDir(process.env, process.platform))
}
