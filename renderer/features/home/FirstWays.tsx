import { History, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '#renderer/ui/Link.tsx'
import * as words from './words.ts'

/** What else a person can begin with who has no session yet. */
export function FirstWays() {
  return (
    <div className="grid gap-3 pt-2 md:grid-cols-2">
      <Way
        icon={<History className="size-4" aria-hidden="true" />}
        title={words.continueFromTheTerminal}
        href="/history"
        action={words.openHistory}
      >
        {words.whatYouBeganInATerminal}
      </Way>
      <Way
        icon={<Smartphone className="size-4" aria-hidden="true" />}
        title={words.takeItWithYou}
        href="/welcome"
        action={words.pairAPhone}
      >
        {words.aPairedPhoneTellsYou}
      </Way>
    </div>
  )
}

function Way(props: { icon: ReactNode; title: string; href: string; action: string; children: string }) {
  return (
    <section aria-label={props.title} className="flex gap-3 rounded-card border border-line bg-surface p-4">
      <span className="pt-0.5 text-muted">{props.icon}</span>
      <div className="min-w-0">
        <h3 className="font-medium">{props.title}</h3>
        <p className="mt-0.5 mb-2.5 text-muted">{props.children}</p>
        <Link
          href={props.href}
          className="smooth inline-flex min-h-8 items-center rounded-control border border-line-strong/50 bg-surface px-3 text-sm hover:bg-raised touch:min-h-11"
        >
          {props.action}
        </Link>
      </div>
    </section>
  )
}
