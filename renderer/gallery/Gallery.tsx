import { setTheme, theme } from '#renderer/state/browser/preferences.ts'
import { useStore } from '#renderer/state/store.ts'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { SeenScope } from '#renderer/content/Seen.tsx'
import { Cards } from './Cards.tsx'
import { Contents } from './Contents.tsx'
import { Lists } from './Lists.tsx'
import { Primitives } from './Primitives.tsx'
import { Rows } from './Rows.tsx'
import { SessionStatus } from '#shared/session/status.ts'
import { SessionRow } from '#renderer/features/home/SessionRow.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { aSession } from './examples.ts'

/** Every primitive, card, row and status on one page. */
export function Gallery() {
  const chosen = useStore(theme, (value) => value)
  return (
    <main className="mx-auto max-w-4xl space-y-6 p-4">
      <div className="flex items-baseline gap-3">
        <h1 className="min-w-0 flex-1 text-lg font-semibold">Gallery</h1>
        <PickerSelect label="Colours" value={chosen} onChange={({ target }) => setTheme(asTheme(target.value))}>
          {themes.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </PickerSelect>
      </div>
      <SeenScope>
        <Primitives />
        <Contents />
        <Statuses />
        <Cards />
        <Rows />
        <Lists />
      </SeenScope>
    </main>
  )
}

const themes = ['system', 'light', 'dark'] as const

function asTheme(value: string): (typeof themes)[number] {
  return themes.find((name) => name === value) ?? 'system'
}

/** A session in every status, and what its last turn may have left. */
function Statuses() {
  return (
    <Card title="Statuses">
      <ul>
        {SessionStatus.options.map((status) => (
          <SessionRow key={status} session={aSession(`is ${status}`, { status })} />
        ))}
        <SessionRow session={aSession('finished and unread', { outcome: 'finished', unread: true })} />
        <SessionRow session={aSession('unread', { unread: true })} />
        <SessionRow
          session={aSession('failed', { outcome: 'failed', outcome_reason: 'The account has no credit left.' })}
        />
      </ul>
    </Card>
  )
}
