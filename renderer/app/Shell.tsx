import { type ReactNode, Suspense, useEffect, useRef } from 'react'
import { address } from '#renderer/state/browser/route.ts'
import { closeDrawer, isDrawerOpen, isRailHidden, toggleRail } from '#renderer/state/browser/rail.ts'
import { isFirstPageDrawn } from '#renderer/state/browser/firstPage.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { hasTab } from './tabs.ts'
import * as words from './words.ts'

const Rail = lazyComponent(async () => (await import('#renderer/features/rail/Rail.tsx')).Rail, NoRail)
const TabBar = lazyComponent(async () => (await import('./TabBar.tsx')).TabBar)

/** The frame around a page: the rail beside it, or over it in a narrow window; on phones the tab bar below it. */
export function Shell({ children }: { children: ReactNode }) {
  const size = useStore(screenSize, (value) => value)
  const isHidden = useStore(isRailHidden, (value) => value)
  const isOpen = useStore(isDrawerOpen, (value) => value)
  const isOnTab = useStore(address, ({ path }) => hasTab(path))
  const isDrawn = useStore(isFirstPageDrawn, (value) => value)
  useEffect(followShortcut, [])
  return (
    <>
      {size === 'wide' && !isHidden && (
        <Suspense fallback={<RailSpace />}>{isDrawn ? <Rail /> : <RailSpace />}</Suspense>
      )}
      {size === 'narrow' && isOpen && <Drawer />}
      <div className="flex min-w-0 flex-1 flex-col">
        {children}
        {size === 'phone' && isOnTab && (
          <Suspense fallback={<div className="h-14 flex-none" />}>
            <TabBar />
          </Suspense>
        )}
      </div>
    </>
  )
}

/** As wide as the rail, so that nothing moves when its code arrives. */
function RailSpace() {
  return <div className="rail-space w-66 flex-none border-r border-line bg-rail" />
}

/** When the rail's code did not come. */
function NoRail() {
  return (
    <div className="w-66 flex-none border-r border-line bg-rail p-2">
      <Problem action={<Button onClick={() => location.reload()}>{words.reloadThePage}</Button>}>
        {words.theListOfSessionsCould}
      </Problem>
    </div>
  )
}

/** The rail as a modal dialog: focus stays inside, Esc and a tap beside it close it. */
function Drawer() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={words.sidebar}
      onClose={closeDrawer}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) {
          closeDrawer()
        }
      }}
      className="m-0 h-full max-h-none w-66 max-w-none outline-none"
    >
      <Suspense fallback={<RailSpace />}>
        <Rail />
      </Suspense>
    </dialog>
  )
}

/** Ctrl or ⌘ + B. Returns the function that stops it. */
function followShortcut(): () => void {
  window.addEventListener('keydown', toggleByKey)
  return () => window.removeEventListener('keydown', toggleByKey)
}

function toggleByKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event
  if (key.toLowerCase() === 'b' && ctrlKey !== metaKey && !altKey && !shiftKey) {
    event.preventDefault()
    toggleRail()
  }
}
