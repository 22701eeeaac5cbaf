import type { HostLink } from '#server/link/link.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import { createAuditor } from './audit/auditor.ts'
import { auditMigrations } from './audit/migrations.ts'
import { openAudit } from './audit/module.ts'
import { authMigrations } from './auth/migrations.ts'
import { type AuthModule, openAuth } from './auth/module.ts'
import { openCommands } from './commands/module.ts'
import { openPairing } from './auth/pairing/module.ts'
import type { Credential } from './kernel/identity.ts'
import type { ModulesDeps } from './gatewayDeps.ts'
import { openHostLink } from './hostLink/module.ts'
import { createSessionCount } from './hostLink/sessionCount.ts'
import { createDispatch } from './kernel/dispatch.ts'
import { openMembers } from './members/module.ts'
import { openObservability } from './observability/module.ts'
import { preferencesMigrations } from './preferences/migrations.ts'
import { openPreferences } from './preferences/module.ts'
import { pushMigrations } from './push/migrations.ts'
import { type PushModuleDeps, openPush } from './push/module.ts'
import { pullRequestsMigrations } from './pullRequests/migrations.ts'
import { openPullRequests } from './pullRequests/module.ts'
import { openRemote } from './remote/module.ts'
import { openSettings } from './settings/module.ts'
import { openStore } from './store/openStore.ts'
import { terminalMigrations } from './terminals/migrations.ts'
import type { TerminalGate } from './terminals/confirming/terminalGate.ts'
import { type TerminalsModuleDeps, openTerminals } from './terminals/module.ts'
import { type WireModule, openWire } from './wire/module.ts'
import { openChanges } from './changes/module.ts'
import { openWorkspace } from './workspace/module.ts'

/** Whose tables `homeport.db` holds. */
export const storeModules = [
  authMigrations,
  auditMigrations,
  preferencesMigrations,
  pushMigrations,
  terminalMigrations,
  pullRequestsMigrations,
]

/** What the modules are opened for. */
export interface Stage {
  /**
   * served: a server runs on them · unserved: the command line does one thing in a data directory that nobody serves, so
   * remote access opens with the next start only, and nobody waits for what people write into the settings.
   */
  readonly mode: 'served' | 'unserved'
  /** What runs, and what outlives it so that the stop itself can be audited. */
  readonly started: Pick<Disposables, 'add'>
  readonly kept: Pick<Disposables, 'add'>
  /** The loopback port, known once it is listened on. */
  readonly port: () => number
  /** The host that must hear of a panic; null: none runs, so no session does. */
  readonly hostInPanic: () => Promise<HostLink | null>
}

/** The list of all modules, each with what it is built on; nothing else knows that. Nothing listens yet. */
export function composeModules(deps: ModulesDeps, { mode, started, kept, port, hostInPanic }: Stage) {
  const { clock, ids, vault, settings, paths, host, version, home, username, stop, endHost } = deps
  const { dataDir, settingsFile } = paths
  const database = openStore(paths.homeportDb, storeModules)
  kept.add(() => database.close())
  const { log: audit, ...auditing } = openAudit({ clock, database, paths, settings, kept })
  const sessionCount = createSessionCount({ link: host, clock })
  const auth = openAuth({ clock, ids, vault, settings, database, dataDir, audit, username, sessionCount, port })
  const wire = openWire({ clock, link: host, settings, auth, started })
  const { sockets } = wire
  const remote = openRemote({ clock, vault, settings, paths, mode, sockets, auth, hostInPanic, started })
  const pairing = openPairing({ clock, ids, settings, auth, address: remote.pairingAddress, started })
  const adjusting = openSettings({ settings, settingsFile, audit, mode, started })
  const personal = openPersonal(deps, { database, auth, mode, started, remote })
  const members = openMembers({ link: host, audit, auth, started })
  const workstation = { vault, settings, paths, home, version, database, audit }
  const observability = openObservability({
    clock,
    host,
    workstation,
    auth,
    sockets,
    remote,
    sessionCount,
    listSettings: adjusting.handlers['settings.list'],
    started,
  })
  const hostLink = openHostLink({ host, version, dataDir, vault, auth, port, remote: remote.access, stop, endHost })
  const folders = openFolders(deps, { database, auth, sockets, mode, started })
  const { nameOf, usedRemotely, owner } = auth
  const { metrics } = observability
  const auditor = createAuditor({ log: audit, nameOf, onRefused: (code, action) => metrics.refused(code, action) })
  const handlers = {
    ...auditing.handlers,
    ...auth.handlers,
    ...pairing.handlers,
    ...remote.handlers,
    ...adjusting.handlers,
    ...personal.handlers,
    ...members.handlers,
    ...observability.handlers,
    ...hostLink.handlers,
    ...folders.handlers,
  }
  const dispatch = createDispatch({ link: host, handlers, auditor, gate: folders.gate, usedRemotely })
  const routers = [observability.routers, remote.routers, auth.routers]
  const { info } = hostLink
  const { tickets } = folders
  return { dispatch, auditor, owner, auth, wire, remote, metrics, info, routers, tickets }
}

type AtRemote = Pick<ReturnType<typeof openRemote>, 'pairingAddress'>

/** What people choose for themselves, and what they are told of. */
function openPersonal(
  { clock, ids, vault, host, push, settings }: ModulesDeps,
  stage: Pick<PushModuleDeps, 'database' | 'auth' | 'mode' | 'started'> & { readonly remote: AtRemote },
) {
  const { database, remote } = stage
  const page = () => remote.pairingAddress()?.url ?? null
  const { choicesOf, ...preferences } = openPreferences({ database })
  const standIn = push?.standIn
  const timers = push?.timers
  const told = openPush({ ...stage, page, clock, ids, vault, link: host, settings, choicesOf, standIn, timers })
  return { handlers: { ...preferences.handlers, ...told.handlers } }
}

/** What is done in the folders of sessions: files, commands, changes, terminals. */
function openFolders(
  { clock, ids, settings, paths, host, home, vault }: ModulesDeps,
  {
    database,
    auth,
    sockets,
    mode,
    started,
  }: Pick<TerminalsModuleDeps, 'database'> &
    Pick<WireModule, 'sockets'> &
    Pick<Stage, 'mode' | 'started'> & { readonly auth: AuthModule },
) {
  const { guard } = auth
  const workspace = openWorkspace({ home, clock, ids, link: host, guard, settings, paths })
  const commands = openCommands({ link: host })
  const changes = openChanges({ link: host })
  const pullRequests = openPullRequests({ clock, vault, link: host, auth, database, mode, started })
  const closeSockets = (credential: Credential) => sockets.closeCredential(credential, 'terminals are asked for anew')
  const terminals = openTerminals({ clock, database, link: host, settings, auth, closeSockets })
  const { tickets, gate } = terminals
  return {
    handlers: {
      ...workspace.handlers,
      ...commands.handlers,
      ...changes.handlers,
      ...pullRequests.handlers,
      ...terminals.handlers,
    },
    tickets,
    gate: (...asked: Parameters<TerminalGate['pass']>) => gate.pass(...asked),
  }
}
