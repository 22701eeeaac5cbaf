import { type Paths, defaultDataDir, resolvePaths } from '#server/platform/files/paths.ts'

/**
 * The data directory of a command: its flag, else HOMEPORT_DATA_DIR, else the platform's default. The demo has a folder
 * of its own beside that, so that it neither shows nor touches real sessions and the real token.
 */
export function pathsOf(flags: { readonly dataDir?: string | undefined; readonly demo?: boolean | undefined }): Paths {
  if (flags.dataDir !== undefined) {
    return resolvePaths(flags.dataDir)
  }
  const folder = defaultDataDir(process.env, process.platform)
  const isNamed = Boolean(process.env['HOMEPORT_DATA_DIR'])
  return resolvePaths(flags.demo === true && !isNamed ? `${folder}-demo` : folder)
}
