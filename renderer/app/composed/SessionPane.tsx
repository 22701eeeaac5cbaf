import { Suspense } from 'react'
import type { Session } from '#shared/session/session.ts'
import type { Task } from '#shared/session/timeline/tasks.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import { InfoTab } from '#renderer/features/session/pane/InfoTab.tsx'
import { Pane } from '#renderer/features/session/pane/Pane.tsx'
import { PaneScroll } from '#renderer/features/session/pane/PaneScroll.tsx'
import { TasksTab } from '#renderer/features/session/pane/TasksTab.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import type { PaneTab } from '#renderer/state/browser/paneTabs.ts'
import * as words from '#renderer/app/laterWords.ts'

const ActionsSection = lazyComponent(
  async () => (await import('#renderer/features/actions/ActionsSection.tsx')).ActionsSection,
)
const CheckoutSection = lazyComponent(
  async () => (await import('#renderer/features/checkout/CheckoutSection.tsx')).CheckoutSection,
)
const SessionKeySection = lazyComponent(
  async () => (await import('#renderer/features/credentials/SessionKeySection.tsx')).SessionKeySection,
)
const ConnectGithub = lazyComponent(
  async () => (await import('#renderer/features/changes/git/pullRequest/ConnectGithub.tsx')).ConnectGithub,
)
const InfoTabRunning = lazyComponent(
  async () => (await import('#renderer/features/session/pane/InfoTabRunning.tsx')).InfoTabRunning,
)
const SetupSection = lazyComponent(async () => (await import('#renderer/features/setup/SetupSection.tsx')).SetupSection)
const ChangesTab = lazyComponent(async () => (await import('#renderer/features/changes/ChangesTab.tsx')).ChangesTab)

const FilesTab = lazyComponent(async () => (await import('#renderer/features/files/FilesTab.tsx')).FilesTab)
const TerminalTab = lazyComponent(async () => (await import('#renderer/features/terminal/TerminalTab.tsx')).TerminalTab)

/** The pane of a session with what its tabs show, each from its own room. */
export function SessionPane(props: { session: Session; items: Timeline['items']; tab: PaneTab }) {
  return <Pane {...props} content={Content} />
}

function Content({ session, tab, tasks }: { session: Session; tab: PaneTab; tasks: readonly Task[] }) {
  switch (tab) {
    case 'changes':
      return (
        <Suspense>
          <ChangesTab session={session} />
        </Suspense>
      )
    case 'files':
      return (
        <Suspense fallback={<Loading what={words.openingTheFiles} />}>
          <FilesTab session={session} />
        </Suspense>
      )
    case 'terminal':
      // Without one of its own the whole pane would go away until its code is there, and the focus with it.
      return (
        <Suspense fallback={<Loading what={words.openingTheTerminals} />}>
          <TerminalTab session={session} />
        </Suspense>
      )
    case 'info':
      return (
        <PaneScroll>
          <InfoTab session={session} />
          <Suspense>
            <CheckoutSection session={session} />
            <SessionKeySection session={session} Connect={ConnectGithub} />
            <SetupSection session={session} />
            <ActionsSection session={session} />
            <InfoTabRunning session={session} />
          </Suspense>
        </PaneScroll>
      )
    case 'tasks':
      return (
        <PaneScroll>
          <TasksTab session={session} tasks={tasks} />
        </PaneScroll>
      )
  }
}
