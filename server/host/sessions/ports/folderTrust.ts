import type { UserId } from '#shared/ids.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import type { FolderTrust as TrustState } from '#shared/session/trust.ts'

/** Port: what folders bring for Claude Code, and what people have said yes to. */
export interface FolderTrust {
  /** The folder as it is now, for this person. Never throws: a folder that is gone brings nothing. */
  inspect(userId: UserId, folder: string): Promise<InspectedFolder>
  /**
   * Trusts exactly what was shown.
   * @throws HomeportError SESSION_006 when the folder is another now (`details.trust` is what it brings) · SESSION_003
   * when it cannot be in force at all · FILE_003 when it is gone.
   */
  accept(userId: UserId, folder: string, fingerprint: string): Promise<InspectedFolder>
  /**
   * Takes a yes back, also one that was given in Claude Code itself: that counts no more here, and is not changed there.
   * @throws HomeportError SESSION_003 when there is none.
   */
  withdraw(userId: UserId, folder: string): Promise<InspectedFolder>
  /** Permissions that a person gave for good: of this folder, or everywhere. Each is kept once. */
  storeGrants(userId: UserId, folder: string, grants: readonly NewGrant[]): void
  /** What holds there now: what has ended is left out. */
  storedGrants(userId: UserId, folder: string): readonly HeldGrant[]
  /** @throws HomeportError SESSION_002 when it is not kept. */
  forget(userId: UserId, folder: string, grant: string): void
}

/** A permission in Claude Code's own words (`Bash(npm test:*)`), or a folder that it may work in beside its own. */
export interface StoredGrant {
  readonly kind: 'rule' | 'folder'
  readonly grant: string
}

/** A stored one and what it does. `kind: 'folder'` always allows. */
export interface HeldGrant extends StoredGrant {
  readonly behavior: PermissionRule['behavior']
  /** When it ends, in milliseconds since 1970; null: it holds until it is removed. */
  readonly expires_at: number | null
}

/** A permission rule in Claude Code's words. `source`: its file, or KEPT. */
export interface PermissionRule {
  readonly behavior: 'allow' | 'deny' | 'ask'
  readonly rule: string
  readonly source: string
  /** What Claude Code calls where it reads the rule. */
  readonly from: 'userSettings' | 'projectSettings' | 'localSettings' | 'flagSettings'
}

/** The source of what a person gave for good: no file, but Homeport. */
export const KEPT = 'kept by Homeport'

export interface NewGrant extends StoredGrant {
  readonly isEverywhere: boolean
}

/** A folder as it was inspected for a person. */
export interface InspectedFolder {
  /** Its real path: what a process is started in. */
  readonly folder: string
  readonly trust: TrustState
  /** The session is the machine owner's: their own settings of Claude Code (`~/.claude`) count in it, and in no other. */
  readonly isOwners: boolean
  /** MCP servers that the owner keeps in Claude Code for this folder alone: they do not start in sessions of others. */
  readonly withheldServers: readonly string[]
  /** Whether Claude Code may read its project settings. */
  readonly isInForce: boolean
  /** Rules of the folder that allow, while they are in force. */
  readonly allow: readonly string[]
  /** Further folders that it brings, while they are in force. What is kept for the person a running process is handed. */
  readonly folders: readonly string[]
  /** Every rule of the folder and of the person that applies, and its file (KEPT: a running process is handed those that hold). */
  readonly rules: readonly PermissionRule[]
  /** Names of the variables that the folder sets while it is in force. */
  readonly environment: readonly string[]
  /** The mode that the folder wants where nobody chose one; null: none, or it does not count. */
  readonly mode: PermissionMode | null
}
