import * as z from 'zod'
import type { InputOf } from '#shared/operations/table.ts'
import { Effort } from '#shared/session/effort.ts'
import { PermissionMode } from '#shared/session/status.ts'
import { loadItem, storeItem } from './browserStorage.ts'
import { sessionDefaults } from './sessionDefaults.ts'

/** What another version of the page chose and this one does not know counts as not chosen. */
const Choice = z.object({
  /** Empty: Claude Code's own choice. */
  model: z.string(),
  /** null: not chosen. */
  mode: PermissionMode.nullable().catch(null),
  /** null: Claude Code's own choice. */
  effort: Effort.nullable().catch(null),
})
/** With what a session begins. */
export type Choice = z.infer<typeof Choice>

const Stored = z.array(Choice.extend({ folder: z.string() }))

const ENTRY = 'lastChoices'
/** The folders that were used longest ago are forgotten. */
const MAX_FOLDERS = 50

/**
 * With what the last session of this browser was started in a folder, or what the person chose for new sessions. Empty: a
 * folder that was to be made.
 */
export function lastChoice(folder: string): Choice {
  const found = stored().find((one) => one.folder === folder)
  if (found !== undefined) {
    return { model: found.model, mode: found.mode, effort: found.effort }
  }
  const { model, permission_mode, effort } = sessionDefaults.get()
  return { model: model ?? '', mode: permission_mode, effort }
}

/** Remembers the choice. Skipping all approvals has to be chosen each time. */
export function rememberChoice(folder: string, { model, mode, effort }: Choice): void {
  const others = stored().filter((one) => one.folder !== folder)
  const kept = { folder, model, mode: mode === 'bypassPermissions' ? null : mode, effort }
  storeItem(ENTRY, JSON.stringify([kept, ...others].slice(0, MAX_FOLDERS)))
}

/** Only what the person chose; the workstation has defaults for the rest. */
export function choiceParams({
  mode,
  model,
  effort,
}: Choice): Pick<InputOf<'session.create'>, 'model' | 'permission_mode' | 'effort'> {
  return {
    ...(mode === null ? {} : { permission_mode: mode }),
    ...(model === '' ? {} : { model }),
    ...(effort === null ? {} : { effort }),
  }
}

function stored(): z.infer<typeof Stored> {
  try {
    return Stored.parse(JSON.parse(loadItem(ENTRY) ?? '[]'))
  } catch {
    return []
  }
}
