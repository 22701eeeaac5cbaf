import * as z from 'zod'

/** One thing that a folder makes Claude Code do or allow, as its file says it. */
export const Brought = z.object({
  kind: z.enum(['hook', 'permission_rule', 'mcp_server', 'environment', 'helper', 'other']),
  /** The file that brings it. */
  source: z.string(),
  /** The whole of it; a folder that brings more than can be shown is never in force. */
  text: z.string(),
})
export type Brought = z.infer<typeof Brought>

/**
 * Whether what a folder brings for Claude Code is in force for the session's person. `untrusted`: nobody has said yes ·
 * `changed`: it is not what they said yes to any more. In both, the person's own settings alone are in force.
 */
export const FolderTrust = z.object({
  state: z.enum(['nothing_to_trust', 'trusted', 'untrusted', 'changed']),
  /** Stands for all of `brings`: what a person says yes to. */
  fingerprint: z.string(),
  /** Empty in lists; whole where one session is asked for. */
  brings: z.array(Brought),
})
export type FolderTrust = z.infer<typeof FolderTrust>

/** Of a session that was not looked at yet. */
export const NOTHING_TO_TRUST: FolderTrust = { state: 'nothing_to_trust', fingerprint: '', brings: [] }

/** As lists carry it. */
export function withoutBrings(trust: FolderTrust): FolderTrust {
  return { ...trust, brings: [] }
}

/** Whether a person is to be asked. */
export function needsTrust({ state }: FolderTrust): boolean {
  return state === 'untrusted' || state === 'changed'
}
