import { mkdirSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { failureCode } from '#server/platform/failure.ts'
import { replacePrivateFile } from '#server/platform/privateFile.ts'

const Project = z.looseObject({ hasTrustDialogAccepted: z.boolean().optional() })
const Config = z.looseObject({ projects: z.record(z.string(), Project).optional() })

export type TrustOutcome = 'seeded' | 'already' | 'left_alone'

/**
 * Says in Claude's own config that the person trusts the folder: they chose it for a session. Without it Claude Code
 * ignores the "always allow" rules it saved there. Trust of a folder above counts.
 *
 * Never damages the file: one that is not understood, or changed in the same moment by Claude Code, is left alone.
 * Synchronous, so that two sessions cannot overtake each other. @throws Error of `node:fs` when it cannot be written.
 */
export function seedTrust(configFile: string, folder: string): TrustOutcome {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = readText(configFile)
    const config = parseConfig(before ?? '{}')
    if (config === null) {
      return 'left_alone'
    }
    if (isTrusted(config.projects ?? {}, folder)) {
      return 'already'
    }
    const after = {
      ...config,
      projects: { ...config.projects, [folder]: { ...config.projects?.[folder], hasTrustDialogAccepted: true } },
    }
    if (readText(configFile) === before) {
      replace(configFile, `${JSON.stringify(after, null, 2)}\n`)
      return 'seeded'
    }
  }
  return 'left_alone'
}

const ATTEMPTS = 3

function isTrusted(projects: Readonly<Record<string, z.infer<typeof Project>>>, folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if (projects[at]?.hasTrustDialogAccepted === true) {
      return true
    }
    if (at === path.dirname(at)) {
      return false
    }
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (failureCode(error) === 'ENOENT') {
      return null
    }
    throw error
  }
}

function parseConfig(text: string): z.infer<typeof Config> | null {
  try {
    const parsed = Config.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** A link (dotfiles kept elsewhere) stays a link: what it points to is replaced. */
function replace(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  let target = file
  try {
    target = realpathSync(file)
  } catch {
    // There is none yet.
  }
  replacePrivateFile(target, text)
}
