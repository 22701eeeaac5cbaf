import { History, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '#renderer/ui/Link.tsx'

/** What else a person can begin with who has no session yet. */
export function FirstWays() {
  return (
    <div className="grid gap-3 pt-2 md:grid-cols-2">
      <Way
        icon={<History className="size-4" aria-hidden="true" />}
        title="Continue from the terminal"
        href="/history"
        action="Open History"
      >
        What you began with Claude Code in a terminal of this machine goes on here.
      </Way>
      <Way
        icon={<Smartphone className="size-4" aria-hidden="true" />}
        title="Take it with you"
        href="/welcome"
        action="Pair a phone"
      >
        A phone that is paired tells you when Claude needs you.
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
