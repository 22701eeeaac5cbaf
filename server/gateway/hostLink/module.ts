import type { UserId } from '#shared/ids.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { AuthModule } from '../auth/module.ts'
import type { Module } from '../kernel/module.ts'
import { createHostHandlers } from './handlers.ts'
import type { HostConnection } from './hostConnection.ts'
import { actorOf } from '../kernel/call.ts'

export interface HostLinkModuleDeps {
  readonly host: HostConnection
  readonly version: string
  readonly dataDir: string
  readonly vault: Vault
  readonly auth: Pick<AuthModule, 'owner' | 'actors' | 'signInUrl'>
  /** The loopback port that is listened on. */
  readonly port: () => number
  readonly remote: { readonly url: () => string | null }
  /** Resolves when everything but the control socket is stopped. */
  readonly stop: (options: { readonly keepSessions: boolean }) => Promise<void>
  /** Ends a host that cannot be reached. False: it is still there. */
  readonly endHost: () => Promise<boolean>
}

type Row = 'host.status' | 'host.renew' | 'server.info' | 'server.check' | 'server.stop'

export interface HostLinkModule extends Module<Row> {
  /** Where the server is, with a fresh sign-in link for the user. */
  readonly info: (userId: UserId) => ServerInfo
}

/** This server and the host behind it, for the command line and the page that look after them. */
export function openHostLink(deps: HostLinkModuleDeps): HostLinkModule {
  const { host, version, vault, port, stop, endHost } = deps
  const { owner, actors, signInUrl } = deps.auth
  const info = (userId: UserId): ServerInfo => ({
    local_url: `http://127.0.0.1:${port()}`,
    sign_in_url: signInUrl(userId),
    ws_url: `ws://127.0.0.1:${port()}/ws`,
    remote_url: deps.remote.url(),
    data_dir: deps.dataDir,
    gateway_pid: process.pid,
    host_pid: host.lastPid() ?? 0,
  })
  return {
    info,
    handlers: {
      ...createHostHandlers({ host, version, actors, endHost }),
      'server.info': (_params, call) => info(actorOf(call.caller).user_id),
      'server.check': async () => ({
        port: port(),
        vault: { kind: vault.kind, problem: await vault.problem() },
        claude: await host.call('claude.status', {}, owner),
      }),
      'server.stop': async ({ keep_sessions }) => {
        await stop({ keepSessions: keep_sessions })
        return { success: true }
      },
    },
  }
}
