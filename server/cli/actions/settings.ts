import type { Setting } from '#shared/operations/settings.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import { type CommonFlags, callServer } from '../callServer.ts'
import { pathsOf } from '../dataDir.ts'

/** Prints every setting, for people or as JSON. */
export async function printSettings(flags: CommonFlags): Promise<void> {
  const listed = await callServer('settings.list', {}, flags)
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(listed)}\n`)
    return
  }
  const problem =
    listed.problem === null ? '' : `The file cannot be used, what it said before holds: ${listed.problem}\n\n`
  process.stdout.write(`${problem}${listed.settings.map(asLines).join('\n')}\nThe file: ${listed.file}\n`)
}

/** null takes it out of the file. @throws HomeportError naming the setting; nothing was changed then. */
export async function changeSetting(key: string, value: string | null, flags: CommonFlags): Promise<void> {
  const isRunning = findRunningServer(pathsOf(flags)) !== null
  const listed = await callServer('settings.change', { changes: { [key]: value } }, flags)
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(listed)}\n`)
    return
  }
  const changed = listed.settings.find((setting) => setting.key === key)
  if (changed !== undefined) {
    const when = isRunning ? effectWords[changed.takes_effect] : 'It holds when Homeport is started.'
    process.stdout.write(`${key} is ${shown(changed.value)} now. ${when}\n`)
  }
}

const effectWords: Readonly<Record<Setting['takes_effect'], string>> = {
  now: 'It holds at once.',
  new_sessions: 'It holds for every Claude Code process that starts from now on.',
  restart: 'It holds after a restart: homeport stop, then homeport start.',
}

const effectLabels: Readonly<Record<Setting['takes_effect'], string>> = {
  now: 'at once',
  new_sessions: 'for new sessions',
  restart: 'after a restart',
}

function asLines(setting: Setting): string {
  const waits = setting.waits_for_restart ? '; a restart is due' : ''
  return [
    `${setting.key} = ${shown(setting.value)}  (${originWords(setting)}${waits})`,
    `    ${setting.description}`,
    `    A change holds ${effectLabels[setting.takes_effect]} · ${setting.variable}`,
    '',
  ].join('\n')
}

function originWords({ origin, default: initial }: Setting): string {
  switch (origin.kind) {
    case 'default':
      return 'default'
    case 'file':
      return `settings.yaml, line ${origin.line}; default ${shown(initial)}`
    case 'environment':
    case 'flag':
      return `${origin.name}; default ${shown(initial)}`
  }
}

function shown(value: Setting['value']): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) {
    return 'unset'
  }
  return Array.isArray(value) ? value.join(', ') : String(value)
}
