import { settingGroups } from '#shared/operations/settings.ts'
import { settingForms } from '#server/platform/settings/settingKinds.ts'
import { type SettingKey, settingKeys, settingTable, settingVariable } from '#server/platform/settings/settingTable.ts'
import { blocks, code, table, writtenFrom } from './markdown.ts'

const effects = { now: 'at once', new_sessions: 'for new sessions', restart: 'after a restart' } as const

/** Every setting: what it takes, its default, its meaning, when a change holds and who may change it. */
export function settingsPage(): string {
  return blocks(
    '# Settings',
    writtenFrom('`server/platform/settings/settingTable.ts`'),
    INTRODUCTION,
    ...Object.entries(settingGroups).flatMap(([group, title]) => [
      `## ${title}`,
      table(
        ['setting', 'name', 'takes', 'default', 'meaning', 'a change holds', 'environment'],
        settingKeys.filter((key) => settingTable[key].group === group).map(rowOf),
      ),
    ]),
  )
}

function rowOf(key: SettingKey): string[] {
  const { label, about } = settingTable[key]
  return [code(key), label, takes(key), initial(key), about, holds(key), code(settingVariable(key))]
}

const INTRODUCTION = `They stand in \`settings.yaml\` in the data directory, nested (\`limits:\`, and \`requests_per_minute: 200\` below it) or
with dots (\`limits.requests_per_minute: 200\`). They are changed there, on the page \`/settings\`, with
\`homeport settings set KEY VALUE\`, or by an environment variable. A flag wins over the environment, the environment over the
file. The file is watched; one that is wrong is refused with its line and the nearest right name, and what it said before
stays in force. Secrets are never in it: they are in the vault. Lists have commas between their entries in the environment
and on the command line. Limits count other devices only; an address block (one IPv4 address, or a /64 of IPv6) counts as one address.`

function initial(key: SettingKey): string {
  const { initial: value } = settingTable[key]
  return value === null || (Array.isArray(value) && value.length === 0) ? '' : code(String(value))
}

function takes(key: SettingKey): string {
  const form = settingForms.get(settingTable[key].type)
  switch (form?.kind) {
    case 'switch':
      return ['true', 'false'].map(code).join(', ')
    case 'choice':
      return form.choices.map(code).join(', ')
    case 'number':
      return `${form.from} to ${form.to}`
    case 'list':
      return 'a list'
    default:
      return 'text'
  }
}

function holds(key: SettingKey): string {
  const { effect, changeableBy } = settingTable[key]
  return [effects[effect], ...(changeableBy === 'local' ? ['at the machine only'] : [])].join(', ')
}
