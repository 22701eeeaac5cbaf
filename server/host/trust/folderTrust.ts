import { realpath } from 'node:fs/promises'
import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import { PermissionMode } from '#shared/session/status.ts'
import { type FolderTrust as TrustState, NOTHING_TO_TRUST } from '#shared/session/trust.ts'
import { type InspectedFolder, type FolderTrust } from '#server/host/sessions/ports/folderTrust.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { TrustRows } from '../store/rows/trustRows.ts'
import { isTrustedInClaude, storedServersOf } from './claudesRecord.ts'
import { keptRules } from './keptRules.ts'
import { type FolderContent, NO_FOLDER_GRANTS, readFolder } from './content/folderContent.ts'

export interface FolderTrustDeps {
  readonly rows: TrustRows
  readonly clock: Clock
  readonly isLocalOwner: (userId: UserId) => boolean
  /** Where Claude Code keeps the machine owner's own things. */
  readonly configDir: () => Promise<OwnerConfigPaths>
}

export interface OwnerConfigPaths {
  /** `~/.claude` */
  readonly dir: string
  /** `~/.claude.json` */
  readonly configFile: string
}

/** Decides from the folder as it is now and from what its person said yes to. Keeps nothing in memory. */
export function createFolderTrust(deps: FolderTrustDeps): FolderTrust {
  const { rows, clock } = deps
  return {
    inspect: async (userId, folder) => {
      const read = await readReal(deps, userId, folder)
      return read === null ? nothingThere(folder, deps.isLocalOwner(userId)) : lookAt(deps, userId, read)
    },
    accept: async (userId, folder, fingerprint) => {
      const read = await readReal(deps, userId, folder)
      if (read === null) {
        throw new HomeportError('FILE_003', `The folder ${folder} cannot be opened. Nothing was trusted.`)
      }
      assertCanBeTrusted(lookAt(deps, userId, read), read.content, fingerprint)
      rows.trust({ user_id: userId, folder: read.real, fingerprint, at: clock.timestamp() })
      return lookAt(deps, userId, read)
    },
    withdraw: async (userId, folder) => {
      const read = await readReal(deps, userId, folder)
      const real = read?.real ?? folder
      const said = read === null ? rows.trusted(userId, real) : saidOf(deps, userId, read)
      if (said === null || said === TAKEN_BACK) {
        throw new HomeportError('SESSION_003', 'You do not trust this folder. There was nothing to take back.')
      }
      rows.trust({ user_id: userId, folder: real, fingerprint: TAKEN_BACK, at: clock.timestamp() })
      return read === null ? nothingThere(folder, deps.isLocalOwner(userId)) : lookAt(deps, userId, read)
    },
    storeGrants: (userId, folder, grants) => {
      for (const { isEverywhere, ...grant } of grants) {
        rows.keep({
          user_id: userId,
          folder: isEverywhere ? null : folder,
          ...grant,
          ...FOR_GOOD,
          added_at: clock.timestamp(),
        })
      }
    },
    storedGrants: (userId, folder) => rows.grants(userId, folder, clock.now()),
    forget: (userId, folder, grant) => {
      if (!rows.forget(userId, folder, grant)) {
        throw new HomeportError(
          'SESSION_002',
          'No such permission is kept for this folder. It may be forgotten already.',
        )
      }
    },
  }
}

interface ReadFolder {
  readonly real: string
  readonly content: FolderContent
  readonly isOwners: boolean
  /** `~/.claude.json`, where it is now. */
  readonly configFile: string
}

/** null: there is no such folder any more. */
async function readReal(deps: FolderTrustDeps, userId: UserId, folder: string): Promise<ReadFolder | null> {
  try {
    const [real, { dir, configFile }] = await Promise.all([realpath(folder), deps.configDir()])
    const isOwners = deps.isLocalOwner(userId)
    const personal = { folder: await realpath(dir).catch(() => dir), isTheirs: isOwners }
    return { real, content: await readFolder(real, personal), isOwners, configFile }
  } catch {
    return null
  }
}

function lookAt(deps: FolderTrustDeps, userId: UserId, read: ReadFolder): InspectedFolder {
  const { real, content, isOwners, configFile } = read
  const trust = { state: stateOf(deps, userId, read), fingerprint: content.fingerprint }
  const isInForce = trust.state === 'trusted' || trust.state === 'nothing_to_trust'
  const kept = deps.rows.grants(userId, real, deps.clock.now())
  const grants = isInForce ? content.grants : NO_FOLDER_GRANTS
  return {
    folder: real,
    isOwners,
    withheldServers: isOwners ? [] : storedServersOf(configFile, content.roots),
    trust: { ...trust, brings: [...content.brings] },
    isInForce,
    allow: grants.allow,
    folders: grants.folders,
    environment: grants.environment,
    rules: [...grants.rules, ...keptRules(kept)],
    mode: modeOf(content, isInForce),
  }
}

function stateOf(deps: FolderTrustDeps, userId: UserId, read: ReadFolder): TrustState['state'] {
  const { content } = read
  if (!content.needsTrust) {
    return 'nothing_to_trust'
  }
  const said = saidOf(deps, userId, read)
  if (said === content.fingerprint && content.obstacle === null) {
    return 'trusted'
  }
  return said === null || said === TAKEN_BACK ? 'untrusted' : 'changed'
}

/** Stands where a fingerprint stood. It is remembered, so that what Claude Code has noted is not adopted again. */
const TAKEN_BACK = ''

/** What the person has said yes to; null when they never did. */
function saidOf(deps: FolderTrustDeps, userId: UserId, read: ReadFolder): string | null {
  return deps.rows.trusted(userId, read.real) ?? adopted(deps, userId, read)
}

/** What the owner trusted in Claude Code itself counts as it is when it is first seen here; a later change asks. */
function adopted(
  deps: FolderTrustDeps,
  userId: UserId,
  { real, content, isOwners, configFile }: ReadFolder,
): string | null {
  const isTheirs = isOwners && !deps.rows.wasMarkedBefore(real)
  if (!isTheirs || content.obstacle !== null || !isTrustedInClaude(configFile, real)) {
    return null
  }
  const { fingerprint } = content
  deps.rows.trust({ user_id: userId, folder: real, fingerprint, at: deps.clock.timestamp() })
  return fingerprint
}

/** A mode that asks more often than the usual one needs nobody's trust. */
function modeOf({ grants, obstacle }: FolderContent, isInForce: boolean): PermissionMode | null {
  const mode = PermissionMode.safeParse(grants.defaultMode === 'manual' ? 'default' : grants.defaultMode).data ?? null
  if (mode === null || mode === 'bypassPermissions' || obstacle !== null) {
    return null
  }
  return isInForce || mode === 'plan' || mode === 'dontAsk' ? mode : null
}

function assertCanBeTrusted(look: InspectedFolder, { obstacle }: FolderContent, fingerprint: string): void {
  const details = { trust: look.trust }
  if (look.trust.fingerprint !== fingerprint) {
    const message =
      'What this folder brings has changed since it was shown. Nothing was trusted; look at it again and decide anew.'
    throw new HomeportError('SESSION_006', message, { details })
  }
  if (obstacle !== null) {
    const message = `This folder cannot be trusted as it is: ${obstacle}. Nothing was trusted; mend or remove that first.`
    throw new HomeportError('SESSION_003', message, { details })
  }
}

function nothingThere(folder: string, isOwners: boolean): InspectedFolder {
  return {
    folder,
    isOwners,
    withheldServers: [],
    trust: NOTHING_TO_TRUST,
    isInForce: false,
    allow: [],
    folders: [],
    environment: [],
    rules: [],
    mode: null,
  }
}

const FOR_GOOD = { behavior: 'allow', expires_at: null } as const
