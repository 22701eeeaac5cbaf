import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Suspense } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { type GitView, viewNames } from './GitMenu.tsx'
import * as words from './words.ts'

const Branches = lazyComponent(async () => (await import('./branches/Branches.tsx')).Branches)
const AutoCommit = lazyComponent(async () => (await import('./auto/AutoCommit.tsx')).AutoCommit)
const Log = lazyComponent(async () => (await import('./history/Log.tsx')).Log)
const Stashes = lazyComponent(async () => (await import('./history/Stashes.tsx')).Stashes)

/** Branches, history or what was put aside, in place of the files. */
export function RepositoryView(props: {
  readonly view: Exclude<GitView, 'files'>
  readonly session_id: SessionId
  readonly onBack: () => void
}) {
  const { view, session_id, onBack } = props
  const views: Readonly<Record<typeof view, ReactNode>> = {
    branches: <Branches session_id={session_id} onSwitched={onBack} />,
    history: <Log session_id={session_id} />,
    auto: <AutoCommit session_id={session_id} />,
    stashes: <Stashes session_id={session_id} />,
  }
  return (
    <section aria-label={viewNames[view]} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-11 flex-none items-center gap-1 border-b border-line px-2">
        <IconButton label={words.backToTheChanges} onClick={onBack}>
          <ArrowLeft className="size-4" />
        </IconButton>
        <h2 className="font-medium">{viewNames[view]}</h2>
      </div>
      <Suspense>{views[view]}</Suspense>
    </section>
  )
}
