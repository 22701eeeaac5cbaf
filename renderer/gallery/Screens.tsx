import { useEffect, useState } from 'react'
import * as z from 'zod'
import { Card } from '#renderer/ui/Card.tsx'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { Segments } from '#renderer/ui/Segments.tsx'
import { theme } from '#renderer/state/browser/preferences.ts'
import { useStore } from '#renderer/state/store.ts'

const sizes = { wide: [1440, 900], narrow: [768, 1024], phone: [390, 844] } as const
type ScreenName = keyof typeof sizes

/** What the server of the gallery tells of the scenes (`test/renderer/pictures/gallery/stages.ts`). */
const Stages = z.array(
  z.object({ name: z.string(), screens: z.array(z.enum(['wide', 'narrow', 'phone'])), url: z.string() }),
)
type Stage = z.infer<typeof Stages>[number]

/** Every screen of the design, in a frame of its size, before a fake workstation in the middle of its day. */
export function Screens() {
  const stages = useStages()
  const colours = useStore(theme, (value) => value)
  const [name, setName] = useState(location.hash.slice(1))
  const [screen, setScreen] = useState<ScreenName>('wide')
  const stage = stages.find((one) => one.name === name) ?? stages[0]
  if (stage === undefined) {
    return <Card title="Screens">Loading the screens…</Card>
  }
  const shown = stage.screens.includes(screen) ? screen : (stage.screens[0] ?? 'wide')
  const [width, height] = sizes[shown]
  return (
    <Card title="Screens" className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <PickerSelect label="Screen" value={stage.name} onChange={({ target }) => choose(target.value)}>
          {stages.map((one) => (
            <option key={one.name}>{one.name}</option>
          ))}
        </PickerSelect>
        <Segments
          label="Width"
          value={shown}
          choices={stage.screens.map((one) => [one, String(sizes[one][0])] as const)}
          onChoose={setScreen}
        />
        <a className="text-accent underline" href={stage.url} target="_blank" rel="noreferrer">
          Open in a tab
        </a>
      </div>
      <div
        className="thin-scroll overflow-auto rounded-card border border-line"
        tabIndex={0}
        role="group"
        aria-label="The screen"
      >
        {/* oxlint-disable-next-line react/iframe-missing-sandbox -- the page itself, as it runs outside of frames */}
        <iframe
          key={`${stage.name} ${colours} ${shown}`}
          title={stage.name}
          name={colours}
          src={stage.url}
          width={width}
          height={height}
        />
      </div>
    </Card>
  )

  function choose(next: string): void {
    history.replaceState(null, '', `#${next}`)
    setName(next)
  }
}

function useStages(): readonly Stage[] {
  const [stages, setStages] = useState<readonly Stage[]>([])
  useEffect(() => {
    // oxlint-disable-next-line no-restricted-globals -- who answers is the gallery's own server, not Homeport
    const load = async () => setStages(Stages.parse(await (await fetch('/gallery/screens.json')).json()))
    void load()
  }, [])
  return stages
}
