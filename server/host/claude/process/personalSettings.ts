import path from 'node:path'
import * as z from 'zod'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import { readOrdinaryFile } from '#server/platform/files/ordinaryFile.ts'

/** What the machine's owner has said in their own settings of Claude Code. */
export interface PersonalSettings {
  /** `~/.claude` */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly rules: readonly PermissionRule[]
  /** The command that prints the owner's key; null when there is none. */
  readonly apiKeyHelper: string | null
  /** No session runs without asking. */
  readonly forbidsBypass: boolean
  /** How long Claude Code keeps conversations, all of the machine's; null: as long as it does by itself. */
  readonly cleanupPeriodDays: number | null
}

const Rules = z.array(z.string()).optional().catch([])
const Settings = z.looseObject({
  env: z.record(z.string(), z.unknown()).optional().catch({}),
  permissions: z
    .looseObject({ allow: Rules, deny: Rules, ask: Rules, disableBypassPermissionsMode: z.unknown() })
    .partial()
    .optional()
    .catch(undefined),
  apiKeyHelper: z.string().optional().catch(undefined),
  cleanupPeriodDays: z.number().int().positive().optional().catch(undefined),
})
const MAX_BYTES = 1024 * 1024

/** What Homeport has to know of `~/.claude/settings.json`; nothing where there is none, or it is not understood. */
export function readPersonalSettings(claudeFolder: string): PersonalSettings {
  const source = path.join(claudeFolder, 'settings.json')
  try {
    const text = readOrdinaryFile(source, MAX_BYTES)
    if (text === null) {
      return nothingSet(claudeFolder)
    }
    const { env = {}, permissions, apiKeyHelper, cleanupPeriodDays } = Settings.parse(JSON.parse(text))
    const rules = (['allow', 'deny', 'ask'] as const).flatMap((behavior) =>
      (permissions?.[behavior] ?? []).map((rule) => ({ behavior, rule, source, from: 'userSettings' as const })),
    )
    const forbidsBypass = permissions?.disableBypassPermissionsMode === 'disable'
    return {
      folder: claudeFolder,
      env: strings(env),
      rules,
      apiKeyHelper: apiKeyHelper ?? null,
      forbidsBypass,
      cleanupPeriodDays: cleanupPeriodDays ?? null,
    }
  } catch {
    return nothingSet(claudeFolder)
  }
}

function nothingSet(folder: string): PersonalSettings {
  return { folder, env: {}, rules: [], apiKeyHelper: null, forbidsBypass: false, cleanupPeriodDays: null }
}

/** What of them holds in a session of somebody else: what makes it stricter. The owner never said more for others. */
export function rulesForOthers({ rules }: PersonalSettings): PermissionRule[] {
  return rules.filter(({ behavior }) => behavior !== 'allow').map((rule) => ({ ...rule, from: 'flagSettings' }))
}

function strings(env: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (typeof value === 'string') {
      kept[name] = value
    }
  }
  return kept
}
