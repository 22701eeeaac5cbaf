import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import type { PermissionRule } from '#server/host/sessions/folderTrust.ts'

export interface PersonalSettings {
  readonly env: Readonly<Record<string, string>>
  readonly rules: readonly PermissionRule[]
}

const Rules = z.array(z.string()).optional().catch([])
const Settings = z.looseObject({
  env: z.record(z.string(), z.unknown()).optional().catch({}),
  permissions: z.looseObject({ allow: Rules, deny: Rules }).optional().catch(undefined),
})
const MAX_BYTES = 1024 * 1024

/** What Homeport has to know of `~/.claude/settings.json`; nothing where there is none, or it is not understood. */
export function readPersonalSettings(claudeFolder: string): PersonalSettings {
  const source = path.join(claudeFolder, 'settings.json')
  try {
    if (statSync(source).size > MAX_BYTES) {
      return NONE
    }
    const { env = {}, permissions } = Settings.parse(JSON.parse(readFileSync(source, 'utf8')))
    const rules = (['allow', 'deny'] as const).flatMap((behavior) =>
      (permissions?.[behavior] ?? []).map((rule) => ({ behavior, rule, source })),
    )
    return { env: strings(env), rules }
  } catch {
    return NONE
  }
}

const NONE: PersonalSettings = { env: {}, rules: [] }

function strings(env: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (typeof value === 'string') {
      kept[name] = value
    }
  }
  return kept
}
