import type { ReactNode } from 'react'
import type { pageAt } from '#renderer/app/pages.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { PageBar } from '#renderer/views/page/PageBar.tsx'
import * as words from '#renderer/app/laterWords.ts'

/** In place of a page that this person may not open. */
export function NotAllowed({ needs }: { needs: ReturnType<typeof pageAt>['needs'] }) {
  return (
    <Sentence title={words.thisPageIsNotFor}>
      <p className="my-2 text-muted">{whoMay[needs]}</p>
      <Home />
    </Sentence>
  )
}

const whoMay = {
  read: words.youAreNotSignedIn,
  drive: words.yourAccountCanOnlyLook,
  manage: words.itIsForThoseWho,
  local: words.itWorksOnlyInThe,
} as const

/** Where an address leads to none. */
export function PageNotFound() {
  return (
    <Sentence title={words.thereIsNoSuchPage}>
      <Home />
    </Sentence>
  )
}

function Home() {
  return (
    <Link href="/" className="text-accent underline">
      {words.allSessions}
    </Link>
  )
}

/** A page that holds one thing to say. */
function Sentence({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <PageBar title={title} />
      <main className="flex-1 p-8 text-center text-base">{children}</main>
    </>
  )
}
