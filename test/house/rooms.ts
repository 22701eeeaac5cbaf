/** Who may import whom: the README's map of the rooms, as a table. A room may always import itself. */
export interface Room {
  readonly folder: string
  readonly mayImport: readonly string[]
  /** Packages that must not be named in the room. */
  readonly never?: RegExp
}

const interfaces = /^(electron|react|react-dom)(\/|$)/
const http = /^(express|ws|helmet|electron|react|react-dom)(\/|$)/
const io =
  /^(express|ws|better-sqlite3|keytar|node-pty|electron)(\/|$)|^node:(child_process|net|http|https|fs|fs\/promises|worker_threads)$/

/** The narrowest room first: a file belongs to the first folder that holds it. */
export const rooms: readonly Room[] = [
  { folder: 'shared', mayImport: [], never: /^(?!zod$)/ },
  { folder: 'server/platform', mayImport: ['shared'], never: http },
  { folder: 'server/link', mayImport: ['shared'], never: http },
  { folder: 'server/demo', mayImport: ['shared', 'server/platform'], never: http },
  {
    folder: 'server/host/sessions',
    mayImport: ['shared', 'server/platform', 'server/link'],
    never: io,
  },
  {
    // The host's entry alone starts the stand-in of `--demo`.
    folder: 'server/host/entry.ts',
    mayImport: ['server/host', 'shared', 'server/link', 'server/platform', 'server/demo'],
    never: http,
  },
  { folder: 'server/host', mayImport: ['shared', 'server/link', 'server/platform'], never: http },
  { folder: 'server/processes', mayImport: ['shared', 'server/link', 'server/platform'], never: http },
  {
    folder: 'server/gateway',
    mayImport: ['shared', 'server/link', 'server/platform', 'server/processes'],
    never: interfaces,
  },
  { folder: 'server', mayImport: ['shared'], never: interfaces },
  { folder: 'main', mayImport: ['shared', 'server/index.ts'], never: /^(express|ws|react|react-dom)(\/|$)/ },
  { folder: 'renderer', mayImport: ['shared'], never: /^(node:|electron(\/|$)|express$|ws$)/ },
]

/** The floors of the page, highest first: a floor may import itself and what is below it, never what is above. */
export const rendererFloors: readonly (readonly string[])[] = [
  ['renderer/main.tsx', 'renderer/App.tsx'],
  ['renderer/pages'],
  ['renderer/features'],
  ['renderer/state', 'renderer/ui', 'renderer/platform'],
  ['renderer/connection', 'renderer/words'],
]
