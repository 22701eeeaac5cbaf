import { readFileSync, statSync } from 'node:fs'
import * as z from 'zod'

const Config = z.looseObject({
  projects: z.record(z.string(), z.looseObject({ hasTrustDialogAccepted: z.boolean().optional() })).optional(),
})

/** Claude Code's config holds statistics of every project; a larger one than this is not believed. */
const MAX_BYTES = 32 * 1024 * 1024

/**
 * Whether the machine's owner has trusted exactly this folder in Claude Code itself. Read only: what Homeport is told is
 * never written there. A file that is missing or not understood says no.
 */
export function isTrustedInClaude(configFile: string, folder: string): boolean {
  try {
    const { size } = statSync(configFile)
    const config = size > MAX_BYTES ? undefined : Config.safeParse(JSON.parse(readFileSync(configFile, 'utf8'))).data
    const projects = config?.projects ?? {}
    return Object.hasOwn(projects, folder) && projects[folder]?.hasTrustDialogAccepted === true
  } catch {
    return false
  }
}
