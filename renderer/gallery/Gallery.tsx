import { setTheme, theme } from '#renderer/state/browser/preferences.ts'
import { useStore } from '#renderer/state/store.ts'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { SeenScope } from '#renderer/content/Seen.tsx'
import { Cards } from './Cards.tsx'
import { Contents } from './Contents.tsx'
import { Lists } from './Lists.tsx'
import { Primitives } from './Primitives.tsx'
import { SessionLists } from './SessionLists.tsx'
import { Rows } from './Rows.tsx'
import { Screens } from './Screens.tsx'

/** Every screen, primitive, card, row and status on one page. */
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
      <Screens />
      <SeenScope>
        <Primitives />
        <Contents />
        <SessionLists />
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
