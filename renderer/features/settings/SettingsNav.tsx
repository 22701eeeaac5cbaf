import { type ReactNode, useEffect, useRef } from 'react'
import { settingGroups } from '#shared/operations/settings.ts'
import { isDesktop } from '#renderer/platform/desktop.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { ownGroups, PROGRAM } from './groups.ts'
import * as words from './words.ts'

/** The groups of settings: a list at the side, on phones a row that scrolls. `current`: null while a search shows all. */
export function SettingsNav({ current }: { current: string | null }) {
  const mayManage = useMay('manage')
  const nav = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    // The first one is in sight already; to ask where it is would lay out a page that is not whole yet.
    const isInSight = isFirst.current && current === ''
    isFirst.current = false
    if (current !== null && !isInSight) {
      nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
    }
  }, [current])
  return (
    <nav
      ref={nav}
      aria-label={words.groupsOfSettings}
      className="thin-scroll flex gap-1 max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 max-md:pb-2 md:sticky md:top-4 md:flex-col md:self-start"
    >
      <Entry id="" current={current}>
        {words.all}
      </Entry>
      <Heading>{words.yours}</Heading>
      {Object.entries(ownGroups).map(([id, title]) => (
        <Entry key={id} id={id} current={current}>
          {title}
        </Entry>
      ))}
      {isDesktop() && (
        <Entry id={PROGRAM} current={current}>
          {words.thisProgram}
        </Entry>
      )}
      {mayManage && <Heading>{words.thisMachine}</Heading>}
      {mayManage &&
        Object.entries(settingGroups).map(([id, title]) => (
          <Entry key={id} id={id} current={current}>
            {title}
          </Entry>
        ))}
    </nav>
  )
}

function Heading({ children }: { children: string }) {
  return <p className="px-2.5 pt-3 pb-1 text-xs font-semibold text-muted max-md:hidden">{children}</p>
}

function Entry({ id, current, children }: { id: string; current: string | null; children: ReactNode }) {
  const isHere = current === id
  return (
    <Link
      href={id === '' ? '/settings' : `/settings/${id}`}
      aria-current={isHere ? 'page' : undefined}
      className={classes(
        'smooth flex min-h-8 items-center rounded-control px-2.5 whitespace-nowrap touch:min-h-11 hover:bg-selected',
        isHere ? 'bg-selected font-medium' : 'text-muted',
      )}
    >
      {children}
    </Link>
  )
}
