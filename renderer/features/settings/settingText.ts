import type { Setting } from '#shared/operations/settings.ts'
import * as words from './words.ts'

/** Where to change what can be changed at the machine only; null: it can be changed here, or nowhere but by its flag. */
export function commandText({ key, keeper, fixed, origin }: Setting): string | null {
  const isSaidByStart = origin.kind === 'environment' || origin.kind === 'flag'
  return keeper === 'local' && fixed !== null && !isSaidByStart ? words.settingsCommand(key) : null
}

/** A value as the text of its field. */
export function fieldText(value: Setting['value']): string {
  if (value === null) {
    return ''
  }
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** Where the value comes from. */
export function originText({ origin, default: initial }: Setting): string {
  const otherwise = fieldText(initial) === '' ? words.defaultIsUnset : words.defaultIs(fieldText(initial))
  switch (origin.kind) {
    case 'default':
      return words.byDefault
    case 'file':
      return words.fromSettingsFile(origin.line, otherwise)
    case 'environment':
    case 'flag':
      return words.fromVariable(origin.name, otherwise)
  }
}

export const effectText: Readonly<Record<Setting['takes_effect'], string>> = {
  now: words.aChangeHoldsAtOnce,
  new_sessions: words.aChangeHoldsForEvery,
  restart: words.aChangeHoldsAfterHomeport,
}
