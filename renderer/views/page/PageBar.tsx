import type { ReactNode } from 'react'
import { link } from '#renderer/state/workstation/connection.ts'
import { isRailDrawn, isRailHidden } from '#renderer/state/browser/rail.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { BackLink } from './BackLink.tsx'
import { ConnectionStatus } from './ConnectionStatus.tsx'
import { ShowRailButton } from './RailButton.tsx'

/** What stands in the bar that every page begins with. */
export interface PageBarProps {
  readonly title: ReactNode
  /** Beside the title; on phones below it. */
  readonly status?: ReactNode
  readonly actions?: ReactNode
  /** One of the pages of the phone's tab bar: there is nothing to go back to. */
  readonly isRoot?: boolean
}

/** The bar of a page: where one is, and, where no rail says so, whether the workstation is there. */
export function PageBar({ title, status, actions, isRoot = false }: PageBarProps) {
  return (
    <header
      className={`flex h-13 flex-none items-center gap-1 border-b border-line pr-2 md:h-12 md:gap-2 md:px-5 ${isRoot ? 'max-md:pl-4' : 'max-md:pl-1'}`}
    >
      <ShowRailButton />
      {!isRoot && <BackLink />}
      <div className="flex min-w-0 flex-1 items-baseline gap-x-2.5 max-md:flex-col">
        <h1 className="max-w-full truncate text-lg font-semibold max-md:leading-6">{title}</h1>
        <BarStatus>{status}</BarStatus>
      </div>
      {actions}
    </header>
  )
}

/**
 * The page's own status, and the connection's where no rail tells it. One that is not there comes first on phones, which
 * have one line for both.
 */
export function BarStatus({ children }: { children?: ReactNode }) {
  const size = useStore(screenSize, (value) => value)
  const isRailHere = useStore(isRailDrawn, (value) => value)
  const isRailAway = useStore(isRailHidden, (value) => value)
  const kind = useStore(link, (state) => state.kind)
  const isPhone = size === 'phone'
  const own = children !== undefined && (!isPhone || kind === 'ready') && (
    <div className="min-w-0 truncate text-muted max-md:text-xs">{children}</div>
  )
  // A rail that is on its way tells it soon; trouble is told at once.
  const isRailComing = !isRailAway && (kind === 'ready' || kind === 'connecting')
  const isToldByRail = size === 'wide' && (isRailHere || isRailComing)
  return (
    <>
      {own}
      {!isToldByRail && <ConnectionStatus isHeardOnly={isPhone && own !== false} />}
    </>
  )
}
