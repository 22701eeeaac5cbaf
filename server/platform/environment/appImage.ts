type Environment = Readonly<Record<string, string | undefined>>

/** What an AppImage puts its own folders in front of. */
const LISTS = new Set(['PATH', 'LD_LIBRARY_PATH', 'XDG_DATA_DIRS', 'GSETTINGS_SCHEMA_DIR'])
const OWN = new Set(['APPDIR', 'APPIMAGE', 'ARGV0', 'OWD'])

/**
 * The environment as it was before an AppImage was started: its libraries would be loaded into everything that Claude
 * runs, from a place that is gone when the AppImage ends. Any other environment as it is.
 */
export function withoutAppImage(env: Environment): Environment {
  const mount = env['APPDIR']
  if (env['APPIMAGE'] === undefined || mount === undefined || mount === '') {
    return env
  }
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      const kept = LISTS.has(name) ? outside(mount, value ?? '') : value
      return OWN.has(name) || kept === '' ? [] : [[name, kept]]
    }),
  )
}

/** A list without the folders below one of them, and without empty ones, which would mean the current folder. */
function outside(mount: string, list: string): string {
  const isInside = (folder: string) => folder === mount || folder.startsWith(`${mount}/`)
  return list
    .split(':')
    .filter((folder) => folder !== '' && !isInside(folder))
    .join(':')
}
