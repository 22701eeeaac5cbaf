import type { Database } from 'better-sqlite3'
import path from 'node:path'
import * as z from 'zod'
import { SessionStatus } from '#shared/session/status.ts'
import type { UserId } from '#shared/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { type OpenCredentials, openCredentials } from '../git/credentials/openCredentials.ts'
import type { GitDeps } from '../git/running/git.ts'
import type { Runner } from '../runners/runner.ts'
import type { FolderTrust } from '../sessions/ports/folderTrust.ts'
import type { Folders, SessionLog } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { EventHub } from '../sessions/streams/eventHub.ts'
import type { Terminals } from '../terminals/terminals.ts'
import { type CheckoutHandlerDeps, checkoutHandlers } from './checkoutHandlers.ts'
import { Checkouts } from './checkouts.ts'
import { goneFolders } from './ending/goneFolder.ts'
import type { WorkInFolders } from '../workspaces/managed/managedFolders.ts'
import { CLONE_BOUNDS, removeHalfClones } from './making/cloning.ts'
import { ProjectSetups } from './setup/projectSetup.ts'

export interface OpenCheckoutsDeps {
  readonly database: Database
  readonly paths: Pick<Paths, 'workspaces' | 'dataDir'>
  readonly vault: Vault
  readonly log: SessionLog
  readonly hub: Pick<EventHub, 'join'>
  readonly runner: Runner
  readonly claude: { readonly environment: GitDeps['environment'] }
  readonly folders: Folders
  readonly trust: FolderTrust
  readonly clock: Clock
  readonly isLocalOwner: (userId: UserId) => boolean
  /** There once the host is put together. */
  readonly live: () => { readonly registry: SessionRegistry; readonly terminals: Terminals }
}

export interface OpenCheckouts {
  readonly making: Checkouts
  readonly handlers: ReturnType<typeof checkoutHandlers> & OpenCredentials['handlers']
  /** What Git signs in with at other machines. */
  readonly credentials: OpenCredentials['credentials']
  /** A session is gone. */
  readonly onGone: () => void
  /** What clean-up asks about folders that no session has now. */
  readonly inFolders: WorkInFolders
  /** Removes what a host that died left half. Before anything is started. */
  readonly sweep: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens the room of checkouts on its table in `sessions.db`. */
export function openCheckouts(deps: OpenCheckoutsDeps): OpenCheckouts {
  const { database, paths, vault, log, hub, runner, claude, folders, trust, clock, isLocalOwner, live } = deps
  const registry = () => live().registry
  const signedIn = openCredentials({ database, vault, dataDir: paths.dataDir, clock, hub, log, registry })
  const environment: GitDeps['environment'] = () => claude.environment()
  const setups = new ProjectSetups(database)
  const making = new Checkouts({
    runner,
    environment,
    bounds: CLONE_BOUNDS,
    setups,
    runs: {
      run: (session, line) => live().terminals.run(session, line),
      stopOf: (id) => live().terminals.stopSession(id),
    },
    folders,
    trust,
    credentials: signedIn.credentials,
    isLocalOwner,
  })
  const leave = endsWith(hub, making)
  const isUsedByOther: CheckoutHandlerDeps['isUsedByOther'] = (folder, id) => isUsed(database, folder, id)
  return {
    making,
    handlers: {
      ...checkoutHandlers({ registry, folders, setups, clock, isUsedByOther, environment }),
      ...signedIn.handlers,
    },
    credentials: signedIn.credentials,
    onGone: () => void signedIn.sweep(),
    inFolders: goneFolders({ environment }),
    sweep: async () => {
      await removeHalfClones(paths.workspaces)
      await signedIn.sweep()
    },
    close: async () => {
      leave()
      await making.close()
      await signedIn.close()
    },
  }
}

/** Whether another session works there, or in a worktree of what is there, also one that is only being made. */
export function isUsed(database: Database, folder: string, id: string): boolean {
  const found = database
    .prepare<object, number>(
      `SELECT 1 FROM sessions WHERE id <> @id AND status <> 'TERMINATED'
         AND (workspace_path = @folder OR substr(workspace_path, 1, length(@below)) = @below
           OR json_extract(session, '$.checkout.from') = @folder
           OR substr(json_extract(session, '$.checkout.from'), 1, length(@below)) = @below) LIMIT 1`,
    )
    .pluck()
    .get({ id, folder, below: folder + path.sep })
  return found !== undefined
}

const Status = z.object({ data: z.object({ status: SessionStatus }) })
const Header = z.object({ data: z.object({ session: z.object({ deletes_at: z.string().nullable() }) }) })

/** Gives up the folder that is being made for a session when that is ended, paused or deleted. Returns how to stop that. */
function endsWith(hub: Pick<EventHub, 'join'>, checkouts: Pick<Checkouts, 'isMaking' | 'cancel'>): () => void {
  const subscription = hub.join(({ type, session_id, payload }) => {
    if (!checkouts.isMaking(session_id)) {
      return
    }
    const said: unknown = JSON.parse(payload.toString('utf8'))
    const status = type === 'session_status' ? Status.parse(said).data.status : null
    const isDeleted = type === 'session_updated' && Header.parse(said).data.session.deletes_at !== null
    if (status === 'TERMINATED' || status === 'SUSPENDED' || isDeleted) {
      checkouts.cancel(session_id)
    }
  })
  return () => subscription.leave()
}
