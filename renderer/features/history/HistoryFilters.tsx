import { baseName } from '#shared/session/paths.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { modelName } from '#renderer/format/statusLabel.ts'
import { classes } from '#renderer/ui/classes.ts'
import type { HistoryFilter } from './historyList.ts'
import * as words from './words.ts'

const spans = [
  ['', words.anyTime],
  ['7', words.last7Days],
  ['30', words.last30Days],
  ['90', words.last90Days],
  ['365', words.lastYear],
] as const

const sources = [
  ['', words.homeportAndTerminal],
  ['homeport', 'Homeport'],
  ['terminal', words.terminal],
  ['program', words.otherPrograms],
] as const

/** What narrows the list, each as a chip. */
export function HistoryFilters(props: {
  filter: HistoryFilter
  projects: readonly string[]
  models: readonly string[]
  onFilter: (changed: Partial<HistoryFilter>) => void
}) {
  const { filter, projects, models, onFilter } = props
  return (
    <div className="thin-scroll flex gap-1.5 max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 md:flex-wrap">
      <Chip
        label={words.project}
        value={filter.project}
        choices={withChosen(filter.project, projects).map((one) => [one, withMarks(baseName(one))] as const)}
        all={words.anyProject}
        onChoose={(project) => onFilter({ project })}
      />
      <Chip label={words.time} value={filter.days} choices={spans} onChoose={(days) => onFilter({ days })} />
      <Chip
        label={words.model}
        value={filter.model}
        choices={withChosen(filter.model, models).map((one) => [one, withMarks(modelName(one))] as const)}
        all={words.anyModel}
        onChoose={(model) => onFilter({ model })}
      />
      <Chip label={words.where} value={filter.source} choices={sources} onChoose={(source) => onFilter({ source })} />
    </div>
  )
}

/** What the address asks for is offered, whether the workstation names it or not. */
function withChosen(chosen: string, offered: readonly string[]): readonly string[] {
  return chosen === '' || offered.includes(chosen) ? offered : [chosen, ...offered]
}

function Chip(props: {
  label: string
  value: string
  choices: readonly (readonly [value: string, name: string])[]
  all?: string
  onChoose: (value: string) => void
}) {
  const { label, value, choices, all, onChoose } = props
  return (
    <select
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      className={classes(
        'smooth field-sizing-content min-h-8 max-w-56 shrink-0 truncate rounded-control border px-2 text-sm touch:min-h-11 [&>option]:bg-surface [&>option]:text-text',
        value === ''
          ? 'border-line-strong/50 bg-surface hover:bg-raised'
          : 'border-transparent bg-accent-ground font-medium text-accent',
      )}
    >
      {all !== undefined && <option value="">{all}</option>}
      {choices.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  )
}
