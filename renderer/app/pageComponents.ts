import { type ComponentType, createElement, type ReactElement } from 'react'
import { PageLoadFailed } from '#renderer/features/shell/PageLoadFailed.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { type LocatedPage, type PageName, pages } from './pages.ts'

type SessionPage = Awaited<ReturnType<typeof pages.session.code>>

const plain = new Map<PageName, ComponentType>()
let session: ComponentType<Parameters<SessionPage>[0]> | null = null

/**
 * Fetches the code of a page before it is drawn. What has come by then is drawn at once: a lazy component shows its
 * placeholder first, and React holds back what follows one for 300 ms. A failure is ignored: drawing the page loads the
 * code again and reports it.
 */
export async function fetchPage(kind: PageName): Promise<void> {
  try {
    if (kind === 'session') {
      const code = await pages.session.code()
      session ??= code
    } else {
      const code = await pages[kind].code()
      plain.set(kind, plain.get(kind) ?? code)
    }
  } catch {
    // Reported by the component that loads it.
  }
}

/** The page that an address leads to; the component behind it is the same each time. `query`: another one starts a page anew. */
export function pageElement(located: Exclude<LocatedPage, { kind: 'unknown' }>, query: string): ReactElement {
  if (located.kind === 'session') {
    session ??= lazyComponent(pages.session.code, PageLoadFailed)
    return createElement(session, { id: located.id, tab: located.tab })
  }
  const { kind } = located
  const page = plain.get(kind) ?? lazyComponent(pages[kind].code, PageLoadFailed)
  plain.set(kind, page)
  return createElement(page, { key: `${kind}${query}` })
}
