import type { ReactNode } from 'react'
import type { Scope } from '#shared/operations/operation.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { PageBar } from '#renderer/views/page/PageBar.tsx'
import * as words from '#renderer/app/laterWords.ts'

type Needs = Exclude<Scope, 'public'>

/** In place of a page that this person may not open; null: of one that there is not. */
export function NoPage({ needs }: { needs: Needs | null }) {
  return (
    <Sentence title={needs === null ? words.thereIsNoSuchPage : words.thisPageIsNotFor}>
      {needs !== null && <p className="my-2 text-muted">{whoMay[needs]}</p>}
      <Link href="/" className="text-accent underline">
        {words.allSessions}
      </Link>
    </Sentence>
  )
}

const whoMay = {
  read: words.youAreNotSignedIn,
  drive: words.yourAccountCanOnlyLook,
  manage: words.itIsForThoseWho,
  local: words.itWorksOnlyInThe,
} as const

/** A page that holds one thing to say. */
function Sentence({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <PageBar title={title} />
      <main className="flex-1 p-8 text-center text-base">{children}</main>
    </>
  )
}
