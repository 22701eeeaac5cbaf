import type { Setting } from '#shared/operations/settings.ts'

const titles: Readonly<Record<string, string>> = {
  claude: 'Claude Code',
  github: 'Sign-in with GitHub',
  limits: 'Limits',
  log: 'Logs',
  remote: 'Remote access',
}

/** Groups settings by section, in the order of the table; those without a section first. */
export function grouped(settings: readonly Setting[]): [string, Setting[]][] {
  const groups = new Map<string, Setting[]>([['This server', []]])
  for (const setting of settings) {
    const section = setting.key.includes('.') ? (setting.key.split('.')[0] ?? '') : ''
    const title = section === '' ? 'This server' : (titles[section] ?? capitalised(section))
    groups.set(title, [...(groups.get(title) ?? []), setting])
  }
  return [...groups].filter(([, found]) => found.length > 0)
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll('_', ' ')
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
