import { writeFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { HomeportError } from '#shared/errors.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { composeModules } from '#server/gateway/compose.ts'
import { openHostConnection } from '#server/gateway/hostLink/hostConnection.ts'
import { noCookies } from '#server/gateway/kernel/requests/cookie.ts'
import { hostUnavailable } from '#server/link/hostUnavailable.ts'
import type { HostLink } from '#server/link/link.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { createDisposables } from '#server/platform/disposables.ts'
import { holdInstanceLock } from '#server/platform/files/instanceLock.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { openLiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { VERSION } from '#server/platform/version.ts'
import { connectHost, findHost } from '../processes/hostProcess.ts'

/** What makes sense while no server runs; the same rows, handlers and answers as with one. */
export type UnservedOperation =
  | 'access_token.create'
  | 'access_token.list'
  | 'access_token.revoke'
  | 'account.allow'
  | 'account.disallow'
  | 'account.list'
  | 'account.look_up'
  | 'github.configure'
  | 'github.status'
  | 'remote.status'
  | 'remote.on'
  | 'remote.off'
  | 'server.panic'
  | 'settings.change'
  | 'settings.list'

export interface UnservedDeps {
  readonly paths: Paths
  readonly env: NodeJS.ProcessEnv
  readonly vault: Vault
}

/**
 * Does one thing in a data directory that nobody serves: by the gateway's own modules, without its listeners.
 * @throws HomeportError as the operation refuses; HOST_001 when a gateway starts at this very moment: ask that one.
 */
export async function whileUnserved<N extends UnservedOperation>(
  deps: UnservedDeps,
  name: N,
  params: ParamsOf<N>,
): Promise<ResultOf<N>> {
  const opened = createDisposables()
  const release = holdInstanceLock(`${deps.paths.runDir}/gateway.lock`)
  if (release === null) {
    throw new HomeportError('HOST_001', 'Homeport is just starting or stopping. Try again in a moment.')
  }
  opened.add(release)
  try {
    const { dispatch, owner } = openModules(deps, opened)
    const origin = { address: 'local', user_agent: '', request_id: null }
    const call = { ...origin, caller: { kind: 'local', actor: owner } as const, cookies: noCookies, base_url: '' }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the handler of this very row made it
    return (await dispatch.run(name, params, call)) as ResultOf<N>
  } finally {
    await opened.dispose()
  }
}

function openModules({ paths, env, vault }: UnservedDeps, opened: ReturnType<typeof createDisposables>) {
  const host = openHostConnection({ clock: systemClock, connect: nobody })
  // Running sessions go on: no operation here needs the host.
  host.close()
  const kept = createDisposables()
  opened.add(() => kept.dispose())
  return composeModules(
    {
      clock: systemClock,
      ids: systemIds,
      vault: vault.kind === 'memory' ? withoutStoring(vault) : vault,
      settings: openLiveSettings({ paths, env }),
      paths,
      host,
      version: VERSION,
      home: homedir(),
      username: userInfo().username,
      stop: async () => {},
      endHost: async () => false,
    },
    {
      mode: 'unserved',
      started: opened,
      kept,
      port: () => 0,
      hostInPanic: () => hostInPanic(paths, (close) => opened.add(close)),
    },
  )
}

async function nobody(): Promise<never> {
  throw hostUnavailable()
}

/** A running host is asked to pause; where none runs, an order for the next one is written. */
async function hostInPanic(paths: Paths, whenDone: (close: () => void) => void): Promise<HostLink | null> {
  if (findHost(paths) === null) {
    writeFileSync(paths.pauseOrder, '', { mode: 0o600 })
    return null
  }
  const link = await connectHost({ paths, demo: false })
  whenDone(() => link.close())
  return link
}

/** What was kept in memory would be gone with this command. */
function withoutStoring(vault: Vault): Vault {
  return {
    kind: vault.kind,
    get: (name) => vault.get(name),
    delete: (name) => vault.delete(name),
    problem: () => vault.problem(),
    set: async () => {
      throw new HomeportError(
        'SETTINGS_001',
        'The vault "memory" forgets the client secret at once while Homeport does not run. Start it first, or choose another vault.',
        { details: { problem: 'unusable', key: 'vault' } },
      )
    },
  }
}
