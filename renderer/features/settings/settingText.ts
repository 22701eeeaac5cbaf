import type { Setting } from '#shared/operations/settings.ts'

/** Where to change what can be changed at the machine only; null: it can be changed here, or nowhere but by its flag. */
export function commandText({ key, keeper, fixed, origin }: Setting): string | null {
  const isSaidByStart = origin.kind === 'environment' || origin.kind === 'flag'
  return keeper === 'local' && fixed !== null && !isSaidByStart ? `homeport settings set ${key} VALUE` : null
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
  const otherwise = `default: ${fieldText(initial) || 'unset'}`
  switch (origin.kind) {
    case 'default':
      return 'Default'
    case 'file':
      return `From settings.yaml, line ${origin.line} · ${otherwise}`
    case 'environment':
    case 'flag':
      return `From ${origin.name} · ${otherwise}`
  }
}

export const effectText: Readonly<Record<Setting['takes_effect'], string>> = {
  now: 'A change holds at once.',
  new_sessions: 'A change holds for every Claude Code that starts from then on.',
  restart: 'A change holds after Homeport is started again.',
}
