import { type ComponentType, Suspense } from 'react'
import type { Session } from '#shared/session/session.ts'
import { focusedColumn } from '#renderer/state/browser/columns.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { lazyAfterDrawing } from '#renderer/ui/lazyComponent.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { SessionMenu } from '#renderer/views/session/SessionMenu.tsx'
import { baseName } from '#shared/session/paths.ts'
import { statusLabel } from '#renderer/format/statusLabel.ts'
import { BackLink } from '#renderer/views/page/BackLink.tsx'
import { BarStatus } from '#renderer/views/page/PageBar.tsx'
import { ShowRailButton } from '#renderer/views/page/RailButton.tsx'
import { NameField } from './NameField.tsx'

const TrustQuestion = lazyAfterDrawing(async () => (await import('./TrustButton.tsx')).TrustQuestion)
const PlainButtons = lazyAfterDrawing(async () => (await import('./columns/HeaderButtons.tsx')).HeaderButtons)

interface HeaderButtonsProps {
  session: Session
  isPaneOpen: boolean
}

interface SessionHeaderProps {
  session: Session
  /** Whether its details are shown. */
  isPaneOpen: boolean
  /** Of two side by side: the page's own status and ways stand in the first one. */
  isSecond: boolean
  /** In the place of what opens its details. */
  buttons: ComponentType<HeaderButtonsProps> | undefined
}

/** The session's name and status, what can be done with it, and its details. */
export function SessionHeader({ session, isPaneOpen, isSecond, buttons }: SessionHeaderProps) {
  const HeaderButtons = buttons ?? PlainButtons
  const mayDrive = useMay('drive')
  // Room for the buttons that come later, so that nothing moves under a finger.
  const isOfTwo = useStore(focusedColumn, (focused) => focused !== null)
  return (
    <header className="@container flex min-h-13 flex-none items-center gap-x-2 gap-y-1 border-b border-line pr-2 max-md:flex-wrap max-md:pl-1 md:min-h-12 md:gap-x-3 md:px-5">
      {!isSecond && <ShowRailButton />}
      <BackLink />
      <NameAndStatus session={session} mayRename={mayDrive} isSecond={isSecond} />
      <span className="flex-1 max-md:hidden" />
      <Suspense>{mayDrive && session.status !== 'TERMINATED' && <TrustQuestion session={session} />}</Suspense>
      <div className="flex max-md:flex-row-reverse">
        <SessionMenu session={session} />
        <Suspense fallback={<span className={isOfTwo ? 'w-16 touch:w-22' : 'w-8 touch:w-11'} />}>
          <HeaderButtons session={session} isPaneOpen={isPaneOpen} />
        </Suspense>
      </div>
    </header>
  )
}

/** On phones the status stands below the name. */
function NameAndStatus(props: { session: Session; mayRename: boolean; isSecond: boolean }) {
  const { session, mayRename } = props
  const Status = props.isSecond ? 'span' : BarStatus
  return (
    <>
      <div className="flex min-w-0 gap-x-3 max-md:flex-1 max-md:flex-col md:items-center md:[&>:not(h1)]:shrink-0">
        <NameField session={session} mayRename={mayRename} />
        <Status>
          <StatusWithReason session={session} />
        </Status>
      </div>
      <span
        className="min-w-0 truncate font-mono text-xs text-muted max-md:hidden @max-[640px]:hidden"
        title={withMarks(session.workspace_path)}
      >
        <Marked text={baseName(session.workspace_path)} code />
      </span>
    </>
  )
}

/** The status, with the reason of the last outcome as a tooltip. */
function StatusWithReason({ session }: { session: Session }) {
  const { label, tone } = statusLabel(session)
  return (
    <span title={session.outcome_reason === null ? undefined : withMarks(session.outcome_reason)}>
      <ToneLabel tone={tone}>{label}</ToneLabel>
    </span>
  )
}
