import { withoutAppImage } from './appImage.ts'

/** Variables by name, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A company's own certificate authorities, as Node is told of them. */
export const EXTRA_CA = 'NODE_EXTRA_CA_CERTS'

/**
 * The same under a name of ours: the packaged program's fuses make Electron take `NODE_EXTRA_CA_CERTS` out of its
 * environment before any line of ours runs, so `resources/bin/homeport` carries it past them.
 */
export const CARRIED_EXTRA_CA = `HOMEPORT_${EXTRA_CA}`

/**
 * The environment as it was before Homeport was started in it: without what our own launchers, an AppImage, Electron
 * and `npm run` put there. What the person set stays, whatever it is called: NPM_TOKEN, NODE_OPTIONS, ELECTRON_MIRROR.
 */
export function withoutOwnVariables(env: Environment): Record<string, string> {
  const byNpm = addedByNpm(env)
  const kept = Object.entries(withoutAppImage(env)).flatMap(([name, value]): [string, string][] =>
    value === undefined || OURS.some((pattern) => pattern.test(name)) || byNpm(name, value) ? [] : [[name, value]],
  )
  const carried = env[CARRIED_EXTRA_CA] ?? ''
  return Object.fromEntries(carried === '' ? kept : [[EXTRA_CA, carried], ...kept])
}

const OURS = [
  /^HOMEPORT_/i,
  /^VITEST/,
  // Without it Electron's binary is no Node (server/platform/processes/entryPoints.ts, resources/bin/homeport).
  /^ELECTRON_RUN_AS_NODE$/i,
  // Electron's own, for the portals of the Linux desktops (its lib/browser/init.ts).
  /^CHROME_DESKTOP$/,
]

/** npm tells a script all of its own settings, in small letters. Whoever has such a name outside of npm set it. */
function addedByNpm(env: Environment): (name: string, value: string) => boolean {
  const isUnderNpm = env['npm_lifecycle_event'] !== undefined || env['npm_execpath'] !== undefined
  const node = env['npm_node_execpath']
  return (name, value) =>
    isUnderNpm && (name.startsWith('npm_') || name === 'INIT_CWD' || (name === 'NODE' && value === node))
}
