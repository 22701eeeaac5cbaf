import { type KeyboardEvent, Suspense, useState } from 'react'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { SetupFields } from '#renderer/views/setup/SetupFields.tsx'
import { NEW_TEMPLATE } from './templateFields.ts'
import type { StartSetup } from './useStartSetup.ts'
import * as words from '../words.ts'

const TemplatesDialog = lazyComponent(async () => (await import('./TemplatesDialog.tsx')).TemplatesDialog)

/** All the rest that a new session begins with, and the way to keep it as a template. */
export function MorePanel(props: { setup: StartSetup; prompt: string; choice: Choice }) {
  const { setup, prompt, choice } = props
  const [isKeeping, setKeeping] = useState(false)
  return (
    <section
      aria-label={words.more}
      className="space-y-4 rounded-card border border-line bg-surface p-4"
      onKeyDown={startsNothing}
    >
      <SetupFields draft={setup.draft} onChange={setup.setDraft} />
      <div className="flex flex-wrap gap-1.5 border-t border-line pt-3">
        <Button onClick={() => setKeeping(true)}>{words.saveAsATemplate}</Button>
        <Button variant="ghost" onClick={() => setup.setOpen(false)}>
          {words.close}
        </Button>
      </div>
      {isKeeping && (
        <Suspense>
          <TemplatesDialog
            first={{ ...NEW_TEMPLATE, prompt, choice, setup: setup.draft }}
            onClose={() => setKeeping(false)}
          />
        </Suspense>
      )}
    </section>
  )
}

/** Enter in one of many fields is no start of a session. */
function startsNothing(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    event.preventDefault()
  }
}
