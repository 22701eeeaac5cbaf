import { HomeportError } from '#shared/errors.ts'
import { type InputOf, type ParamsOf, type ResultOf, operations } from '#shared/operations/table.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import { prepareDataDir } from '#server/platform/files/paths.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'
import { openVault } from '#server/platform/vault/openVault.ts'
import { findRunningServer } from '../processes/runningServer.ts'
import { pathsOf } from './dataDir.ts'
import type { UnservedOperation } from './whileUnserved.ts'

/** Of every command that changes something. */
export interface CommonFlags {
  readonly dataDir?: string | undefined
  readonly json?: boolean | undefined
}

/**
 * The running server does it; without one, its modules are opened here.
 * @throws HomeportError SETTINGS_001 naming the parameter that is wrong, and as the operation refuses.
 */
export async function callServer<N extends UnservedOperation>(
  name: N,
  input: unknown,
  flags: CommonFlags,
): Promise<ResultOf<N>> {
  const params = validated(name, input)
  const paths = pathsOf(flags)
  const server = findRunningServer(paths)
  if (server !== null) {
    return server.call(name, params)
  }
  // What the parts would log is for the gateway's log; people get one sentence.
  configureLogging({ level: 'silent' })
  prepareDataDir(paths)
  const env = process.env
  const vault = openVault({ kind: loadSettings({ paths, env }).vault, paths })
  const { whileUnserved } = await import('./whileUnserved.ts')
  return whileUnserved({ paths, env, vault }, name, params)
}

function validated<N extends UnservedOperation>(name: N, input: unknown): ParamsOf<N> & InputOf<N> {
  const parsed = operations[name].params.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new HomeportError('SETTINGS_001', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved it
  return parsed.data as ParamsOf<N> & InputOf<N>
}
